"""Where figures are heading: a straight line through them with its uncertainty, and their moving average. Pure."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import mul

LEAST_POINTS = 4  # through two points there is always a line, and three say next to nothing of its uncertainty
DAYS_OF_AVERAGE = 7

# Student's t at 97.5 %, by degrees of freedom from 1 to 30; any table of statistics has them.
T_975 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
Z_975 = 1.959964


@dataclass(frozen=True, slots=True)
class Fit:
    """The line of least squares through `points` figures, `begin` the day of the first.

    `low` to `high` is where the slope lies with 95 % confidence, in units a week as `slope_per_week`. `r_squared` is
    None where all figures are the same.
    """

    begin: date
    points: int
    slope_per_week: float
    intercept: float
    r_squared: float | None
    low: float
    high: float

    def on(self, day: date) -> float:
        """The figure that the line has on a day."""
        return self.intercept + self.slope_per_week * weeks_between(self.begin, day)


def fit(figures: Iterable[tuple[date, Decimal | float | int]]) -> Fit | None:
    """The line through figures by day; None below LEAST_POINTS of them, and where all are of one day."""
    points = sorted(figures)
    if len(points) < LEAST_POINTS or points[0][0] == points[-1][0]:
        return None
    begin, count = points[0][0], len(points)
    since = begin.toordinal()
    xs = [(day.toordinal() - since) / 7 for day, _ in points]
    ys = [float(value) for _, value in points]
    if min(ys) == max(ys):  # their mean as a float needn't be the same
        return Fit(begin, count, 0.0, ys[0], None, 0.0, 0.0)
    mean_x, mean_y = math.fsum(xs) / count, math.fsum(ys) / count
    off_x, off_y = [x - mean_x for x in xs], [y - mean_y for y in ys]
    spread_x, spread_y = sum_of_products(off_x, off_x), sum_of_products(off_y, off_y)
    slope = sum_of_products(off_x, off_y) / spread_x
    intercept = mean_y - slope * mean_x
    misses = [y - intercept - slope * x for x, y in zip(xs, ys, strict=True)]
    missed = sum_of_products(misses, misses)
    margin = t_975(count - 2) * math.sqrt(missed / (count - 2) / spread_x)
    return Fit(begin, count, slope, intercept, 1 - missed / spread_y, slope - margin, slope + margin)


def sum_of_products(xs: Iterable[float], ys: Iterable[float]) -> float:
    """Of each with its counterpart."""
    return math.fsum(map(mul, xs, ys))


def fit_of_sums(figures: Iterable[tuple[date, Decimal | float | int]]) -> Fit | None:
    """The same line through a running total, of which each figure holds all before it.

    Its misses aren't independent: what came late on one day is late on all that follow. So the uncertainty is that of
    the line through a random walk: the variance of its slope is 6/5 of the variance of a week's steps, divided by the
    number of weeks (Durlauf and Phillips, "Trends versus random walks in time series analysis", Econometrica 56, 1988).
    """
    points = sorted((day, float(value)) for day, value in figures)
    line = fit(points)
    if line is None:
        return None
    weeks = weeks_between(points[0][0], points[-1][0])
    mean = (points[-1][1] - points[0][1]) / weeks
    steps = [(weeks_between(a, b), late - early) for (a, early), (b, late) in pairwise(points) if a != b]
    varies = math.fsum((gained - mean * took) ** 2 / took for took, gained in steps) / max(len(steps) - 1, 1)
    margin = t_975(max(len(steps) - 1, 1)) * math.sqrt(6 / 5 * varies / weeks)
    return replace(line, low=line.slope_per_week - margin, high=line.slope_per_week + margin)


def t_975(freedom: int) -> float:
    """Student's t at 97.5 %; beyond the table by Fisher's expansion, right to three places there."""
    if freedom <= len(T_975):
        return T_975[freedom - 1]
    z = Z_975
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def weeks_between(begin: date, day: date) -> float:
    """Weeks from one day to another, with their fraction."""
    return (day - begin).days / 7


def moving_average(
    figures: Sequence[tuple[date, Decimal]], days: int = DAYS_OF_AVERAGE
) -> Iterator[tuple[date, Decimal]]:
    """For each day of `figures`, which come by date, the mean of those of the `days` that end with it."""
    oldest, total = 0, Decimal(0)
    for place, (day, value) in enumerate(figures):
        total += value
        while figures[oldest][0] <= day - timedelta(days=days):
            total -= figures[oldest][1]
            oldest += 1
        yield day, total / (place - oldest + 1)
