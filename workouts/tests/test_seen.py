"""A verb that is told what was seen of its row refuses when the row says something else by now, under its locks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from exercises.models import Exercise
from exercises.own import set_preference
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.account import change_account
from workouts.logbook.bin import move_to_bin
from workouts.logbook.body import change_measurement, delete_measurement
from workouts.logbook.exercises import change_workout_exercise, remove_exercise
from workouts.logbook.own_exercises import change_exercise, change_with_settings, delete_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.lib.errors import Conflict

pytestmark = pytest.mark.django_db

Row = Any
CHANGES: dict[str, tuple[Callable[[User], Row], Callable[..., Any], dict[str, Any]]] = {
    "workout": (make_workout, change_workout, {"notes": "heavy"}),
    "exercise in a workout": (
        lambda user: make_exercise(make_workout(user), ExerciseFactory()),
        change_workout_exercise,
        {"notes": "paused"},
    ),
    "set": (
        lambda user: make_set(make_exercise(make_workout(user), ExerciseFactory())),
        change_set,
        {"reps": 7},
    ),
    "own exercise": (lambda user: ExerciseFactory(owner=user), change_exercise, {"name": "Belt Squat"}),
    "measurement": (lambda user: weigh(user, STARTED.date(), 80), change_measurement, {"value": 81}),
    "account": (lambda user: user, change_account, {"name": "Anna"}),
}
DELETIONS = {
    "workout": move_to_bin,
    "exercise in a workout": remove_exercise,
    "set": delete_set,
    "own exercise": delete_exercise,
    "measurement": delete_measurement,
}


def seen_of(row: Row) -> dict[str, Any]:
    """What an ETag stands for."""
    return {name: getattr(row, name) for name in ("version", "updated_at") if hasattr(row, name)}


def stored(row: Row) -> dict[str, Any]:
    """What the database says of a row; nothing where it is gone."""
    return type(row).objects.filter(pk=row.pk).values().first() or {}


@pytest.mark.parametrize("kind", CHANGES)
def test_change_of_what_was_not_seen_is_refused(lifter: User, kind: str) -> None:
    make, change, changes = CHANGES[kind]
    row = make(lifter)
    row.refresh_from_db()
    seen = seen_of(row)
    change(row, changes)
    before = stored(row)
    with pytest.raises(Conflict) as refused:
        change(row, changes, seen=seen)
    assert (refused.value.code, stored(row)) == ("stale", before)
    row.refresh_from_db()
    change(row, changes, seen=seen_of(row))


@pytest.mark.parametrize("kind", DELETIONS)
def test_deletion_of_what_was_not_seen_is_refused(lifter: User, kind: str) -> None:
    make, change, changes = CHANGES[kind]
    row, delete = make(lifter), DELETIONS[kind]
    row.refresh_from_db()
    seen = seen_of(row)
    change(row, changes)
    before = stored(row)
    with pytest.raises(Conflict) as refused:
        delete(row, seen=seen)
    assert (refused.value.code, stored(row)) == ("stale", before)
    row.refresh_from_db()
    delete(row, seen=seen_of(row))
    assert stored(row).get("deleted_at", "gone") is not None


def test_settings_for_an_exercise_belong_to_what_was_seen(lifter: User, stranger: User, squat: Exercise) -> None:
    squat.take_settings_of(lifter)
    seen = seen_of(squat) | {"weight_unit": None, "pinned_note": None, "is_favourite": False}
    set_preference(stranger, squat, {"pinned_note": "theirs"})
    change_with_settings(lifter, squat, {}, {"pinned_note": "belt"}, seen)
    with pytest.raises(Conflict) as refused:
        change_with_settings(lifter, squat, {}, {"pinned_note": "no belt"}, seen)
    fresh = Exercise.objects.get(pk=squat.pk)
    fresh.take_settings_of(lifter)
    assert (refused.value.code, fresh.pinned_note) == ("stale", "belt")


def test_settings_and_changes_are_stored_both_or_neither(lifter: User) -> None:
    own = ExerciseFactory(owner=lifter, name="Zercher Squat")
    ExerciseFactory(owner=lifter, name="Belt Squat")
    with pytest.raises(ValidationError):
        change_with_settings(lifter, own, {"name": "Belt Squat"}, {"pinned_note": "belt"})
    fresh = Exercise.objects.get(pk=own.pk)
    fresh.take_settings_of(lifter)
    assert (fresh.name, fresh.pinned_note) == ("Zercher Squat", None)
