"""Weeks on end, and how often somebody trains. Pure; weeks by the day on which they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from reports.periods import WEEK, Span, begin_of, begins, next_begin

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Streaks:
    """The weeks on end up to now, and the most that ever were."""

    running: int = 0
    longest: int = 0


def streaks(days: Iterable[date], today: date, week_start: str) -> Streaks:
    """Of the days trained: a week with one of them keeps the streak; the running week adds to it, but can't break it.

    Weeks ahead don't count.
    """
    now = begin_of(WEEK, today, week_start)
    weeks = sorted({begin_of(WEEK, day, week_start) for day in days if day <= today})
    length = longest = 0
    for place, week in enumerate(weeks):
        follows = place > 0 and next_begin(WEEK, weeks[place - 1]) == week
        length = length + 1 if follows else 1
        longest = max(longest, length)
    goes_on = bool(weeks) and next_begin(WEEK, weeks[-1]) >= now
    return Streaks(length if goes_on else 0, longest)


def days_per_week(days: Iterable[date], today: date, week_start: str) -> Decimal:
    """The days ever trained up to today, over all weeks since the first of them; the running one counts as one."""
    trained = {day for day in days if day <= today}
    if not trained:
        return Decimal(0)
    weeks = sum(1 for _ in begins(WEEK, Span(min(trained), today), week_start))
    return (Decimal(len(trained)) / weeks).quantize(HUNDREDTH, ROUND_HALF_EVEN)


def by_weekday(days: Iterable[date]) -> list[int]:
    """How many of the days fall on Monday, Tuesday, to Sunday."""
    counts = [0] * 7
    for day in days:
        counts[day.weekday()] += 1
    return counts
