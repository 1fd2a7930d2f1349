"""How one exercise went: what each workout reached, and the best of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models import FloatField, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.periods import Span
from reports.trend import Fit, fit
from workouts.models import WorkoutExercise
from workouts.previous import in_order_of_time
from workset.compiled import CompiledQuery
from workset.lib.rows import as_id, as_kg

EVER = Span(date.min, date.max)


class Point(NamedTuple):
    """One workout, as the database has its stored totals: ids and days are texts, weights floats of three places.

    Of many points few are ever asked for more: those that are drawn. `low_confidence`: no set of 10 effective reps or
    fewer reached its e1RM. The top weight is the weight as typed, in kg; of assisted work the least help.
    """

    day: str
    workout: str
    top_weight: float | None
    best_e1rm: float | None
    volume: float
    reps: int
    sets: int
    low_confidence: bool
    most_reps: int  # in one set

    @property
    def workout_id(self) -> UUID:
        """The workout."""
        return as_id(self.workout)

    @property
    def local_date(self) -> date:
        """The day on the lifter's calendar."""
        return date.fromisoformat(self.day)

    @property
    def top_weight_kg(self) -> Decimal | None:
        """None where no set has a weight."""
        return None if self.top_weight is None else as_kg(self.top_weight)

    @property
    def best_e1rm_kg(self) -> Decimal | None:
        """None where no set has an estimate."""
        return None if self.best_e1rm is None else as_kg(self.best_e1rm)

    @property
    def volume_kg(self) -> Decimal:
        """Of all sets."""
        return as_kg(self.volume)


@dataclass(frozen=True, slots=True)
class Progression:
    """An exercise from the first workout in the span to the last; the line goes through the e1RMs."""

    exercise: Exercise
    formula: str
    points: list[Point]

    @property
    def best_weight(self) -> Point | None:
        """The first workout with the heaviest top weight; of assisted work with the least help."""
        told = (point for point in self.points if point.top_weight is not None)
        best = min if self.exercise.load_mode == LoadMode.ASSISTED else max
        return best(told, key=attrgetter("top_weight"), default=None)

    @property
    def best_e1rm(self) -> Point | None:
        """The first workout with the best e1RM."""
        told = (point for point in self.points if point.best_e1rm is not None)
        return max(told, key=attrgetter("best_e1rm"), default=None)

    @property
    def best_volume(self) -> Point | None:
        """The first workout with the most volume; None where there is none, as of what is held or run."""
        told = (point for point in self.points if point.volume)
        return max(told, key=attrgetter("volume"), default=None)

    @property
    def fit(self) -> Fit | None:
        """The line through the e1RMs; None where there are too few."""
        day = date.fromisoformat
        return fit([(day(point.day), point.best_e1rm) for point in self.points if point.best_e1rm is not None])


def places(user: UUID, exercise: UUID, first: date, last: date) -> QuerySet[WorkoutExercise, tuple[object, ...]]:
    """What `Point` has of each time that somebody did the exercise: told by one index alone."""
    done = WorkoutExercise.objects.counted_for(User(pk=user)).filter(exercise=exercise, local_date__range=(first, last))
    return done.order_by("local_date", "workout").values_list(
        Cast("local_date", TextField()),
        Cast("workout", TextField()),
        *(Cast(name, FloatField()) for name in ("top_weight_kg", "best_e1rm_kg", "volume_kg")),
        *("reps", "set_count", "low_confidence", "most_reps"),
    )


PLACES = CompiledQuery(places, user=UUID(int=1), exercise=UUID(int=2), first=date(1999, 9, 8), last=date(1999, 9, 9))


def progression(user: User, exercise: Exercise, span: Span = EVER) -> Progression:
    """How `exercise` went in a span, or ever; in one query, two where it was done in two workouts of a day."""
    rows = PLACES.rows(user=user.pk, exercise=exercise.pk, first=span.first, last=span.last)
    found = in_order_of_time([Point._make(row) for row in rows], attrgetter("day"))
    points = list(by_workout(found, less=exercise.load_mode == LoadMode.ASSISTED))
    return Progression(exercise, user.e1rm_formula, points)


def by_workout(found: list[Point], less: bool) -> Iterator[Point]:
    """One point for each workout, in which the exercise may stand twice; `less` is better where a body is helped."""
    if len({point.workout for point in found}) == len(found):
        yield from found
        return
    for _, together in groupby(found, key=attrgetter("workout")):
        first, *others = together
        yield merged([first, *others], less) if others else first


def merged(found: list[Point], less: bool) -> Point:
    """The places of an exercise in one workout as one point."""
    tops = [point.top_weight for point in found if point.top_weight is not None]
    best = max((point.best_e1rm for point in found if point.best_e1rm is not None), default=None)
    return Point(
        day=found[0].day,
        workout=found[0].workout,
        top_weight=(min if less else max)(tops, default=None),
        best_e1rm=best,
        volume=round(sum(point.volume for point in found), 3),
        reps=sum(point.reps for point in found),
        sets=sum(point.sets for point in found),
        low_confidence=best is not None and all(one.low_confidence for one in found if one.best_e1rm == best),
        most_reps=max(point.most_reps for point in found),
    )
