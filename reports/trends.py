"""One figure by day, week or month, and the line through it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from reports.periods import Span, is_partial
from reports.trend import Fit, fit
from reports.volume import volume

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

    Where something adds up the line leaves out intervals that aren't over, or lie in the span in part only: half a week
    isn't a week of less.
    """
    found = volume(user, interval, span, exercise).points
    points: list[tuple[date, Decimal | int | None]] = [(one.begin, getattr(one, FIELDS[metric])) for one in found]
    told = [
        (begin, value)
        for begin, value in points
        if value is not None and (metric == E1RM or not is_partial(begin, interval, span, user.today()))
    ]
    return Trend(metric, interval, span, points, fit(told))
