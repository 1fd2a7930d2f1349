"""The calendar of the history: what was done on each day of a year."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is Friday, 20 March 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def days_of(answer) -> list[tuple[str, str]]:
    """The days on which something was done: where they lead, and what they say."""
    link = r'<a class="day [^"]*"[^>]* href="([^"]*)"><b aria-hidden="true">\d+</b><span>([^<]*)</span>'
    return [(href.replace("&amp;", "&"), text) for href, text in re.findall(link, answer.content.decode())]


def test_day_with_one_workout_leads_to_it_and_says_what_was_done(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    for _ in range(11):
        make_set(row)
    make_set(row, set_type="warm_up")
    answer = pages.get(reverse("workouts"))
    assert days_of(answer) == [(reverse("workout", args=[workout.pk]), "2 Mar 2026: 1 workout, 11 sets")]
    assert b'class="day step-2"' in answer.content
    assert b"trained on 1 day<" in answer.content


def test_day_with_two_workouts_leads_to_its_part_of_the_history(pages: Client, lifter: User, squat: Exercise) -> None:
    both = [make_workout(lifter), make_workout(lifter, started_at=STARTED + timedelta(hours=2))]
    for workout in both:
        make_set(make_exercise(workout, squat))
    ((address, text),) = days_of(pages.get(reverse("workouts"), {"q": "squat", "page": "1"}))
    assert (address, text) == ("?q=squat&from=2026-03-02&to=2026-03-02", "2 Mar 2026: 2 workouts, 2 sets")
    assert list(pages.get(reverse("workouts") + address).context["page_obj"]) == both[::-1]


def test_calendar_shows_nothing_of_strangers_plans_and_the_bin(pages: Client, lifter: User, stranger: User) -> None:
    make_workout(stranger)
    make_workout(lifter, status="planned", started_at=None, planned_on=STARTED.date())
    pages.post(reverse("workout-delete", args=[make_workout(lifter).pk]))
    assert days_of(pages.get(reverse("workouts"))) == []


def test_calendar_is_narrowed_by_what_is_looked_for_but_not_by_days(pages: Client, lifter: User) -> None:
    legs = make_workout(lifter, title="Legs")
    make_workout(lifter, title="Push", started_at=STARTED + timedelta(days=1))
    answer = pages.get(reverse("workouts"), {"q": "legs", "from": "2026-03-02", "to": "2026-03-09"})
    assert [href for href, _ in days_of(answer)] == [reverse("workout", args=[legs.pk])]
    answer = pages.get(reverse("workouts"), {"from": "2026-03-02", "to": "2026-03-02"})
    assert len(days_of(answer)) == 2


@pytest.mark.parametrize(("week_start", "first"), [("monday", "17 Mar 2025"), ("sunday", "16 Mar 2025")])
def test_calendar_shows_53_weeks_that_begin_as_the_account_has_it(
    pages: Client, lifter: User, week_start: str, first: str
) -> None:
    User.objects.update(week_start=week_start)
    first_day = datetime.strptime(f"{first} 18:00", "%d %b %Y %H:%M").replace(tzinfo=UTC)
    for started in (first_day - timedelta(days=1), first_day, NOW):
        make_workout(lifter, status="completed", started_at=started)
    answer = pages.get(reverse("workouts"))
    assert [text for _, text in days_of(answer)] == [
        f"{first}: 1 workout, 0 sets",
        "20 Mar 2026: 1 workout, 0 sets",
    ]
    assert len(answer.context["calendar"].weeks) == 53


def years_of(answer) -> list[str]:
    """The years to which the calendar leads, None being the last twelve months."""
    nav = answer.content.decode().partition('aria-label="Years"')[2].partition("</nav>")[0]
    return [href.replace("&amp;", "&") for href in re.findall(r'<a [^>]*href="([^"]*)"', nav)]


@pytest.mark.parametrize(
    ("asked", "heading", "leads_to", "days"),
    [
        ({}, b"Last 12 months", ["?year=2025"], ["2 Mar 2026"]),
        ({"year": "2025"}, b">2025</h2>", ["?year=2024", "?"], []),
        ({"year": "2024"}, b">2024</h2>", ["?year=2025"], ["1 Jan 2024"]),
        ({"year": "2024", "q": "push", "page": "1"}, b">2024</h2>", ["?year=2025&q=push"], ["1 Jan 2024"]),
        ({"year": "2026"}, b">2026</h2>", ["?year=2025", "?"], ["2 Mar 2026"]),
        ({"year": "2023"}, b"Last 12 months", ["?year=2025"], ["2 Mar 2026"]),
        ({"year": "9999"}, b"Last 12 months", ["?year=2025"], ["2 Mar 2026"]),
        ({"year": "soon"}, b"Last 12 months", ["?year=2025"], ["2 Mar 2026"]),
        ({"year": "-200"}, b"Last 12 months", ["?year=2025"], ["2 Mar 2026"]),
    ],
)
def test_calendar_of_a_year_leads_to_those_around_it_as_far_as_there_is_history(
    pages: Client, lifter: User, asked: dict, heading: bytes, leads_to: list, days: list
) -> None:
    make_workout(lifter)
    make_workout(lifter, status="completed", started_at=datetime(2024, 1, 1, 9, tzinfo=UTC))
    answer = pages.get(reverse("workouts"), asked)
    assert heading in answer.content
    assert years_of(answer) == leads_to
    assert [text.partition(":")[0] for _, text in days_of(answer)] == days


def test_today_is_marked_whether_or_not_something_was_done(pages: Client, lifter: User) -> None:
    make_workout(lifter)
    assert b'<i class="day today" aria-hidden="true">20</i>' in pages.get(reverse("workouts")).content
    make_workout(lifter, started_at=NOW)
    assert b'<a class="day step-1" aria-current="date"' in pages.get(reverse("workouts")).content


def test_calendar_can_be_skipped_by_the_keyboard(pages: Client, lifter: User) -> None:
    make_workout(lifter)
    page = pages.get(reverse("workouts")).content.decode()
    skip, first_day = page.index('href="#workouts"'), page.index('<a class="day')
    assert skip < first_day < page.index('id="workouts" tabindex="-1"')


def test_workout_of_another_zone_that_is_a_day_ahead_is_shown(pages: Client, lifter: User) -> None:
    make_workout(lifter, started_at=NOW + timedelta(hours=1), timezone="Pacific/Kiritimati")
    assert Workout.objects.get().local_date.day == 21
    assert [text for _, text in days_of(pages.get(reverse("workouts")))] == ["21 Mar 2026: 1 workout, 0 sets"]
