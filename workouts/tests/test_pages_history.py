"""The history, logging a past workout, and correcting one."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout


def test_history_at_first_says_what_to_do(pages: Client) -> None:
    answer = pages.get(reverse("workouts"))
    assert b"No workouts yet" in answer.content
    assert reverse("workout-past").encode() in answer.content


def test_history_lists_the_newest_first_by_month_and_no_stranger_and_no_bin(
    pages: Client, lifter: User, stranger: User
) -> None:
    make_workout(stranger)
    march = make_workout(lifter)
    april = make_workout(lifter, started_at=STARTED + timedelta(days=31))
    pages.post(reverse("workout-delete", args=[make_workout(lifter).pk]))
    answer = pages.get(reverse("workouts"))
    assert list(answer.context["page_obj"]) == [april, march]
    assert answer.content.index(b"April 2026") < answer.content.index(b"March 2026")


def test_history_row_shows_the_volume_in_the_unit_of_the_account(pages: Client, lifter: User, squat: Exercise) -> None:
    make_set(make_exercise(make_workout(lifter, duration_seconds=3700), squat), weight=500, reps=10)
    assert b"<span>5,000 kg</span>" in pages.get(reverse("workouts")).content
    User.objects.update(weight_unit="lb")
    assert b"<span>11,023 lb</span>" in pages.get(reverse("workouts")).content


def test_history_row_says_how_many_records_were_set(pages: Client, lifter: User, squat: Exercise) -> None:
    # The first time sets none; then weight and e1RM, nothing, and more reps at the same weight: e1RM alone.
    for days, weight, reps in ((0, 100, 5), (1, 110, 5), (2, 90, 5), (3, 110, 6)):
        workout = make_workout(lifter, title=f"Day {days}", started_at=STARTED + timedelta(days=days))
        make_set(make_exercise(workout, squat), weight, reps)
    rows = pages.get(reverse("workouts")).content.decode().split('<li class="row">')[1:]
    told = [re.findall(r"(\d+) records?<", row) for row in rows]
    assert told == [["1"], [], ["2"], []]
    # Narrowed to the last day, what stood before it is known all the same.
    [row] = pages.get(reverse("workouts"), {"q": "Day 3"}).content.decode().split('<li class="row">')[1:]
    assert re.findall(r"(\d+) records?<", row) == ["1"]


def test_history_comes_in_pages_of_twenty_and_keeps_the_search(pages: Client, lifter: User) -> None:
    for _ in range(21):
        make_workout(lifter)
    first = pages.get(reverse("workouts"), {"q": "push"})
    assert len(first.context["page_obj"]) == 20
    assert b"?q=push&amp;page=2" in first.content
    assert len(pages.get(reverse("workouts"), {"page": "2"}).context["page_obj"]) == 1
    assert pages.get(reverse("workouts"), {"page": "nonsense"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_history_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, squat: Exercise, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        make_exercise(make_workout(lifter), squat)
    with django_assert_num_queries(8):
        pages.get(reverse("workouts"))


GIVEN = {
    "title": "Legs",
    "type": "Strength",
    "date": "2026-03-02",
    "time": "19:00",
    "duration": "1:02",
    "notes": "Hot.",
}


def test_past_workout_is_logged_at_the_time_on_the_wall_of_the_account(pages: Client, lifter: User) -> None:
    User.objects.update(timezone="Europe/Berlin")
    answer = pages.post(reverse("workout-past"), GIVEN)
    workout = Workout.objects.for_user(lifter).get()
    assert answer.url == reverse("workout", args=[workout.pk])
    assert (workout.title, workout.type, workout.notes, workout.status) == ("Legs", "Strength", "Hot.", "completed")
    assert (workout.started_at, workout.duration_seconds) == (datetime(2026, 3, 2, 18, tzinfo=UTC), 3720)
    assert workout.local_date == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"date": ""}, "date", "Give the date."),
        ({"time": ""}, "time", "Give the time at which it started."),
        ({"date": "soon"}, "date", "Give the date like 2026-03-31."),
        ({"date": "0001-01-01"}, "date", "Give a date between 1900 and tomorrow."),
        ({"date": "9999-12-31"}, "date", "Give a date between 1900 and tomorrow."),
        ({"time": "25:00"}, "time", "Give the time like 18:30."),
        (
            {"duration": "long"},
            "duration",
            "Write the duration in minutes like 62, or in hours and minutes like 1:02.",
        ),
        ({"duration": "99999"}, "duration", "Give a duration of at most 240 hours."),
    ],
)
def test_past_workout_that_cannot_be_is_refused_by_its_field_and_keeps_what_was_typed(
    pages: Client, wrong: dict, field: str, message: str
) -> None:
    User.objects.update(timezone="Asia/Tokyo")
    answer = pages.post(reverse("workout-past"), GIVEN | wrong)
    assert answer.context["form"].errors == {field: [message]}
    assert b'value="Legs"' in answer.content
    assert b"<title>Error: Log a past workout" in answer.content
    assert re.findall(r'name="(\w+)"[^>]* autofocus', answer.content.decode()) == [field]
    assert Workout.objects.count() == 0


def edited(workout: Workout, **changes: str) -> dict[str, str]:
    """What the browser sends of the edit page of a workout at 18:00 UTC on 2 March, with some of it changed."""
    return {
        "title": workout.title,
        "type": workout.type,
        "date": "2026-03-02",
        "time": "18:00",
        "duration": "",
        "bodyweight": "",
        "notes": "",
    } | changes


def test_edit_that_touches_only_the_title_leaves_the_times_alone_to_the_second(pages: Client, lifter: User) -> None:
    times = {"started_at": STARTED + timedelta(seconds=37), "duration_seconds": 3725}
    workout = make_workout(lifter, status="completed", **times)
    answer = pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, title="Legs", duration="62"))
    assert answer.url == reverse("workout", args=[workout.pk])
    workout.refresh_from_db()
    assert (workout.title, workout.started_at, workout.duration_seconds) == ("Legs", *times.values())


def test_edit_moves_a_workout_to_another_day_with_its_history(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter, duration_seconds=3600)
    row = make_exercise(workout, squat)
    pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, date="2026-02-28", duration="60"))
    workout.refresh_from_db()
    row.refresh_from_db()
    assert (workout.local_date, row.local_date) == (date(2026, 2, 28), date(2026, 2, 28))
    assert workout.completed_at - workout.started_at == timedelta(hours=1)


def test_edit_that_clears_the_duration_clears_the_end_too(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter, status="completed", duration_seconds=3600)
    pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout))
    workout.refresh_from_db()
    assert (workout.duration_seconds, workout.completed_at, workout.status) == (None, None, "completed")


@pytest.mark.parametrize("typed", ["180.5", "180,5"])
def test_edit_takes_the_bodyweight_in_the_unit_of_the_account(pages: Client, lifter: User, typed: str) -> None:
    User.objects.update(weight_unit="lb")
    workout = make_workout(lifter)
    pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, bodyweight=typed))
    workout.refresh_from_db()
    assert workout.bodyweight_kg == Decimal("81.873")
    assert b'value="180.5"' in pages.get(reverse("workout-edit", args=[workout.pk])).content


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"bodyweight": "heavy"}, "bodyweight"), ({"bodyweight": "0"}, "bodyweight"), ({"date": "1800-01-01"}, "date")],
)
def test_edit_that_cannot_be_is_refused_by_its_field_and_changes_nothing(
    pages: Client, lifter: User, wrong: dict, field: str
) -> None:
    workout = make_workout(lifter)
    answer = pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, title="Other", **wrong))
    assert list(answer.context["form"].errors) == [field]
    workout.refresh_from_db()
    assert (workout.title, workout.version) == ("Push", 1)


@pytest.mark.parametrize(
    ("unit", "typed", "message"),
    [
        ("kg", "0.5", "Give a bodyweight from 1 to 700 kg."),
        ("kg", "70000.12345", "Give a bodyweight from 1 to 700 kg."),
        ("lb", "2", "Give a bodyweight from 3 to 1,543 lb."),
        ("lb", "heavy", "Write the bodyweight like 82.5 or 82,5."),
    ],
)
def test_bodyweight_that_cannot_be_is_refused_in_one_sentence_and_its_unit(
    pages: Client, lifter: User, unit: str, typed: str, message: str
) -> None:
    User.objects.update(weight_unit=unit)
    workout = make_workout(lifter)
    answer = pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, bodyweight=typed))
    assert answer.context["form"].errors == {"bodyweight": [message]}


def test_history_row_counts_working_sets_and_says_so(pages: Client, lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter, status="completed", duration_seconds=20), squat)
    make_set(row, set_type="warm_up")
    make_set(row)
    page = pages.get(reverse("workouts")).content
    assert (b"<span>1 working set</span>" in page, b"<span>under a minute</span>" in page) == (True, True)


def test_edit_of_a_planned_workout_moves_the_plan(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter, status="planned", started_at=None, planned_on=date(2026, 3, 9))
    planned_for = (datetime.now(UTC) + timedelta(days=300)).date()
    answer = pages.post(reverse("workout-edit", args=[workout.pk]), {"title": "Push", "date": f"{planned_for}"})
    assert answer.status_code == 302
    workout.refresh_from_db()
    assert (workout.planned_on, workout.local_date, workout.status) == (planned_for, planned_for, "planned")


def test_edit_of_a_workout_without_a_start_asks_for_its_time_once_it_has_a_date(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter, status="completed", started_at=None)
    answer = pages.post(reverse("workout-edit", args=[workout.pk]), edited(workout, time=""))
    assert answer.context["form"].errors == {"time": ["Give the time at which it started."]}


@pytest.mark.parametrize("name", ["workout-past", "workout-edit"])
def test_form_of_a_workout_asks_the_database_for_nothing_else(
    pages: Client, lifter: User, name: str, django_assert_num_queries
) -> None:
    address = reverse(name, args=[make_workout(lifter).pk] if name == "workout-edit" else [])
    with django_assert_num_queries(3 if name == "workout-edit" else 2):
        pages.get(address)
