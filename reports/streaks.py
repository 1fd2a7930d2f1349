"""How often somebody trains. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from reports.periods import WEEK, Span, begins

HUNDREDTH = Decimal("0.01")


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
