"""The totals of many workouts of one account at once: sets are read as plain rows, and what differs is written."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone as clock

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.recount import COUNTED, STORED, WEIGHED_MODES, SetRow, add_up
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.models.workout import WORKOUT_TOTALS
from workouts.models.workout_exercise import TOTALS, load_facts
from workouts.totals import of_exercise

BATCH = 500  # rows of a statement


def recount_many(user: UUID, ids: Sequence[UUID]) -> None:
    """Store fresh totals of these workouts of `user`, whose account the caller holds; what differs gets a new version.

    A workout differs with each of its exercises: whoever has a copy of its tree has to fetch it again.
    """
    workouts = list(Workout.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
    rows = rows_of(workouts)
    before = {row.pk: figures(row, TOTALS) for group in rows.values() for row in group}
    counted(user, workouts, rows)
    changed_rows, changed, now = [], [], clock.now()
    for workout in workouts:
        differing = [row for row in rows[workout.pk] if figures(row, TOTALS) != before[row.pk]]
        stood = figures(workout, WORKOUT_TOTALS)
        add_up(workout, rows[workout.pk])
        if differing or figures(workout, WORKOUT_TOTALS) != stood:
            changed.append(workout)
            changed_rows += differing
    for workout in changed:
        workout.version, workout.updated_at = workout.version + 1, now
    for row in changed_rows:
        row.version, row.updated_at = row.version + 1, now
    # As upserts: bulk_update would write a CASE for every field of every row, a hundred times slower.
    upsert(WorkoutExercise, changed_rows, STORED)
    upsert(Workout, changed, (*WORKOUT_TOTALS, "version", "updated_at"))


def figures(one: Workout | WorkoutExercise, names: Sequence[str]) -> list[object]:
    """What is stored of it."""
    return [getattr(one, name) for name in names]


def rows_of(workouts: Sequence[Workout]) -> dict[UUID, list[WorkoutExercise]]:
    """The exercises of each of the workouts, with what their loads are counted by."""
    rows = defaultdict(list)
    found = list(WorkoutExercise.objects.filter(workout__in=workouts).order_by("order"))
    exercises = Exercise.objects.in_bulk({row.exercise_id for row in found})
    for row in found:
        row.exercise = exercises[row.exercise_id]
        rows[row.workout_id].append(row)
    return rows


def counted(user: UUID, workouts: Sequence[Workout], rows: dict[UUID, list[WorkoutExercise]]) -> None:
    """Set the totals of the rows to what their sets add up to."""
    sets = defaultdict(list)
    found = Set.objects.filter(workout_exercise__workout__in=workouts).values_list("workout_exercise", *COUNTED)
    for row, *said in found.order_by("workout_exercise", "set_number"):
        sets[row].append(SetRow(*said))
    formula = User.objects.values_list("e1rm_formula", flat=True).get(pk=user)
    weighings: list[tuple[date, Decimal]] = []
    if any(row.exercise.load_mode in WEIGHED_MODES for group in rows.values() for row in group):
        weighed = BodyMeasurement.objects.filter(user=user, kind=BodyMeasurement.Kind.BODYWEIGHT)
        weighings = list(weighed.order_by("date").values_list("date", "metric_value"))
    for workout in workouts:
        bodyweight = workout.bodyweight_kg
        if bodyweight is None:
            bodyweight = bodyweight_on(weighings, workout.local_date)
        for row in rows[workout.pk]:
            row.take_totals(of_exercise(sets[row.pk], load_facts(row.exercise), bodyweight, formula))


def bodyweight_on(weighings: Sequence[tuple[date, Decimal]], day: date) -> Decimal | None:
    """The latest of these, sorted by day, on or before `day`; None where there is none."""
    place = bisect_right(weighings, day, key=lambda weighing: weighing[0])
    return weighings[place - 1][1] if place else None


def upsert(model: type[Workout] | type[WorkoutExercise], rows: Sequence[object], fields: Sequence[str]) -> None:
    """Write `fields` of rows that stand."""
    model._default_manager.bulk_create(
        rows,  # type: ignore[arg-type]
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )
