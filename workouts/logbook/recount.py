"""Brings stored totals up to date, inside the transaction of the verb that changed what they count."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils import timezone as clock

from accounts.models import User
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import TOTALS, load_facts
from workouts.totals import ExerciseTotals, of_exercise
from workset.compiled import CompiledModels, CompiledQuery
from workset.history import note_changes

WEIGHED_MODES = ("bodyweight", "assisted")
STORED = (*TOTALS, "local_date", "version", "updated_at")
# What every set that is logged asks for.
A_ROW = UUID(int=1)
ROWS = CompiledModels(
    lambda workout: WorkoutExercise.objects.filter(workout=workout).select_related("exercise").order_by("order"),
    workout=A_ROW,
)
COUNTED = ("status", "set_type", "weight_kg", "reps", "rpe", "duration_seconds")  # of a set
SETS = CompiledModels(
    lambda row: Set.objects.filter(workout_exercise=row).order_by("set_number").only("workout_exercise", *COUNTED),
    row=A_ROW,
)
FORMULA = CompiledQuery(lambda user: User.objects.filter(pk=user).values_list("e1rm_formula"), user=A_ROW)


def totals_of(workout: Workout, rows: Iterable[WorkoutExercise]) -> dict[UUID, ExerciseTotals]:
    """What the sets of each of these workout-exercises add up to, by id: two queries, three where a body is lifted."""
    rows = list(rows)
    found = SETS.all(row=rows[0].pk) if len(rows) == 1 else Set.objects.filter(workout_exercise__in=rows)
    sets = defaultdict(list)
    for one in found:
        sets[one.workout_exercise_id].append(one)
    weighed = any(row.exercise.load_mode in WEIGHED_MODES for row in rows)
    bodyweight = bodyweight_of(workout) if weighed else None
    [(formula,)] = FORMULA.rows(user=workout.user_id)
    return {row.pk: of_exercise(sets[row.pk], load_facts(row.exercise), bodyweight, formula) for row in rows}


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
    rows = ROWS.all(workout=workout.pk)
    ids = {row.pk for row in rows} if changed is None else set(changed)
    touched = [row for row in rows if row.pk in ids]
    totals = totals_of(workout, touched)
    for row in touched:
        row.take_totals(totals[row.pk])
        row.local_date = workout.local_date
        row.version += 1
        row.updated_at = clock.now()
    if len(touched) == 1:  # a set was logged
        [row] = touched
        WorkoutExercise.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in STORED})
    else:
        WorkoutExercise.objects.bulk_update(touched, STORED, batch_size=100)
    add_up(workout, rows)
    save(workout)


def save(workout: Workout) -> None:
    """Save a locked workout under its next version, and keep what was changed of it."""
    workout.version += 1
    workout.save()
    note_changes([workout])
