"""Weeks, months and years of a calendar, what lies in them, and what changed from one to the next. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from workouts.calendar import first_weekday, week_begin

A_DAY = timedelta(days=1)
DAY, WEEK, MONTH = "day", "week", "month"
WEEKLY, MONTHLY, YEARLY, CUSTOM = "weekly", "monthly", "yearly", "custom"
INTERVALS = (DAY, WEEK, MONTH)
PERIODS = (WEEKLY, MONTHLY, YEARLY, CUSTOM)
MOST_POINTS = 400
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the calendar, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a figure differs from the one before; `percent` is None where that was nothing."""

    absolute: Decimal | int
    percent: Decimal | None


def period_of(kind: str, day: date, week_start: str) -> Span:
    """The week, month or year in which `day` lies; `week_start` is "monday" or "sunday"."""
    if kind == WEEKLY:
        first = begin_of(WEEK, day, week_start)
        return Span(first, first + 6 * A_DAY)
    if kind == MONTHLY:
        first = day.replace(day=1)
        return Span(first, next_begin(MONTH, first) - A_DAY)
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


def period_before(kind: str, span: Span, week_start: str) -> Span:
    """The whole week, month or year before; of a custom span as many days as it has."""
    eve = span.first - A_DAY
    return Span(span.first - span.days * A_DAY, eve) if kind == CUSTOM else period_of(kind, eve, week_start)


def change(now: Decimal | int, before: Decimal | int) -> Change:
    """From the period before to this one; percent to one place."""
    absolute = now - before
    percent = Decimal(100 * absolute) / Decimal(before) if before else None
    return Change(absolute, None if percent is None else percent.quantize(TENTH, ROUND_HALF_EVEN))


def begin_of(interval: str, day: date, week_start: str) -> date:
    """The first day of the interval in which `day` lies."""
    if interval == WEEK:
        return week_begin(day, first_weekday(week_start))
    return day.replace(day=1) if interval == MONTH else day


def next_begin(interval: str, begin: date) -> date:
    """The first day of the interval after the one that begins on `begin`."""
    if interval == MONTH:
        return (begin + 31 * A_DAY).replace(day=1)
    return begin + (7 if interval == WEEK else 1) * A_DAY


def begins(interval: str, span: Span, week_start: str) -> Iterator[date]:
    """The first day of each interval that lies in the span, in whole or in part."""
    begin = begin_of(interval, span.first, week_start)
    while begin <= span.last:
        yield begin
        begin = next_begin(interval, begin)


def is_partial(begin: date, interval: str, span: Span, today: date) -> bool:
    """Whether the interval that begins then isn't over, or lies in the span in part only."""
    after = next_begin(interval, begin)
    return after > today or begin < span.first or after - A_DAY > span.last


def count_of(interval: str, span: Span) -> int:
    """How many intervals a span has at most; for refusing one that is too long before it is walked through."""
    return span.days // {DAY: 1, WEEK: 7, MONTH: 28}[interval] + 1


def last_ones(interval: str, today: date, week_start: str) -> Span:
    """The last twelve weeks or months, the running one the last; of days those of twelve weeks."""
    begin = begin_of(MONTH if interval == MONTH else WEEK, today, week_start)
    if interval != MONTH:
        return Span(begin - timedelta(weeks=11), today)
    months = begin.year * 12 + begin.month - 1 - 11
    return Span(date(months // 12, months % 12 + 1, 1), today)
