"""How one exercise went: what each workout reached, the best of it, and the most reps at each weight."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.periods import Span
from reports.trend import Fit, fit
from workouts.loads import NOTHING
from workouts.models import Set, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.previous import EARLIEST
from workouts.record_book import Done, Work, most_reps
from workouts.strength import FACTORS, MOST_REPS
from workset.compiled import raw_rows
from workset.lib.rows import as_day, as_id, as_kg

NORMAL_REPS = 10  # an estimate from more, up to 12, is of low confidence


@dataclass(frozen=True, slots=True)
class Point:
    """One workout with the exercise. `low_confidence`: no set of 10 effective reps or fewer reached its e1RM.

    The top weight is the weight as typed, in kg; of assisted work the least help.
    """

    workout_id: UUID
    local_date: date
    top_weight_kg: Decimal | None
    best_e1rm_kg: Decimal | None
    volume_kg: Decimal
    reps: int
    sets: int
    low_confidence: bool


@dataclass(frozen=True, slots=True)
class RepsAtWeight:
    """The first set with the most reps at a weight, where no equal or harder one had as many: heavier, or less help.

    The weight is 0 where there is no load, and for a body to which nothing is added.
    """

    weight_kg: Decimal
    reps: int
    set_id: UUID
    local_date: date


@dataclass(frozen=True, slots=True)
class Progression:
    """An exercise from the first workout in the span to the last; the line goes through the e1RMs.

    `rough`: the workout-exercises whose e1RM is of low confidence, by their ids.
    """

    exercise: Exercise
    formula: str
    points: list[Point]
    reps_at_weight: list[RepsAtWeight]
    rough: set[UUID]

    @property
    def best_weight(self) -> Point | None:
        """The first workout with the heaviest top weight; of assisted work with the least help."""
        told = [point for point in self.points if point.top_weight_kg is not None]
        if self.exercise.load_mode == LoadMode.ASSISTED:
            return min(told, key=lambda point: point.top_weight_kg or NOTHING, default=None)
        return max(told, key=lambda point: point.top_weight_kg or NOTHING, default=None)

    @property
    def best_e1rm(self) -> Point | None:
        """The first workout with the best e1RM."""
        told = [point for point in self.points if point.best_e1rm_kg is not None]
        return max(told, key=lambda point: point.best_e1rm_kg or NOTHING, default=None)

    @property
    def best_volume(self) -> Point | None:
        """The first workout with the most volume; None where there is none, as of what is held or run."""
        told = [point for point in self.points if point.volume_kg]
        return max(told, key=lambda point: point.volume_kg, default=None)

    @property
    def fit(self) -> Fit | None:
        """The line through the e1RMs; None where there are too few."""
        return fit((point.local_date, point.best_e1rm_kg) for point in self.points if point.best_e1rm_kg is not None)


class Row(NamedTuple):
    """A place of the exercise in a workout with its stored totals, and one of its working sets of one rep or more.

    As the database gives them; the last five are None where it has no such set.
    """

    place: Any
    workout: Any
    day: Any
    top_weight_kg: Any
    best_e1rm_kg: Any
    volume_kg: Any
    reps: int
    sets: int
    set_id: Any
    weight_kg: Any
    set_reps: int | None
    rpe: Any
    seconds: int | None


COLUMNS = ("pk", "workout", "local_date", "top_weight_kg", "best_e1rm_kg", "volume_kg", "reps", "set_count")
SET_COLUMNS = ("effort__pk", "effort__weight_kg", "effort__reps", "effort__rpe", "effort__duration_seconds")


def progression(user: User, exercise: Exercise, span: Span | None = None) -> Progression:
    """How `exercise` went in a span, or ever; in one query."""
    less = exercise.load_mode == LoadMode.ASSISTED
    rows = rows_of(user, exercise, span)
    places = groupby(rows, key=lambda row: row.place)
    rough = {place for place, group in places if is_of_many_reps(list(group), less, user.e1rm_formula)}
    points = [point_of(list(group), less, rough) for _, group in groupby(rows, key=lambda row: row.workout)]
    most = reps_at_weight(rows, exercise)
    return Progression(exercise, user.e1rm_formula, points, most, {as_id(place) for place in rough})


def rows_of(user: User, exercise: Exercise, span: Span | None) -> list[Row]:
    """Each time that `user` did the exercise, the first one first, with its sets in their order."""
    worked = Q(sets__status=Set.Status.COMPLETED, sets__reps__gte=1) & ~Q(sets__set_type=Set.Type.WARM_UP)
    rows = WorkoutExercise.objects.counted_for(user).filter(exercise=exercise)
    if span is not None:
        rows = rows.filter(local_date__range=(span.first, span.last))
    joined = rows.annotate(effort=FilteredRelation("sets", condition=worked))
    ordered = joined.order_by(*EARLIEST, F("effort__set_number"))
    return [Row._make(row) for row in raw_rows(ordered.values_list(*COLUMNS, *SET_COLUMNS))]


def point_of(rows: Sequence[Row], less: bool, rough: Container[Any]) -> Point:
    """The rows of one workout as one point: the exercise may stand in it twice, in `rough` places and in others."""
    places = list({row.place: row for row in rows}.values())
    tops = [row.top_weight_kg for row in places if row.top_weight_kg is not None]
    best = max((row.best_e1rm_kg for row in places if row.best_e1rm_kg is not None), default=None)
    return Point(
        workout_id=as_id(rows[0].workout),
        local_date=as_day(rows[0].day),
        top_weight_kg=as_kg((min if less else max)(tops)) if tops else None,
        best_e1rm_kg=None if best is None else as_kg(best),
        volume_kg=sum((as_kg(row.volume_kg) for row in places), NOTHING),
        reps=sum(row.reps for row in places),
        sets=sum(row.sets for row in places),
        low_confidence=best is not None and all(row.place in rough for row in places if row.best_e1rm_kg == best),
    )


def is_of_many_reps(rows: Sequence[Row], less: bool, formula: str) -> bool:
    """Whether the estimate of one place comes from a set of more than 10 effective reps.

    Which set it comes from is told without the bodyweight: what all sets of a workout lift beside their own weight is
    the same, and the set that needs the least of it for the estimate is the one that reached it.
    """
    if rows[0].best_e1rm_kg is None:
        return False
    best, needed = float(rows[0].best_e1rm_kg), []
    for row in rows:
        effective = (row.set_reps or 0) + (10 - float(row.rpe) if row.rpe is not None else 0)
        if row.set_reps and row.seconds is None and effective <= MOST_REPS:
            weight = float(row.weight_kg or 0)
            rest = best / factor(effective, formula) + (weight if less else -weight)
            needed.append((round(rest, 2), effective))
    return bool(needed) and min(needed)[1] > NORMAL_REPS


def reps_at_weight(rows: Iterable[Row], exercise: Exercise) -> list[RepsAtWeight]:
    """The most reps at each weight, as the record book counts them; the hardest first."""
    known: dict[tuple[Any, int], Work] = {}
    sets = []
    for row in rows:
        if row.set_reps:
            said = (row.weight_kg, row.set_reps)
            if said not in known:
                weight = None if row.weight_kg is None else as_kg(row.weight_kg)
                known[said] = Work(Set.Status.COMPLETED, Set.Type.NORMAL, weight, row.set_reps)
            sets.append(Done(row.set_id, row.workout, row.day, known[said]))
    return [
        RepsAtWeight(one.value, one.reps or 0, as_id(one.done.set_id), as_day(one.done.day))
        for one in most_reps(sets, load_facts(exercise))
    ]


@cache
def factor(effective: float, formula: str) -> float:
    """By what a load is multiplied for its estimate, at a number of effective reps."""
    return 1.0 if effective == 1 else float(FACTORS[formula](Decimal(effective)))
