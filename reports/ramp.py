"""How fast training grows: the load of late against that of the weeks before. Pure; kg a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ACUTE_DAYS = 7
CHRONIC_DAYS = 28
APART = 7  # days: the long mean is read before the short one begins, so that no day is in both
FIRST_TOLD = 28
REMEMBERED = 400  # days after which less than a billionth of a day is left in the mean of 28
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RampDay:
    """The means of one day in kg; all None before the 28th day, `ratio` also where there was nothing to grow from."""

    date: date
    acute_kg: float | None = None
    chronic_kg: float | None = None
    ratio: float | None = None


class Mean:
    """An exponentially weighted mean: each day weighs 1 - k of what the day after it weighs, k = 2 / (N + 1)."""

    def __init__(self, days: int) -> None:
        self.kept = 1 - 2 / (days + 1)
        self.sum = self.weight = 0.0

    def take(self, value: float) -> float:
        """The mean with one more day."""
        self.sum = self.sum * self.kept + value
        self.weight = self.weight * self.kept + 1
        return self.sum / self.weight


def ramp(volumes: Mapping[date, Decimal], since: date, first: date, last: date) -> list[RampDay]:
    """Each day from `first` to `last`, told by the volume of every day `since` the first one trained.

    What was done more than REMEMBERED days before `first` weighs nothing any more, and needn't be given.
    """
    short, long = Mean(ACUTE_DAYS), Mean(CHRONIC_DAYS)
    means: dict[date, tuple[float, float]] = {}
    day = max(since, first - timedelta(days=REMEMBERED))
    while day <= last:
        volume = float(volumes.get(day, 0))
        means[day] = (short.take(volume), long.take(volume))
        day += A_DAY
    days = (first + number * A_DAY for number in range((last - first).days + 1))
    return [told(day, means) if (day - since).days + 1 >= FIRST_TOLD else RampDay(day) for day in days]


def told(day: date, means: Mapping[date, tuple[float, float]]) -> RampDay:
    """A day that has 27 before it."""
    acute, chronic = means[day][0], means[day - APART * A_DAY][1]
    return RampDay(day, round(acute, 3), round(chronic, 3), round(acute / chronic, 3) if chronic > 0 else None)
