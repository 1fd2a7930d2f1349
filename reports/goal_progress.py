"""How far a goal is: what counts towards it, its status, and when it will be reached at this pace. Pure.

Nothing of this is stored: whoever edits what was done moves the status back.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import accumulate

from reports.periods import A_DAY, MOST_POINTS, Span, begin_of, begins, next_begin
from reports.trend import Fit, fit, fit_of_sums, weeks_between

BEST, SUM, TOWARDS = "best", "sum", "towards"
ACTIVE, ACHIEVED, MISSED = "active", "achieved", "missed"
STATUSES = (ACTIVE, ACHIEVED, MISSED)

# Below these a line says more than is known.
LEAST_POINTS = 5
LEAST_DAYS = 14
DAYS_OF_TREND = 182
MOST_DAYS_AHEAD = 3653
NOISE = 1e-6  # in days: what floats lose must not make it tomorrow

NOTHING = Decimal(0)
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")

Figure = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at, in kg or in a number of workouts.

    way: BEST, the highest figure since the start; SUM, all figures together, of the running `period` ("week", "month")
    where there is one; TOWARDS, the last figure, on its way up or down from what it was at the start.
    """

    way: str
    target: Decimal
    starts_on: date
    deadline: date | None = None
    period: str | None = None
    week_start: str = "monday"

    @property
    def until(self) -> date:
        """The last day that counts."""
        return self.deadline or date.max


@dataclass(frozen=True, slots=True)
class Progress:
    """Where it stands. `value` is None where nothing was measured, `percent` from 0 to 100, to one place below.

    `span`: the days that are added up. `points`: what a chart shows; of a sum its running total, or that of
    each period. `best_on`: the first day with the `value` of a BEST.
    """

    status: str
    value: Decimal | None
    percent: Decimal
    remaining: Decimal | None
    achieved_on: date | None = None
    start_value: Decimal | None = None
    best_on: date | None = None
    span: Span | None = None
    points: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Projection:
    """The day on which the `line` through the points reaches the target.

    Between `low` and `high` with 95 % confidence in the slope; `high` is None where it may as well never be.
    """

    on: date
    low: date
    high: date | None
    line: Fit

    @property
    def points_used(self) -> int:
        """Through how many points the line goes."""
        return self.line.points


def progress(aim: Aim, figures: Iterable[Figure], today: date) -> Progress:
    """How far a goal is by figures of days, one a day, in any order."""
    told = sorted(figures)
    if aim.way == TOWARDS:
        return towards(aim, told, today)
    counted = [(day, value) for day, value in told if aim.starts_on <= day <= aim.until]
    return best(aim, counted, today) if aim.way == BEST else total(aim, counted, today)


def best(aim: Aim, counted: Sequence[Figure], today: date) -> Progress:
    """The highest figure; achieved on the first day that reached the target."""
    value = max((value for _, value in counted), default=None)
    achieved_on = next((day for day, value in counted if value >= aim.target), None)
    return Progress(
        status=status_of(aim, achieved_on, today),
        value=value,
        percent=share(value or NOTHING, aim.target),
        remaining=max(aim.target - (value or NOTHING), NOTHING),
        achieved_on=achieved_on,
        best_on=next((day for day, reached in counted if reached == value), None),
        points=list(counted[-MOST_POINTS:]),
    )


def total(aim: Aim, counted: Sequence[Figure], today: date) -> Progress:
    """All of the running period, or of all days; achieved on the day whose figure made it up."""
    span = running(aim, today)
    within = [(day, value) for day, value in counted if day in span]
    sums = list(zip((day for day, _ in within), accumulate(value for _, value in within), strict=True))
    value = sums[-1][1] if sums else NOTHING
    achieved_on = next((day for day, reached in sums if reached >= aim.target), None)
    return Progress(
        status=status_of(aim, achieved_on, today),
        value=value,
        percent=share(value, aim.target),
        remaining=max(aim.target - value, NOTHING),
        achieved_on=achieved_on,
        span=span,
        points=(list(by_period(aim, counted, today)) if aim.period else sums)[-MOST_POINTS:],
    )


