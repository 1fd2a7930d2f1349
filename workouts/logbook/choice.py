"""An exercise that is only named: it is looked for first, in the archive too, and made where there is none."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from accounts.models import User
from exercises.known import meant_by
from exercises.models import Exercise
from exercises.own import create_exercise
from workouts.logbook.exercises import add_exercise, change_workout_exercise
from workouts.logbook.lock import Values, hold
from workouts.logbook.own_exercises import restore_exercise
from workouts.models import Workout, WorkoutExercise


@transaction.atomic
def add_named_exercise(workout: Workout, name: str, values: Values | None = None) -> WorkoutExercise:
    """Put the exercise that `name` means into the workout, as `add_exercise` does; made or found, both or nothing."""
    return add_exercise(workout, found_or_made(workout.user_id, name), values)


@transaction.atomic
def swap_for_named(row: WorkoutExercise, name: str, seen: Values | None = None) -> WorkoutExercise:
    """Swap the exercise of a row for the one that `name` means, made or found; both or nothing.

    Conflict `stale` where the row says something else than `seen` of it.
    """
    return change_workout_exercise(row, {"exercise": found_or_made(row.workout.user_id, name)}, seen)


def make_named(user: User, name: str) -> Exercise:
    """An own exercise of which nothing but the name is known."""
    return create_exercise(user, {"name": name})


@transaction.atomic
def found_or_made(account: UUID, name: str, make: Callable[[User, str], Exercise] = make_named) -> Exercise:
    """The exercise that the account means by `name`, else a new one by `make`.

    A second one would tear its history in two. One that they archived comes back from the archive.
    """
    user = hold(account)  # else two presses at once would both find no exercise of this name
    found = meant_by(user, name)
    if found is None:
        return make(user, name)
    return found if found.archived_at is None else restore_exercise(found)
