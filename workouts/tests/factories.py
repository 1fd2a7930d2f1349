"""Rows of a logbook, written by the verbs: a test never sees a state that a user could not have made."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.body import record_measurement
from workouts.logbook.exercises import add_exercise
from workouts.logbook.sets import add_sets
from workouts.logbook.workouts import log_workout
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise

STARTED = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def make_workout(user: User, **values: Any) -> Workout:
    """A workout that is in progress unless `values` say otherwise."""
    return log_workout(user, {"title": "Push", "status": "in_progress", "started_at": STARTED} | values)


def make_exercise(workout: Workout, exercise: Exercise, **values: Any) -> WorkoutExercise:
    """`exercise` at the end of the workout."""
    return add_exercise(workout, exercise, values)


def make_set(row: WorkoutExercise, weight: Any = 100, reps: int | None = 5, **values: Any) -> Set:
    """One completed set."""
    (made,) = add_sets(row, [{"weight": weight, "reps": reps} | values])
    made.refresh_from_db()
    return made


def weigh(user: User, day: date, value: Decimal, unit: str = "kg") -> BodyMeasurement:
    """The bodyweight of a day."""
    return record_measurement(user, BodyMeasurement.Kind.BODYWEIGHT, day, value, unit)


def names_in_order(workout: Workout) -> list[str]:
    """What stands in the workout, by its places."""
    return [row.exercise.name for row in workout.exercises.select_related("exercise")]
