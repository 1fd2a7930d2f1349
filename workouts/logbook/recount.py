"""Brings stored totals up to date, inside the transaction of the verb that changed what they count."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.data_version import bump_past
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import TOTALS, load_facts
from workouts.totals import CountedSet, ExerciseTotals, of_exercise
from workset.compiled import CompiledModels, CompiledQuery
from workset.history import note_changes
from workset.row_writes import update

WEIGHED_MODES = ("bodyweight", "assisted")
STORED = (*TOTALS, "local_date", "version", "updated_at")


class SetRow(NamedTuple):
    """A set in its place, with what totals are made of."""

    set_number: int
    status: str
    set_type: str
    weight_kg: Decimal | None
    reps: int | None
    rpe: Decimal | None
    duration_seconds: int | None


COUNTED = SetRow._fields
OF_EXERCISE = ("load_mode", "per_hand", "bodyweight_fraction")  # LoadFacts' columns
# As much of workout-exercises and of their exercises as is looked at here.
LOOKED_AT = ("exercise", "version", *TOTALS, *(f"exercise__{name}" for name in OF_EXERCISE))
# And what their totals depend on beside their sets, and how many of those there are.
SETS_IN = Set.objects.filter(workout_exercise=OuterRef("pk")).order_by().values("workout_exercise")
TOLD: dict[str, Any] = {
    "standing": Coalesce(Subquery(SETS_IN.annotate(number=Count("pk")).values("number")), 0),
    "formula": F("user__e1rm_formula"),
}
# What every set that is logged asks for.
A_ROW = UUID(int=1)
ROWS = CompiledModels(
    lambda workout: (
        WorkoutExercise.objects.filter(workout=workout)
        .select_related("exercise")
        .only(*LOOKED_AT)
        .annotate(**TOLD)
        .order_by("order")
    ),
    workout=A_ROW,
)
SETS = CompiledQuery(
    lambda row: (
        Set.objects.filter(workout_exercise=row).order_by("set_number").values_list("workout_exercise", *COUNTED)
    ),
    row=A_ROW,
)


def rows_of(workout: Workout) -> list[WorkoutExercise]:
    """The exercises of a workout in their order, as far as totals need them; they know what STORED says of them."""
    return ROWS.all(workout=workout.pk)


def sets_of(rows: Collection[WorkoutExercise]) -> Mapping[UUID, Sequence[SetRow]]:
    """The sets of each of these workout-exercises, by its id; one query."""
    if len(rows) == 1:
        [row] = rows
        found = SETS.converted(row=row.pk)
    else:
        found = list(Set.objects.filter(workout_exercise__in=rows).values_list("workout_exercise", *COUNTED))
    sets = defaultdict(list)
    for pk, *said in found:
        sets[pk].append(SetRow(*said))
    return sets


def totals_of(
    workout: Workout, rows: Collection[WorkoutExercise], sets: Mapping[UUID, Iterable[CountedSet]] | None = None
) -> dict[UUID, ExerciseTotals]:
    """What the sets of each of these workout-exercises add up to, by id.

    `sets` are theirs where the caller has them. One query without, and one more where a body is lifted.
    """
    found = sets_of(rows) if sets is None else sets
    weighed = any(row.exercise.load_mode in WEIGHED_MODES for row in rows)
    bodyweight = bodyweight_of(workout) if weighed else None
    return {row.pk: of_exercise(found[row.pk], load_facts(row.exercise), bodyweight, row.formula) for row in rows}


def bodyweight_of(workout: Workout) -> Decimal | None:
    """The bodyweight typed in the workout, else the latest measured on or before its day; None where there is none."""
    if workout.bodyweight_kg is not None:
        return workout.bodyweight_kg
    return BodyMeasurement.objects.bodyweight_on(workout.user, workout.local_date)


def lacks_bodyweight(workout: Workout, rows: Iterable[WorkoutExercise]) -> bool:
    """Whether a body is lifted in one of the workout's `rows`, and nobody knows its weight."""
    return any(row.exercise.load_mode in WEIGHED_MODES for row in rows) and bodyweight_of(workout) is None


def add_up(workout: Workout, rows: Iterable[WorkoutExercise]) -> None:
    """Set the workout's totals from those of all its exercises; one that stands twice counts once as an exercise."""
    rows = list(rows)
    workout.exercise_count = len({row.exercise_id for row in rows})
    workout.set_count = sum(row.set_count for row in rows)
    workout.reps = sum(row.reps for row in rows)
    workout.volume_kg = sum((row.volume_kg for row in rows), Decimal(0))


def recount(workout: Workout, changed: Iterable[UUID] | None = None) -> None:
    """Store fresh totals of the workout-exercises `changed` (all where None) and of the workout; bump their versions.

    The workout must be locked by the caller; it is saved here, with whatever else the caller set on it.
    """
    rows = rows_of(workout)
    ids = {row.pk for row in rows} if changed is None else set(changed)
    keep_totals(workout, rows, totals_of(workout, [row for row in rows if row.pk in ids]))


def keep_totals(workout: Workout, rows: Iterable[WorkoutExercise], totals: Mapping[UUID, ExerciseTotals]) -> None:
    """The same where the fresh totals are known already, by the id of one of the workout's `rows` (`rows_of`)."""
    rows = list(rows)
    touched = [row for row in rows if row.pk in totals]
    for row in touched:
        row.take_totals(totals[row.pk])
        row.local_date = workout.local_date
        row.version += 1
    update(touched, STORED)
    add_up(workout, rows)
    save(workout)


def save(workout: Workout) -> None:
    """Save a locked workout under its next version, and keep what was changed of it."""
    if workout.local_date != workout.dated:
        bump_past(workout.user_id, workout.local_date)
    workout.version += 1
    update([workout])
    note_changes([workout])
