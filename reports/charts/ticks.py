"""Round numbers, times and days that an axis is marked with."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_TICKS = 7
MINUTE, HOUR, DAY = 60, 3600, 86400
TIME_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(MINUTE * number for number in (1, 2, 5, 10, 15, 30)),
    *(HOUR * number for number in (1, 2, 3, 6, 12)),
)
ROOM = Decimal("0.05")  # on either side of a single value, as a part of it
MOST_CANDIDATES = 40  # more days than that never fit beside each other

Ticks = list[float]


def value_ticks(
    values: Iterable[Decimal | float | int], from_zero: bool = False, times: bool = False, whole: bool = False
) -> Ticks:
    """Up to MOST_TICKS round numbers, evenly apart, the first at or below and the last at or above all values.

    They begin at zero where that is asked for, or lies near. `times` are seconds, marked at whole minutes or the like;
    `whole` has no fractions between them.
    """
    numbers = [Decimal(str(value)) for value in values]
    low, high = min(numbers), max(numbers)
    if from_zero or (low >= 0 and low <= (high - low) / 2):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        room = abs(low) * ROOM or Decimal(1)
        low, high = (low - room if low else low), high + room
    steps = time_steps() if times else number_steps((high - low) / MOST_TICKS, whole)
    return next(ticks for step in steps if len(ticks := covering(low, high, step)) <= MOST_TICKS)


def covering(low: Decimal, high: Decimal, step: Decimal) -> Ticks:
    """Multiples of `step` from at or below `low` to at or above `high`; more than MOST_TICKS are cut short."""
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return [float(number * step) for number in range(first, min(last, first + MOST_TICKS) + 1)]


def number_steps(least: Decimal, whole: bool) -> Iterator[Decimal]:
    """1, 2, 5, 10, 20, 50 and so on, beginning below `least`."""
    exponent = least.adjusted()
    if whole:
        exponent = max(exponent, 0)
    while True:
        yield from (Decimal(number).scaleb(exponent) for number in (1, 2, 5))
        exponent += 1


def time_steps() -> Iterator[Decimal]:
    """Seconds, minutes and hours as clocks have them, then days."""
    yield from map(Decimal, TIME_STEPS)
    yield from (DAY * days for days in number_steps(Decimal(1), whole=True))


def day_ticks(first: date, last: date, first_weekday: int = 0) -> Iterator[tuple[str, list[date]]]:
    """Ways to mark the days from `first` to `last`, the densest first: what is counted ("day", "month", "year"), and
    the days. A `first_weekday` of 0 is Monday. The last way is `first` alone.
    """
    for step in (1, 2):
        if (last - first).days / step <= MOST_CANDIDATES:
            yield "day", days_apart(first, last, step)
    begin = first + timedelta(days=(first_weekday - first.weekday()) % 7)
    for weeks in (1, 2):
        if (last - first).days / (7 * weeks) <= MOST_CANDIDATES:
            yield "day", days_apart(begin, last, 7 * weeks)
    for months in (1, 2, 3, 6):
        if (last - first).days / (30 * months) <= MOST_CANDIDATES:
            yield "month", list(months_apart(first, last, months))
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        yield "year", [date(year, 1, 1) for year in years_apart(first, last, years)]
    yield "day", [first]


def days_apart(first: date, last: date, days: int) -> list[date]:
    """Every so many days."""
    return [first + timedelta(days=days * number) for number in range((last - first).days // days + 1)]


def months_apart(first: date, last: date, months: int) -> Iterator[date]:
    """The first of every so many months, counted from January."""
    number = first.year * 12 + first.month - (first.day == 1)  # months since the year 0 of the first that begins here
    number = math.ceil(number / months) * months
    while (year := number // 12) <= last.year and (day := date(year, number % 12 + 1, 1)) <= last:
        yield day
        number += months


def years_apart(first: date, last: date, years: int) -> range:
    """Every so many years that begin from `first` to `last`."""
    begin = first.year + ((first.month, first.day) != (1, 1))
    return range(math.ceil(begin / years) * years, last.year + 1, years)
