"""One figure by day, week or month, and the line through it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from reports.periods import Span, next_begin
from reports.trend import Fit, fit
from reports.volume import Point, volume

VOLUME, SETS, WORKOUTS, E1RM = "volume", "sets", "workouts", "e1rm"
UNITS = {VOLUME: "kg", SETS: "sets", WORKOUTS: "workouts", E1RM: "kg"}
FIELDS = {VOLUME: "volume_kg", SETS: "sets", WORKOUTS: "workouts", E1RM: "best_e1rm_kg"}


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure by interval, None where there is none (an e1RM that wasn't reached), and the line through it."""

    metric: str
    interval: str
    span: Span
    points: list[tuple[date, Decimal | int | None]]
    fit: Fit | None

    @property
    def unit(self) -> str:
        """In what the figure is counted."""
        return UNITS[self.metric]


def trend(user: User, metric: str, interval: str, span: Span, exercise: UUID | None = None) -> Trend:
    """The trend of "volume", "sets", "workouts" or, of one exercise, "e1rm"; one query.

    The line leaves out the interval that isn't over, where something adds up: half a week isn't a week of less.
    """
    found = volume(user, interval, span, exercise).points
    points: list[tuple[date, Decimal | int | None]] = [(one.begin, getattr(one, FIELDS[metric])) for one in found]
    over = [one.begin for one in found if metric == E1RM or is_over(one, interval, user.today())]
    told = {begin: value for begin, value in points if value is not None}
    return Trend(metric, interval, span, points, fit((begin, told[begin]) for begin in over if begin in told))


def is_over(point: Point, interval: str, today: date) -> bool:
    """Whether nothing more can add to an interval."""
    return next_begin(interval, point.begin) <= today
