"""What was done on each day, told by the stored totals: what volume, trends, frequency and ramp rate are made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from accounts.models import User
from reports.periods import Span
from workouts.models import Workout, WorkoutExercise
from workset.compiled import raw_rows
from workset.lib.rows import as_day, as_kg

DONE = Q(status=Workout.Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: workouts that were completed, and the working sets of all that weren't put into the bin.

    Of one exercise or muscle: the workouts in which it was done, and its sets. `best_e1rm_kg` only there.
    """

    date: date
    workouts: int
    sets: int
    reps: int
    volume_kg: Decimal
    best_e1rm_kg: Decimal | None = None


def days_of(user: User, span: Span | None = None) -> list[Day]:
    """Each day of a span, or of all time, on which `user` trained; by date, in one query."""
    among = Workout.objects.for_user(user).begun()
    if span is not None:
        among = among.filter(local_date__range=(span.first, span.last))
    counted = among.values("local_date").annotate(
        Sum("set_count"), Sum("reps"), Sum("volume_kg"), done=Count("pk", filter=DONE)
    )
    names = ("local_date", "done", "set_count__sum", "reps__sum", "volume_kg__sum")
    return told(counted.order_by("local_date").values_list(*names))


def days_of_exercises(user: User, span: Span, exercise: UUID | None = None, muscle: str = "") -> list[Day]:
    """The same of one exercise, or of those whose main muscle is `muscle`."""
    among = WorkoutExercise.objects.counted_for(user).filter(local_date__range=(span.first, span.last))
    if exercise is not None:
        among = among.filter(exercise=exercise)
    if muscle:
        among = among.filter(exercise__primary_muscle=muscle)
    counted = among.values("local_date").annotate(
        Sum("set_count"), Sum("reps"), Sum("volume_kg"), Max("best_e1rm_kg"), done=Count("workout", distinct=True)
    )
    names = ("local_date", "done", "set_count__sum", "reps__sum", "volume_kg__sum", "best_e1rm_kg__max")
    return told(counted.order_by("local_date").values_list(*names))


def told(rows: QuerySet[Any, Any]) -> list[Day]:
    """The rows as days; what a database adds up is rounded back to the gram in which it is stored."""
    return [
        Day(as_day(day), count, sets, reps, as_kg(volume), *(None if kg is None else as_kg(kg) for kg in best))
        for day, count, sets, reps, volume, *best in raw_rows(rows)
    ]
