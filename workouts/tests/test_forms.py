"""What people type, and what it is read as."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from exercises.vocabulary import Tracking
from workouts.columns import columns_for
from workouts.forms.fields import MinutesField, SecondsField, WeightField
from workouts.forms.sets import SetForm
from workouts.logbook.sets import change_set
from workouts.models import Set
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("62.5", "62.5"),
        ("62,5", "62.5"),
        (" 100 ", "100"),
        ("1,25", "1.25"),
        ("102.058", "102.058"),
        (",5", "0.5"),
        ("100.", "100"),
        ("0", "0"),
    ],
)
def test_weight_typed_with_dot_or_comma_is_read(typed: str, read: str, language: str) -> None:
    with override(language):
        assert WeightField().clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    "junk", ["abc", "8o", "62.5.1", "1,000", "1.000,5", "-5", "1e3", "1_0", "NaN", "60 kg", "62 5", "¼", "--", "."]
)
def test_weight_that_cannot_be_read_is_refused_with_what_to_do(junk: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WeightField().clean(junk)
    assert refused.value.messages == ["Write the weight like 62.5 or 62,5, thousands without a separator."]


def test_weight_left_empty_is_no_weight_rather_than_zero() -> None:
    assert WeightField().clean("  ") is None


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("90", 90), ("1:30", 90), ("1.30", 90), ("1,30", 90), ("1:02:03", 3723), ("0:05", 5), ("75:00", 4500), ("", None)],
)
def test_time_is_read_from_minutes_and_seconds_or_seconds(typed: str, seconds: int | None) -> None:
    assert SecondsField().clean(typed) == seconds


@pytest.mark.parametrize("junk", ["1:75", "1:5", "1:02:03:04", "soon", "-1:30", ":30", "1:30 min", "9" * 5000])
def test_time_that_cannot_be_read_is_refused_with_what_to_do(junk: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SecondsField().clean(junk)
    assert refused.value.messages == ["Write the time like 1:30, or in seconds like 90."]


@pytest.mark.parametrize(("typed", "seconds"), [("62", 3720), ("1:02", 3720), ("1.02", 3720), ("", None)])
def test_duration_is_read_from_hours_and_minutes_or_minutes(typed: str, seconds: int | None) -> None:
    assert MinutesField().clean(typed) == seconds


@pytest.mark.parametrize("junk", ["1:02:03", "an hour", "1:99"])
def test_duration_that_cannot_be_read_is_refused_with_what_to_do(junk: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MinutesField().clean(junk)
    assert refused.value.messages == ["Write the duration in minutes like 62, or in hours and minutes like 1:02."]


def row_form(user: User, entry: Set, data: dict[str, Any]) -> SetForm:
    return SetForm(data, columns=columns_for(user, entry.workout_exercise.exercise), entry=entry)


def test_pounds_shown_to_a_lifter_in_kg_stay_pounds_when_only_the_reps_change(lifter: User, squat: Exercise) -> None:
    entry = make_set(make_exercise(make_workout(lifter), squat), weight=225, weight_unit="lb", reps=5)
    form = row_form(lifter, entry, {"weight": "102.1", "reps": "6", "status": "completed"})
    assert form.is_valid()
    changed = change_set(entry, form.values())
    assert (changed.weight, changed.weight_unit, changed.weight_kg, changed.reps) == (225, "lb", Decimal("102.058"), 6)


def test_weight_typed_over_is_stored_in_the_unit_it_was_typed_in(lifter: User, squat: Exercise) -> None:
    entry = make_set(make_exercise(make_workout(lifter), squat), weight=225, weight_unit="lb", reps=5)
    form = row_form(lifter, entry, {"weight": "105", "reps": "5", "status": "completed"})
    assert form.is_valid()
    changed = change_set(entry, form.values())
    assert (changed.weight, changed.weight_unit, changed.weight_kg) == (105, "kg", 105)


def test_empty_fields_of_a_planned_set_mean_its_plan(lifter: User, squat: Exercise) -> None:
    entry = make_set(make_exercise(make_workout(lifter), squat), weight=80, reps=6, status="planned")
    form = row_form(lifter, entry, {"weight": "82,5", "reps": "", "status": "completed"})
    assert form.is_valid()
    changed = change_set(entry, form.values())
    assert (changed.weight, changed.reps, changed.status) == (Decimal("82.5"), 6, "completed")


def test_empty_fields_of_a_prescribed_set_mean_what_is_prescribed(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    entry = make_set(row, weight=None, reps=None, prescribed_weight_kg=Decimal("61.25"), prescribed_reps_min=8)
    form = row_form(lifter, entry, {"weight": "", "reps": "", "status": "completed"})
    assert form.is_valid()
    changed = change_set(entry, form.values())
    assert (changed.weight, changed.weight_unit, changed.reps) == (Decimal("61.25"), "kg", 8)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, {"reps": ["Give the reps."]}),
        ({"tracking": Tracking.DURATION, "load_mode": "none"}, {"duration_seconds": ["Give the time, like 1:30."]}),
        ({"cardio": True}, {"duration_seconds": ["Give the time, like 1:30."]}),
        ({"tracking": Tracking.SHORT_DISTANCE_WEIGHT}, {"distance_m": ["Give the distance."]}),
    ],
)
def test_done_set_without_what_was_done_is_refused(lifter: User, facts: dict, message: dict) -> None:
    form = SetForm({"weight": "60"}, columns=columns_for(lifter, ExerciseFactory(**facts)))
    assert form.errors == message


def test_distance_is_stored_in_metres_and_kept_to_the_decimetre_when_not_touched(lifter: User) -> None:
    lifter.distance_unit = "mi"
    run = ExerciseFactory(cardio=True)
    entry = make_set(make_exercise(make_workout(lifter), run), None, None, distance_m=Decimal("5034.2"))
    kept = row_form(lifter, entry, {"distance_m": "3.13", "duration_seconds": "25:00", "status": "completed"})
    assert kept.is_valid()
    assert kept.values() == {"duration_seconds": 1500, "status": "completed"}
    moved = row_form(lifter, entry, {"distance_m": "3,5", "duration_seconds": "", "status": "completed"})
    assert moved.is_valid()
    assert moved.values() == {"distance_m": Decimal("5632.7"), "status": "completed"}
