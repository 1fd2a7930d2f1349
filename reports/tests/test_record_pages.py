"""Records on pages: in words, in the account's unit, each with the set behind it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise, Preference
from exercises.tests.factories import ExerciseFactory
from reports.goal_reads import tell
from reports.goal_words import in_words as in_goal_words
from reports.record_pages import news_of, records_of_exercise, records_page
from reports.records import Wanted
from reports.tests.factories import make_goal
from workouts.columns import columns_for
from workouts.logbook.account import change_account
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


def lift(user: User, exercise: Exercise, day: int, *sets: tuple[Any, int | None], **values: Any) -> list[Set]:
    """A workout of so many days after the first, with sets of (weight, reps)."""
    row = make_exercise(make_workout(user, started_at=STARTED + timedelta(days=day)), exercise)
    return [make_set(row, weight, reps, **values) for weight, reps in sets]


def plain(text: str) -> str:
    """As one types it."""
    typed = {"\N{NO-BREAK SPACE}": " ", "\N{MULTIPLICATION SIGN}": "x", "\N{EN DASH}": "-", "\N{MINUS SIGN}": "-"}
    return text.translate(str.maketrans(typed))


def in_words(user: User, exercise: Exercise) -> list[tuple[str, str, str, str]]:
    """The records of an exercise that stand, as its page says them."""
    exercise.refresh_from_db()
    rows = records_of_exercise(user, exercise, columns_for(user, exercise)).present
    return [tuple(plain(text) for text in (one.name, one.value, one.done, one.before)) for one in rows]


def test_records_are_named_with_value_set_and_what_they_beat(lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5), (90, 8))
    lift(lifter, squat, 7, (110, 2))
    assert in_words(lifter, squat) == [
        ("Heaviest weight", "110 kg", "110 kg x 2", "100 kg"),
        ("Best e1RM", "117.3 kg", "110 kg x 2", "116.7 kg"),
        ("Most volume in a set", "720 kg", "90 kg x 8", "500 kg"),
        ("Most volume in a workout", "1,220 kg", "90 kg x 8", ""),
        ("1-2-rep max", "110 kg", "110 kg x 2", "100 kg"),
        ("3-5-rep max", "100 kg", "100 kg x 5", ""),
        ("6-8-rep max", "90 kg", "90 kg x 8", ""),
        ("Most reps with 110 kg", "2 reps", "110 kg x 2", ""),
        ("Most reps with 100 kg", "5 reps", "100 kg x 5", ""),
        ("Most reps with 90 kg", "8 reps", "90 kg x 8", "5 reps"),
    ]


def test_records_are_in_the_unit_of_the_account_or_of_the_exercise(lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (225, 1), weight_unit="lb")
    assert in_words(lifter, squat)[0][:3] == ("Heaviest weight", "102.1 kg", "102.1 kg x 1")
    lifter.weight_unit = "lb"
    assert in_words(lifter, squat)[0][:3] == ("Heaviest weight", "225 lb", "225 lb x 1")
    Preference.objects.create(user=lifter, exercise=squat, weight_unit="kg")
    _page, (of_squat,) = records_page(lifter, Wanted(kind="weight"))
    assert plain(of_squat.present[0].value) == "102.1 kg"


@pytest.mark.parametrize(("weight", "told"), [("102.5", "103"), ("102.46", "102"), ("102.54", "103")])
def test_volume_is_rounded_once_half_up_on_every_page(
    pages: Client, lifter: User, squat: Exercise, weight: str, told: str
) -> None:
    with time_machine.travel(STARTED + timedelta(hours=1), tick=False):
        lift(lifter, squat, 0, (Decimal(weight), 1))
        of_set = {row[0]: row[1] for row in in_words(lifter, squat)}
        assert of_set["Most volume in a set"] == of_set["Most volume in a workout"] == f"{told} kg"
        progress = pages.get(reverse("progress")).context
        assert progress["stats"][0].value == told
        assert progress["volume"].series[0].points[-1].value == Decimal(told)
        exercise = pages.get(reverse("exercise", args=[squat.pk]))
        assert exercise.context["figures"][-1].series[0].points[0].value == Decimal(told)
        assert f'<td class="number">{told}</td>' in exercise.content.decode()
        goal = make_goal(lifter, type="volume", target_value=1000)
        assert in_goal_words(lifter, tell(lifter, [goal]))[0].value == f"{told}\N{NARROW NO-BREAK SPACE}kg"


def test_body_help_time_and_distance_have_words_of_their_own(lifter: User) -> None:
    weigh(lifter, STARTED.date(), Decimal(80))
    dip, pull_up = ExerciseFactory(bodyweight=True, bodyweight_fraction=1), ExerciseFactory(assisted=True)
    sit_up, run = ExerciseFactory(tracking="reps_only", load_mode="none"), ExerciseFactory(cardio=True)
    lift(lifter, dip, 0, (None, 15), (10, 1))
    lift(lifter, pull_up, 0, (20, 13))
    lift(lifter, sit_up, 0, (None, 1))
    lift(lifter, run, 0, (None, None), duration_seconds=1500, distance_m=5255)
    assert in_words(lifter, dip) == [
        ("Most added weight", "10 kg", "+10 kg x 1", ""),
        ("Best e1RM", "90 kg", "+10 kg x 1", ""),
        ("Most volume in a set", "1,200 kg", "15 reps", ""),
        ("Most volume in a workout", "1,290 kg", "+10 kg x 1", ""),
        ("1-rep max", "10 kg", "+10 kg x 1", ""),
        ("Most reps with 10 kg added", "1 rep", "+10 kg x 1", ""),
        ("Most reps without added weight", "15 reps", "15 reps", ""),
    ]
    assert [row[:3] for row in in_words(lifter, pull_up)] == [
        ("Most volume in a set", "780 kg", "-20 kg x 13"),
        ("Most volume in a workout", "780 kg", "-20 kg x 13"),
        ("Least help", "20 kg", "-20 kg x 13"),
        ("1-13-rep max", "20 kg", "-20 kg x 13"),
        ("Most reps with 20 kg of help", "13 reps", "-20 kg x 13"),
    ]
    assert in_words(lifter, sit_up) == [("Most reps", "1 rep", "1 rep", "")]
    assert in_words(lifter, run) == [
        ("Longest time", "25:00", "5.255 km 25:00", ""),
        ("Farthest distance", "5.255 km", "5.255 km 25:00", ""),
    ]


def test_history_has_a_row_for_each_set_the_newest_first(lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 1))
    lift(lifter, squat, 7, (90, 1), (110, 1))
    told = records_of_exercise(lifter, squat, columns_for(lifter, squat)).history
    assert [(plain(one.done), one.record.local_date.day) for one in told] == [("110 kg x 1", 9), ("100 kg x 1", 2)]
    assert [(plain(one.name), plain(one.before)) for one in told[0].records] == [
        ("Heaviest weight", "100 kg"),
        ("Best e1RM", "100 kg"),
        ("Most volume in a set", "100 kg"),
        ("Most volume in a workout", "100 kg"),
        ("1-rep max", "100 kg"),
        ("Most reps with 110 kg", ""),
    ]


def test_report_of_a_workout_says_which_sets_were_records(
    pages: Client, stranger_pages: Client, lifter: User, squat: Exercise
) -> None:
    lift(lifter, squat, 0, (100, 5))
    (entry,) = lift(lifter, squat, 7, (110, 5))
    lift(lifter, squat, 14, (130, 5))
    address = f"/workouts/{entry.workout_exercise.workout_id}/report/"
    told = plain(pages.get(address).content.decode())
    assert "New records" in told
    assert "1-5-rep max: 110 kg" in told
    assert f"#set-{entry.pk}" in told
    assert stranger_pages.get(address).status_code == 404


def test_exercise_that_another_device_adds_meanwhile_has_no_news_yet(lifter: User, squat: Exercise) -> None:
    (one,) = lift(lifter, squat, 0, (100, 5))
    workout = one.workout_exercise.workout
    account = User.objects.get(pk=lifter.pk)  # as a page read it that takes its time
    assert news_of(account, Workout.objects.for_user(lifter).with_tree().get()) == []
    make_set(make_exercise(workout, ExerciseFactory()), 100, 5)
    assert news_of(account, Workout.objects.for_user(lifter).with_tree().get()) == []


def test_first_workout_with_an_exercise_has_no_news(pages: Client, lifter: User, squat: Exercise) -> None:
    (entry,) = lift(lifter, squat, 0, (100, 5))
    workout = entry.workout_exercise.workout
    assert "New records" not in pages.get(f"/workouts/{workout.pk}/report/").content.decode()
    assert news_of(lifter, Workout.objects.with_tree().get(pk=workout.pk)) == []


def test_pages_of_records_leave_out_exercises_without_any(lifter: User, stranger: User) -> None:
    exercises = [ExerciseFactory() for _ in range(6)]
    for day, exercise in enumerate(exercises):
        lift(lifter, exercise, day, (100, 1))
    first, told = records_page(lifter, Wanted(kind="weight"))
    assert [one.exercise for one in told] == exercises[:0:-1]
    assert first.has_next()
    assert [one.exercise for one in records_page(lifter, Wanted(), 2)[1]] == exercises[:1]
    lift(lifter, exercises[5], 30, (90, 1))
    assert records_page(lifter, Wanted(first=STARTED.date() + timedelta(days=20)))[1] == []
    assert records_page(stranger, Wanted())[1] == []


def test_records_on_a_page_follow_an_edit(lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    assert in_words(lifter, squat)[0][1] == "100 kg"
    lift(lifter, squat, 7, (120, 5))
    lifter.refresh_from_db()
    assert in_words(lifter, squat)[0][1] == "120 kg"
    change_account(lifter, {"e1rm_formula": "brzycki"})
    lifter.refresh_from_db()
    assert in_words(lifter, squat)[1][1] == "135 kg"  # 120 x 36 / (37 - 5)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_records_takes_few_queries(lifter: User, count: int, django_assert_num_queries: Any) -> None:
    for day in range(count):
        lift(lifter, ExerciseFactory(bodyweight=True), day, (100, 5), (101, 5))
    lifter.refresh_from_db()
    # Exercises of the past and the present, their facts, weighings and sets of either, units.
    with django_assert_num_queries(8):
        records_page(lifter, Wanted())


def test_table_of_records_leads_to_the_sets(lifter: User, squat: Exercise) -> None:
    (entry,) = lift(lifter, squat, 0, (100, 5))
    told = records_of_exercise(lifter, squat, columns_for(lifter, squat))
    table = render_to_string("reports/_records.html", {"rows": told.present, "name": "Records", "id": "records"})
    history = render_to_string("reports/_record_history.html", {"sets": told.history, "name": "History", "id": "past"})
    for html in (table, history):
        assert f"/workouts/{entry.workout_exercise.workout_id}/#set-{entry.pk}" in html
        assert "Heaviest weight" in html
