"""A workout with all that stands in it, for its page: what `with_tree` fetches, by queries that are compiled."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.db.models import Model

from accounts.models import User
from workouts.models import Set, Workout, WorkoutExercise
from workset.compiled import CompiledModels

ANYBODY, ANY = User(pk=UUID(int=1)), UUID(int=2)
ONE = CompiledModels(lambda user, pk: Workout.objects.for_user(user).filter(pk=pk), user=ANYBODY, pk=ANY)
ROWS = CompiledModels(
    lambda pk: WorkoutExercise.objects.filter(workout=pk).select_related("exercise").order_by("order"), pk=ANY
)
SETS = CompiledModels(
    lambda pk: Set.objects.filter(workout_exercise__workout=pk).order_by("workout_exercise_id", "set_number"), pk=ANY
)


def whole_workout(user: User, pk: UUID) -> Workout | None:
    """The workout that `user` sees under this id, with its tree and its account at hand; three queries."""
    workout = ONE.first(user=user, pk=pk)
    if workout is None:
        return None
    workout.user = user
    rows = ROWS.all(pk=pk)
    sets = {row: list(some) for row, some in groupby(SETS.all(pk=pk), lambda entry: entry.workout_exercise_id)}
    for row in rows:
        row.workout = workout
        found = sets.get(row.pk, [])
        for entry in found:
            entry.workout_exercise = row
        have_at_hand(row, "sets", found)
    have_at_hand(workout, "exercises", rows)
    return workout


def have_at_hand(parent: Model, name: str, rows: Sequence[Model]) -> None:
    """As `prefetch_related` does it: what stands below a row is asked of the database no more."""
    found = getattr(parent, name).get_queryset()
    found._result_cache, found._prefetch_done = list(rows), True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
