"""Many workouts at once, ticked in the history: deleted, brought back, moved, renamed; all of them or none."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone as clock

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.many import MOST, delete_many, move_many, retitle_many
from workouts.models import Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout

ACTIONS = ["workouts-delete", "workouts-restore", "workouts-move", "workouts-title"]
HERE = "q=push&page=2"


@pytest.fixture
def push(lifter: User) -> Workout:
    return make_workout(lifter, status="completed", duration_seconds=3600)


@pytest.fixture
def legs(lifter: User) -> Workout:
    return make_workout(lifter, title="Legs", started_at=STARTED + timedelta(days=2), status="completed")


def post(pages: Client, action: str, workouts: list[Workout], **fields: object):
    """What the browser sends for the workouts that were ticked."""
    ticked = {"workout": [str(workout.pk) for workout in workouts], "here": HERE, "seen": seen(*workouts)}
    return pages.post(reverse(f"workouts-{action}"), ticked | fields)


def facts() -> list[tuple]:
    """All that an action could have changed."""
    return list(Workout.objects.order_by("pk").values_list("pk", "title", "local_date", "version", "deleted_at"))


def seen(*workouts: Workout) -> str:
    """What the pages that ask say of what they have shown."""
    return str(sum(workout.version for workout in workouts))


def messages_of(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_list_is_calm_until_rows_are_to_be_ticked(pages: Client, push: Workout) -> None:
    calm = pages.get(reverse("workouts")).content.decode()
    ticking = pages.get(reverse("workouts"), {"select": "1", "q": "push"}).content.decode()
    ticked = pages.get(reverse("workouts"), {"select": "all"}).content.decode()
    boxes = [re.findall(r'name="workout" value="([^"]+)"( checked)?>', page) for page in (calm, ticking, ticked)]
    assert boxes == [[], [(str(push.pk), "")], [(str(push.pk), " checked")]]
    assert '<input type="hidden" name="here" value="q=push">' in ticking


def test_ticked_workouts_go_into_the_bin_and_all_come_back_by_one_button(
    pages: Client, push: Workout, legs: Workout, lifter: User
) -> None:
    kept = make_workout(lifter)
    answer = post(pages, "delete", [push, legs])
    assert answer.url == f"{reverse('workouts')}?q=push&page=2"
    assert list(Workout.objects.for_user(lifter)) == [kept]
    page = pages.get(reverse("workouts")).content.decode()
    assert "2 workouts deleted." in page
    form = page.partition(f'<form action="{reverse("workouts-restore")}"')[2].partition("</form>")[0]
    sent = re.findall(r'name="(workout|here)" value="([^"]*)"', form)
    assert sent == [("here", "q=push&amp;page=2"), ("workout", str(legs.pk)), ("workout", str(push.pk))]
    back = post(pages, "restore", [push, legs])
    assert back.url == f"{reverse('workouts')}?q=push&page=2"
    assert set(Workout.objects.for_user(lifter)) == {kept, push, legs}


def test_deleting_and_restoring_twice_is_as_once(pages: Client, push: Workout, legs: Workout) -> None:
    for action in ("delete", "delete", "restore", "restore"):
        answer = post(pages, action, [push, legs])
        assert answer.status_code == 302
    told = list(pages.get(reverse("workouts")).context["messages"])
    assert [message.level_tag for message in told] == ["success"] * 4
    assert str(told[-1]) == "2 workouts restored."
    assert [row[4] for row in facts()] == [None, None]


def test_move_asks_how_far_and_names_what_was_ticked(pages: Client, push: Workout, legs: Workout) -> None:
    before = facts()
    page = post(pages, "move", [push, legs])
    assert (page.status_code, page.context["workouts"], facts()) == (200, [legs, push], before)
    assert re.findall(r'name="seen" value="(\d+)"', page.content.decode()) == [seen(push, legs)] * 2
    assert page.context["day"].initial == {"date": None}
    assert post(pages, "move", [push]).context["day"].initial == {"date": date(2026, 3, 2)}


def test_shift_by_days_keeps_the_time_on_the_wall_across_a_clock_change(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    berlin = datetime(2026, 3, 28, 18, 30, 5, tzinfo=UTC)
    workout = make_workout(lifter, started_at=berlin, duration_seconds=3600, timezone="Europe/Berlin")
    row = make_exercise(workout, squat)
    make_set(row)
    workout.refresh_from_db()
    answer = post(pages, "move", [workout], days="2", way="later")
    assert answer.url == f"{reverse('workouts')}?q=push&page=2"
    workout.refresh_from_db()
    row.refresh_from_db()
    assert (workout.started_at, workout.duration_seconds) == (datetime(2026, 3, 30, 17, 30, 5, tzinfo=UTC), 3600)
    assert workout.completed_at == workout.started_at + timedelta(hours=1)
    assert (workout.local_date, row.local_date) == (date(2026, 3, 30), date(2026, 3, 30))


def test_shift_moves_each_by_the_same_days(pages: Client, push: Workout, legs: Workout) -> None:
    post(pages, "move", [push, legs], days="365", way="earlier")
    assert [row[2] for row in facts()] == [date(2025, 3, 2), date(2025, 3, 4)]
    assert messages_of(pages.get(reverse("workouts"))) == ["2 workouts moved."]


def test_shift_that_is_sent_twice_moves_once(pages: Client, push: Workout, legs: Workout) -> None:
    sent = {"days": "7", "way": "earlier", "seen": seen(push, legs)}
    post(pages, "move", [push, legs], **sent)
    after = facts()
    again = post(pages, "move", [push, legs], **sent)
    assert again.context["shift"].faults() == ["These workouts have changed since. Look at them, then send it again."]
    assert facts() == after
    assert f'name="seen" value="{seen(*Workout.objects.all())}"'.encode() in again.content


def test_move_to_one_date_keeps_the_time_of_day(pages: Client, push: Workout, legs: Workout) -> None:
    post(pages, "move", [push, legs], date="2026-01-15")
    assert {workout.started_at for workout in Workout.objects.all()} == {datetime(2026, 1, 15, 18, tzinfo=UTC)}


def test_move_of_a_plan_moves_the_plan_and_of_a_day_without_a_time_the_day(pages: Client, lifter: User) -> None:
    ahead = clock.now().date() + timedelta(days=9)
    plan = make_workout(lifter, status="planned", started_at=None, planned_on=ahead)
    imported = make_workout(lifter, status="completed", started_at=None, local_date=date(2026, 3, 2))
    post(pages, "move", [plan, imported], days="3", way="earlier")
    plan.refresh_from_db()
    imported.refresh_from_db()
    assert (plan.planned_on, plan.local_date) == (ahead - timedelta(days=3), ahead - timedelta(days=3))
    assert (imported.local_date, imported.started_at, imported.status) == (date(2026, 2, 27), None, "completed")


@pytest.mark.parametrize("planned_on", [None, STARTED.date()])
def test_move_of_a_plan_with_a_time_leaves_it_a_plan(
    pages: Client, lifter: User, squat: Exercise, planned_on: date | None
) -> None:
    plan = make_workout(lifter, status="planned", planned_on=planned_on)
    entry = make_set(make_exercise(plan, squat), status="planned")
    plan.refresh_from_db()
    post(pages, "move", [plan], days="3", way="earlier")
    plan.refresh_from_db()
    entry.refresh_from_db()
    day = date(2026, 2, 27)
    assert (plan.status, plan.started_at, plan.local_date) == ("planned", STARTED - timedelta(days=3), day)
    assert (plan.planned_on, entry.status) == (planned_on and day, "planned")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date.max])
def test_move_past_the_ends_of_the_calendar_is_refused_by_the_form_and_by_the_verb(
    pages: Client, lifter: User, zone: str, day: date
) -> None:
    workout = make_workout(lifter, timezone=zone, started_at=datetime(2026, 3, 2, 10, 30, tzinfo=UTC))
    before = facts()
    answer = post(pages, "move", [workout], date=day.isoformat())
    assert answer.context["day"].errors == {"date": ["Give a date between 1900 and ten years ahead."]}
    with pytest.raises(ValidationError, match="Give a date between 1900 and tomorrow"):
        move_many([workout], day, workout.version)
    assert facts() == before


def test_move_that_one_workout_cannot_make_moves_none_and_names_it(pages: Client, lifter: User, push: Workout) -> None:
    long_ago = datetime(1900, 1, 2, tzinfo=UTC)
    first = make_workout(lifter, title="First", started_at=long_ago, duration_seconds=60)
    only_day = make_workout(lifter, title="", status="completed", started_at=None, local_date=date(1900, 1, 3))
    before = facts()
    ticked = [push, first, only_day]
    answer = post(pages, "move", ticked, days="9", way="earlier")
    assert answer.context["shift"].faults() == [
        "First, 2 Jan 1900: Give a date between 1900 and tomorrow.",
        "3 Jan 1900: Give a date between 1900 and tomorrow.",
    ]
    assert b"<title>Error: Move workouts" in answer.content
    assert facts() == before


@pytest.mark.parametrize(
    ("typed", "form", "errors"),
    [
        ({"days": "", "way": "later"}, "shift", {"days": ["Give a number of days from 1 to 36,525."]}),
        ({"days": "0", "way": "later"}, "shift", {"days": ["Give a number of days from 1 to 36,525."]}),
        ({"days": "36526", "way": "later"}, "shift", {"days": ["Give a number of days from 1 to 36,525."]}),
        ({"days": "many", "way": "later"}, "shift", {"days": ["Give a number of days from 1 to 36,525."]}),
        ({"days": "1", "way": "up"}, "shift", {"way": ["Choose earlier or later."]}),
        ({"date": ""}, "day", {"date": ["Give the date."]}),
        ({"date": "soon"}, "day", {"date": ["Give the date like 2026-03-31."]}),
    ],
)
def test_move_that_cannot_be_is_refused_by_its_field(
    pages: Client, push: Workout, typed: dict, form: str, errors: dict
) -> None:
    before = facts()
    answer = post(pages, "move", [push], **typed)
    assert (answer.context[form].errors, facts()) == (errors, before)


def test_rename_gives_all_one_title(pages: Client, push: Workout, legs: Workout) -> None:
    assert post(pages, "title", [push, legs]).context["form"].initial == {"title": ""}
    assert post(pages, "title", [push]).context["form"].initial == {"title": "Push"}
    answer = post(pages, "title", [push, legs], title="Upper")
    assert answer.url == f"{reverse('workouts')}?q=push&page=2"
    assert [row[1] for row in facts()] == ["Upper", "Upper"]
    assert messages_of(pages.get(reverse("workouts"))) == ["2 workouts renamed."]


def test_rename_without_a_title_is_refused_by_its_field(pages: Client, push: Workout) -> None:
    before = facts()
    answer = post(pages, "title", [push], title=" ")
    assert (answer.context["form"].errors, facts()) == ({"title": ["Give the title."]}, before)


def test_what_lies_in_the_bin_is_refused_by_name_and_nothing_is_changed(
    pages: Client, push: Workout, legs: Workout
) -> None:
    legs = move_to_bin(legs)
    before = facts()
    answer = post(pages, "title", [push, legs], title="Upper")
    assert answer.context["form"].faults() == ["Legs, 4 Mar 2026: This workout is in the bin. Restore it first."]
    assert facts() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_workout_of_a_stranger_among_the_ticked_is_not_found_and_nothing_is_changed(
    pages: Client, push: Workout, stranger: User, name: str
) -> None:
    theirs = make_workout(stranger)
    before = facts()
    fields = {"title": "Mine", "days": "1", "way": "later", "seen": seen(push, theirs)}
    for other in (theirs.pk, uuid4(), "nonsense"):
        answer = pages.post(reverse(name), {"workout": [str(push.pk), str(other)], **fields})
        assert answer.status_code == 404
    assert facts() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_action_on_nothing_asks_to_tick_something(pages: Client, push: Workout, name: str) -> None:
    answer = pages.post(reverse(name), {"here": HERE}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('workouts')}?q=push&page=2&select=1", 302)]
    assert messages_of(answer) == ["Tick a workout first."]


@pytest.mark.parametrize("name", ACTIONS)
def test_workout_that_is_gone_for_good_is_told_and_nothing_is_changed(
    pages: Client, lifter: User, push: Workout, legs: Workout, name: str
) -> None:
    move_to_bin(legs)
    empty_bin(lifter)
    before = facts()
    answer = pages.post(reverse(name), {"workout": [str(push.pk), str(legs.pk)], "title": "Upper"}, follow=True)
    assert messages_of(answer) == ["One of these workouts was deleted on another device. Nothing was changed."]
    assert facts() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_action_that_is_opened_leads_to_the_history_and_signed_out_to_sign_in(
    pages: Client, client: Client, push: Workout, name: str
) -> None:
    assert pages.get(reverse(name)).url == reverse("workouts")
    assert pages.put(reverse(name)).status_code == 405
    before = facts()
    assert client.post(reverse(name), {"workout": str(push.pk)}).url == "/sign-in/?next=/"
    assert facts() == before


def test_where_it_leads_back_to_is_the_history_whatever_is_sent(pages: Client, push: Workout) -> None:
    for here in ("https://example.org/", "//example.org", "\r\nLocation: x"):
        assert post(pages, "delete", [push], here=here).url.partition("?")[0] == reverse("workouts")


def test_at_most_a_hundred_are_changed_at_once(lifter: User, push: Workout) -> None:
    with pytest.raises(ValidationError, match="Choose 100 workouts at most"):
        retitle_many([push] * (MOST + 1), "Upper", 0)
    delete_many([])
    assert facts()[0][1] == "Push"


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_move_asks_as_often_for_one_workout_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries
) -> None:
    workouts = [make_workout(lifter) for _ in range(rows)]
    with django_assert_num_queries(3):
        post(pages, "move", workouts)
