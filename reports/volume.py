"""Volume by day, week or month: of everything, of one exercise, or of those that train one muscle most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from reports.days import Day, days_of, days_of_exercises
from reports.periods import Span, begin_of, begins
from workouts.loads import NOTHING


@dataclass(frozen=True, slots=True)
class Point:
    """One interval by its first day: workouts completed, working sets, their reps and volume, the best e1RM."""

    begin: date
    workouts: int
    sets: int
    reps: int
    volume_kg: Decimal
    best_e1rm_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Every interval of a span, those without training too."""

    interval: str
    span: Span
    points: list[Point]

    @property
    def total_volume_kg(self) -> Decimal:
        """Of the whole span."""
        return sum((point.volume_kg for point in self.points), NOTHING)


def volume(user: User, interval: str, span: Span, exercise: UUID | None = None, muscle: str = "") -> Volume:
    """The volume of a span by "day", "week" or "month"; days outside of it don't count in the intervals at its ends.

    One query. Of a `muscle` the exercises of which it is the main one.
    """
    narrowed = exercise is not None or muscle
    days = days_of_exercises(user, span, exercise, muscle) if narrowed else days_of(user, span)
    return Volume(interval, span, list(points_of(days, interval, span, user.week_start)))


def points_of(days: Iterable[Day], interval: str, span: Span, week_start: str) -> Iterator[Point]:
    """The days, which come by date, put together by interval."""
    waiting = iter(days)
    day = next(waiting, None)
    for begin in begins(interval, span, week_start):
        within = []
        while day is not None and begin_of(interval, day.date, week_start) == begin:
            within.append(day)
            day = next(waiting, None)
        yield Point(
            begin,
            workouts=sum(one.workouts for one in within),
            sets=sum(one.sets for one in within),
            reps=sum(one.reps for one in within),
            volume_kg=sum((one.volume_kg for one in within), NOTHING),
            best_e1rm_kg=max((one.best_e1rm_kg for one in within if one.best_e1rm_kg is not None), default=None),
        )
