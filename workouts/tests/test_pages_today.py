"""Today: what to go on with, how to begin, how the week goes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.calendar import first_weekday, week_begin
from workouts.logbook.workouts import log_workout
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workouts.weeks import Week, week_against_usual, week_of

NOW = "2026-03-04T12:00:00Z"  # a Wednesday


@pytest.fixture(autouse=True)
def wednesday(pages: Client, time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def log_days(user: User, *days: date) -> None:
    """A finished workout on each of the days."""
    for day in days:
        start = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        log_workout(user, {"title": f"{day}", "started_at": start, "duration_seconds": 3600})


def test_today_at_first_offers_three_ways_to_begin(pages: Client) -> None:
    answer = pages.get(reverse("today"))
    assert b"Three ways to begin" in answer.content
    assert reverse("workout-past").encode() in answer.content
    assert list(answer.context["open_workouts"]) == []
    assert answer.context["last_workout"] is None


def test_today_shows_what_is_in_progress_and_planned_for_today_and_the_last_workout(
    pages: Client, lifter: User
) -> None:
    running = make_workout(lifter, title="Running late")
    planned = make_workout(lifter, title="Planned", status="planned", started_at=None, planned_on=date(2026, 3, 4))
    make_workout(lifter, title="Next week", status="planned", started_at=None, planned_on=date(2026, 3, 11))
    log_days(lifter, date(2026, 2, 20), date(2026, 2, 27), date(2026, 2, 25))
    answer = pages.get(reverse("today"))
    assert list(answer.context["open_workouts"]) == [running, planned]
    assert answer.context["last_workout"].local_date == date(2026, 2, 27)


def test_today_shows_planned_workouts_whose_day_went_by_and_those_for_no_day(pages: Client, lifter: User) -> None:
    late = make_workout(lifter, title="Late", status="planned", started_at=None, planned_on=date(2026, 3, 2))
    some_day = make_workout(lifter, title="Some day", status="planned", started_at=None)
    make_workout(lifter, title="Next week", status="planned", started_at=None, planned_on=date(2026, 3, 11))
    answer = pages.get(reverse("today"))
    assert list(answer.context["open_workouts"]) == [some_day, late]
    assert b"Planned for Monday, 2 March" in answer.content


def test_today_shows_five_open_workouts_at_most(pages: Client, lifter: User) -> None:
    for _ in range(6):
        make_workout(lifter, status="planned", started_at=None)
    assert len(pages.get(reverse("today")).context["open_workouts"]) == 5


def test_resume_leads_to_the_exercise_of_the_last_set(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    page = reverse("workout", args=[workout.pk])
    first, _second = make_exercise(workout, squat), make_exercise(workout, squat)
    assert f'href="{page}">Resume'.encode() in pages.get(reverse("today")).content
    make_set(first)
    assert f'href="{page}#exercise-{first.pk}">Resume'.encode() in pages.get(reverse("today")).content


def test_open_workouts_of_one_title_are_no_landmarks_of_one_name(pages: Client, lifter: User) -> None:
    for _ in range(2):
        make_workout(lifter)
    page = pages.get(reverse("today")).content.decode().partition("<main")[2].partition("</main>")[0]
    assert (page.count("<article"), page.count("<section")) == (2, 0)


def test_front_page_shows_no_figure_that_the_workout_page_does_not(client: Client, db: None) -> None:
    page = client.get(reverse("today")).content.decode()
    assert [word for word in ("Best", "e1RM", "days ago") if word in page] == []


def test_today_shows_nothing_of_a_stranger(pages: Client, stranger: User) -> None:
    make_workout(stranger)
    log_days(stranger, date(2026, 3, 3))
    answer = pages.get(reverse("today"))
    assert list(answer.context["open_workouts"]) == []
    assert answer.context["last_workout"] is None
    assert answer.context["week"] == Week(0, None)


def test_week_is_compared_with_the_eight_weeks_before(lifter: User) -> None:
    monday = date(2026, 3, 2)
    log_days(lifter, monday, monday + timedelta(days=1))
    log_days(lifter, *(monday - timedelta(weeks=n) for n in range(1, 7)))
    log_days(lifter, monday - timedelta(weeks=8, days=1))  # before the eight weeks: the average does not know it
    assert week_against_usual(lifter) == Week(2, Decimal(6) / 8, 7)


def test_week_of_a_short_history_is_compared_with_the_weeks_there_are(lifter: User) -> None:
    log_days(lifter, date(2026, 2, 26), date(2026, 2, 17), date(2026, 2, 16))
    assert week_against_usual(lifter) == Week(0, Decimal(3) / 2, 2)


def test_week_of_the_very_first_workout_has_no_usual(lifter: User) -> None:
    log_days(lifter, date(2026, 3, 3))
    assert week_against_usual(lifter) == Week(1, None, 1)


MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("weeks_ago", "streak"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2), 3), ((1, 2, 3), 3), ((0, 2, 3), 1), ((0, 0, 1, 1), 2)],
)
def test_streak_counts_weeks_without_a_gap_and_the_running_one_can_not_break_it(
    weeks_ago: tuple[int, ...], streak: int
) -> None:
    days = [MONDAY - timedelta(weeks=n, days=-2) for n in weeks_ago]
    assert week_of(days, MONDAY + timedelta(days=3), "monday").streak == streak


def test_week_begins_on_sunday_where_the_account_says_so(lifter: User) -> None:
    log_days(lifter, date(2026, 3, 1))
    assert week_against_usual(lifter).workouts == 0
    lifter.week_start = "sunday"
    assert week_against_usual(lifter).workouts == 1


@pytest.mark.parametrize(
    ("day", "week_start", "first"),
    [
        (date(2026, 3, 2), "monday", date(2026, 3, 2)),
        (date(2026, 3, 8), "monday", date(2026, 3, 2)),
        (date(2026, 3, 1), "sunday", date(2026, 3, 1)),
        (date(2026, 3, 7), "sunday", date(2026, 3, 1)),
    ],
)
def test_first_day_of_a_week(day: date, week_start: str, first: date) -> None:
    assert week_begin(day, first_weekday(week_start)) == first


@pytest.mark.parametrize("rows", [1, 3])
def test_today_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_workout(lifter)
        log_days(lifter, date(2026, 2, 20 + number))
    with django_assert_num_queries(5):
        pages.get(reverse("today"))


def test_start_begins_a_workout_now(pages: Client, lifter: User) -> None:
    answer = pages.post(reverse("workout-start"))
    workout = Workout.objects.for_user(lifter).get()
    assert answer.url == reverse("workout", args=[workout.pk])
    assert (workout.status, f"{workout.started_at:%H:%M}") == ("in_progress", "12:00")


def test_start_pressed_twice_makes_one_workout(pages: Client, lifter: User) -> None:
    assert pages.post(reverse("workout-start")).url == pages.post(reverse("workout-start")).url
    assert Workout.objects.for_user(lifter).count() == 1


def test_start_beside_a_workout_with_exercises_makes_another(pages: Client, lifter: User, squat: Exercise) -> None:
    pages.post(reverse("workout-start"))
    make_exercise(Workout.objects.get(), squat)
    pages.post(reverse("workout-start"))
    assert Workout.objects.for_user(lifter).count() == 2


def test_start_of_a_planned_workout_begins_it_now(pages: Client, lifter: User) -> None:
    planned = make_workout(lifter, status="planned", started_at=None, planned_on=date(2026, 3, 4))
    assert pages.post(reverse("workout-start-planned", args=[planned.pk])).status_code == 302
    planned.refresh_from_db()
    assert (planned.status, f"{planned.started_at:%H:%M}") == ("in_progress", "12:00")