def towards(aim: Aim, told: Sequence[Figure], today: date) -> Progress:
    """From the last figure before the start, or else the first after it; once achieved it stays so."""
    points = [(day, value) for day, value in told if day <= aim.until]
    before = sum(day <= aim.starts_on for day, _ in points)
    points = points[max(before - 1, 0) :]
    if not points:
        return Progress(status_of(aim, None, today), None, NOTHING, None)
    start, value = points[0][1], points[-1][1]
    way = aim.target - start
    achieved_on = next((day for day, reached in points if (aim.target - reached) * way <= 0), None)
    done = share((value - start) * (1 if way > 0 else -1), abs(way)) if way else HUNDRED
    return Progress(
        status=status_of(aim, achieved_on, today),
        value=value,
        percent=HUNDRED if achieved_on else done,
        remaining=NOTHING if achieved_on else abs(aim.target - value),
        achieved_on=achieved_on and max(achieved_on, aim.starts_on),
        start_value=start,
        points=points[-MOST_POINTS:],
    )


def status_of(aim: Aim, achieved_on: date | None, today: date) -> str:
    """Achieved, missed once the deadline has passed, else active."""
    if achieved_on is not None:
        return ACHIEVED
    return MISSED if today > aim.until else ACTIVE


def share(value: Decimal, target: Decimal) -> Decimal:
    """Percent, from 0 to 100; rounded down, so that 100 is never shown of what isn't reached."""
    return min(max(HUNDRED * value / target, NOTHING), HUNDRED).quantize(TENTH, ROUND_DOWN)


def running(aim: Aim, today: date) -> Span:
    """The days that are added up: of the period in which today lies (or the goal's first day), or all.

    No whole week is asked of half a one: where the deadline cuts the last period, the one before it is the last.
    """
    if aim.period is None:
        return Span(aim.starts_on, aim.until)
    begin = begin_of(aim.period, max(min(today, aim.until), aim.starts_on), aim.week_start)
    end = next_begin(aim.period, begin) - A_DAY
    if end > aim.until and begin > aim.starts_on:
        end = begin - A_DAY
        begin = begin_of(aim.period, end, aim.week_start)
    return Span(max(begin, aim.starts_on), min(end, aim.until))


def by_period(aim: Aim, counted: Sequence[Figure], today: date) -> Iterator[Figure]:
    """What each week or month came to, those without anything too, by its first day."""
    assert aim.period is not None
    sums: dict[date, Decimal] = {}
    for day, value in counted:
        begin = begin_of(aim.period, day, aim.week_start)
        sums[begin] = sums.get(begin, NOTHING) + value
    last = min(aim.until, max([today, *(day for day, _ in counted[-1:])]))
    if last >= aim.starts_on:
        for begin in begins(aim.period, Span(aim.starts_on, last), aim.week_start):
            yield begin, sums.get(begin, NOTHING)


def project(aim: Aim, reached: Progress, today: date) -> Projection | None:
    """When the line through the points of the last half year reaches the target.

    None where that would be a guess: with fewer than LEAST_POINTS points or LEAST_DAYS days, on the way to somewhere
    else, or more than ten years ahead. A goal for each week or month begins anew every time, so it has none either.
    """
    if reached.status != ACTIVE or aim.period is not None or reached.value is None:
        return None
    points = [(day, value) for day, value in reached.points if day > today - timedelta(days=DAYS_OF_TREND)]
    if aim.way == SUM and points and points[-1][0] < today:
        points.append((today, reached.value))  # a pause slows the line down
    if len(points) < LEAST_POINTS or (points[-1][0] - points[0][0]).days < LEAST_DAYS:
        return None
    line = fit_of_sums(points) if aim.way == SUM else fit(points)
    sign = -1 if reached.start_value is not None and aim.target < reached.start_value else 1
    if line is None or line.slope_per_week * sign <= 0:
        return None
    steep, flat = (line.high, line.low) if sign > 0 else (line.low, line.high)
    on, low = (day_of(line, points, aim.target, slope, today) for slope in (line.slope_per_week, steep))
    if on is None or low is None:
        return None
    high = day_of(line, points, aim.target, flat, today) if flat * sign > 0 else None
    return Projection(on, low, high, line)


def day_of(line: Fit, points: Sequence[Figure], target: Decimal, slope: float, today: date) -> date | None:
    """The day on which a line of this slope through the middle of the points reaches the target.

    Not before today; None where that is too far ahead.
    """
    middle = math.fsum(weeks_between(line.begin, day) for day, _ in points) / len(points)
    height = line.intercept + line.slope_per_week * middle
    weeks = middle + (float(target) - height) / slope
    ahead = weeks * 7 - (today - line.begin).days
    return None if ahead > MOST_DAYS_AHEAD else today + timedelta(days=max(math.ceil(ahead - NOISE), 0))
