"""The reads of workouts that are asked most, as JSON from rows: a page of the list, and one with its whole tree.

They answer what the serializers beside this declare, to the byte, at a tenth of the time; a test compares them.
"""

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.models import User
from workouts.models import Workout, WorkoutExercise
from workouts.models.workout import minutes
from workouts.serializers.sets import SET
from workouts.serializers.workout_exercises import WorkoutExerciseSerializer
from workouts.serializers.workouts import WorkoutSerializer
from workset.api.rows import JsonShape, Made, as_dict, fields_of
from workset.compiled import CompiledQuery, raw_rows

Body = dict[str, Any]
ANYBODY, ANY = User(pk=UUID(int=1)), UUID(int=2)


WORKOUT = JsonShape(
    Workout,
    fields_of(WorkoutSerializer)
    | {
        "duration_minutes": Made(minutes, ["duration_seconds"]),
        "routine_id": Made(lambda: None),
        "program_day_id": Made(lambda: None),
        "totals": Made(
            as_dict("exercises", "sets", "reps", "volume_kg"), ["exercise_count", "set_count", "reps", "volume_kg"]
        ),
    },
)
TOTALS = {"sets": "set_count", **{name: name for name in ("reps", "volume_kg", "top_weight_kg", "best_e1rm_kg")}}
EXERCISE = JsonShape(
    WorkoutExercise,
    fields_of(WorkoutExerciseSerializer, "sets")
    | {"exercise_name": "exercise__name", "totals": Made(as_dict(*TOTALS), list(TOTALS.values()))},
)
OWN = CompiledQuery(
    lambda user: Workout.objects.for_user(user).newest_first().values_list(*WORKOUT.selected()), user=ANYBODY
)
HOW_MANY = CompiledQuery(
    lambda user: (
        Workout.objects.for_user(user).order_by().values("user").annotate(number=Count("pk")).values_list("number")
    ),
    user=ANYBODY,
)
ONE = CompiledQuery(
    lambda user, pk: Workout.objects.for_user(user).filter(pk=pk).values_list(*WORKOUT.selected()), user=ANYBODY, pk=ANY
)
TREE = CompiledQuery(
    lambda pk: (
        WorkoutExercise.objects.filter(workout=pk)
        .order_by("order", "sets__set_number")
        .values_list(*EXERCISE.selected(), *SET.selected("sets"))
    ),
    pk=ANY,
)


@lru_cache(maxsize=1000)
def how_many(user: UUID, _data_version: int) -> int:
    """How many workouts a person sees, counted anew once a verb has moved their data version: the more, the longer."""
    return sum(number for (number,) in HOW_MANY.rows(user=user))


class OwnWorkouts:
    """All that a person sees, newest first, as a pagination takes them: counted, and read by slices as JSON."""

    def __init__(self, user: User) -> None:
        self.user = user

    def count(self) -> int:
        """How many there are."""
        return how_many(self.user.pk, self.user.data_version)

    def __getitem__(self, part: slice) -> list[Body]:
        return WORKOUT.all(OWN.slice(part.start, part.stop, user=self.user))


class SomeWorkouts:
    """Those of a queryset, in the same way."""

    def __init__(self, workouts: QuerySet[Workout]) -> None:
        self.workouts = workouts

    def count(self) -> int:
        """How many there are."""
        return self.workouts.count()

    def __getitem__(self, part: slice) -> list[Body]:
        return WORKOUT.all(raw_rows(self.workouts.values_list(*WORKOUT.selected())[part]))


def detail(user: User, pk: UUID) -> Body | None:
    """A workout with its tree; None where `user` sees no such workout."""
    found = WORKOUT.all(ONE.rows(user=user, pk=pk))
    return found[0] | {"exercises": tree(pk)} if found else None


def tree(pk: UUID) -> list[Body]:
    """The exercises of a workout, each with its sets."""
    # A row has the columns of an exercise, and behind those a set's, the first of them None where it has no sets.
    rows, width = TREE.rows(pk=pk), len(EXERCISE.columns)
    exercises = EXERCISE.all(list({row[0]: row[:width] for row in rows}.values()))
    sets = SET.all([row[width:] for row in rows if row[width] is not None])
    of_each = {key: list(some) for key, some in groupby(sets, itemgetter("workout_exercise_id"))}
    return [one | {"sets": of_each.get(one["id"], [])} for one in exercises]
