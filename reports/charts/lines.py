"""Lines over days: what is drawn, where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reports.charts.labels import NARROW, WIDE, Label, Rooms, column, day_labels, spread
from reports.charts.places import Scale, plain, upright
from reports.charts.series import DOTS, Band, Number, Point, Series, Target, Trend
from reports.charts.thinning import thinned
from reports.charts.ticks import value_ticks
from reports.charts.words import Words, texts

FEW = 32  # as many points can be told apart on a phone
GUTTER = 0.8
APART = 8.0  # lines of text, in percent of the plot's height
FAR = 1000.0  # what lies further outside than this is drawn there


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the series of that number, counted from 1.

    `alone` has no line that would show it; `measured` is one of single measurements.
    """

    number: int
    x: str
    y: str
    alone: bool
    measured: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A day: its values in words, a text for each series, and what of the plot belongs to it."""

    at: str
    left: str
    width: str
    day: str
    values: list[str]
    href: str
    dots: list[Dot]


@dataclass(frozen=True, slots=True)
class Line:
    """A series' line; `path` is in percent, and empty for one without. `end` is where its name stands, "" for none."""

    number: int
    name: str
    path: str
    end: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Range:
    """Part of the plot's height, from the top."""

    name: str
    at: str
    extent: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The path of a trend, and the outline of where it may be."""

    name: str
    path: str
    outline: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of lines. Widths of the columns beside the plot are in em."""

    scale: list[Label]
    scale_width: str
    names_width: str
    days: Rooms
    lines: list[Line]
    stops: list[Stop]
    few: bool
    target: Label | None
    band: Range | None
    trend: TrendLine | None


def draw_lines(
    series: Sequence[Series],
    words: Words,
    target: Target | None = None,
    band: Band | None = None,
    trend: Trend | None = None,
    times: bool = False,
    whole: bool = False,
) -> Lines | None:
    """The chart, or None where no series has a value. The axis holds all values, the target and the trend's line."""
    series = thinned(series)
    values = [point.value for one in series for point in one.points if point.value is not None]
    if not values:
        return None
    trend_points = trend.points if trend else ()
    marked: list[Number] = [*values, *([target.value] if target else ()), *(point.value for point in trend_points)]
    ticks = value_ticks(marked, times=times, whole=whole)
    across = days_of(series, [point.day for point in trend_points])
    up = upright(ticks)
    marks = words.ticks(ticks)
    scale_width = column(marks) + GUTTER
    names = [one.name for one in series] if len(series) > 1 else []
    names_width = column(names) + GUTTER + 1 if names else 0.0
    return Lines(
        scale=[Label(plain(up.place(tick)), text) for tick, text in zip(ticks, marks, strict=True)],
        scale_width=plain(scale_width),
        names_width=plain(names_width),
        days=Rooms(
            day_labels(across, NARROW - scale_width, scale_width, words.day_tick, words.first_weekday),
            day_labels(across, WIDE - scale_width - names_width, scale_width, words.day_tick, words.first_weekday),
        ),
        lines=lines_of(series, across, up),
        stops=stops_of(series, across, up, words),
        few=len({point.at for one in series for point in one.points}) <= FEW,
        target=Label(plain(up.place(float(target.value))), f"{target.name} {words.value(target.value)}")
        if target
        else None,
        band=range_of(band, up) if band else None,
        trend=trend_line(trend, across, up) if trend and trend.points else None,
    )


def days_of(series: Sequence[Series], others: Sequence[date]) -> Scale:
    """From the first day to the last of those with a value; single measurements keep clear of the edges."""
    numbers = [day_number(point) for one in series for point in one.points if point.value is not None]
    numbers += [day.toordinal() for day in others]
    return Scale(min(numbers), max(numbers), 1.0, 99.0)


def day_number(point: Point) -> int:
    """Its day, as a number."""
    assert isinstance(point.at, date), "lines run over days"
    return point.at.toordinal()


def lines_of(series: Sequence[Series], across: Scale, up: Scale) -> list[Line]:
    """Each series' path, with its name at the height of its last point, or as near as there is room."""
    last = [[float(point.value) for point in one.points if point.value is not None][-1:] for one in series]
    ending = [number for number, value in enumerate(last) if value]
    heights = spread([up.place(last[number][0]) for number in ending], APART)
    ends = dict(zip(ending, map(plain, heights), strict=True))
    found = []
    for number, one in enumerate(series):
        measured = one.mark == DOTS
        line = "" if measured else path(one, across, up)
        found.append(Line(number + 1, one.name, line, ends.get(number, ""), measured))
    return found


def path(series: Series, across: Scale, up: Scale) -> str:
    """Lines from point to point, broken where one has no value. A point between two gaps has none."""
    parts = []
    for run in runs(series.points):
        if len(run) > 1:
            places = [f"{plain(across.place(day_number(point)))} {plain(up.place(value))}" for point, value in run]
            parts.append(f"M{'L'.join(places)}")
    return "".join(parts)


def runs(points: Sequence[Point]) -> list[list[tuple[Point, float]]]:
    """Points with a value that follow each other, with it."""
    found: list[list[tuple[Point, float]]] = [[]]
    for point in points:
        if point.value is None:
            found.append([])
        else:
            found[-1].append((point, float(point.value)))
    return [run for run in found if run]


def stops_of(series: Sequence[Series], across: Scale, up: Scale, words: Words) -> list[Stop]:
    """Each day with a value, in order; what lies nearer to it than to another belongs to it."""
    by_day: dict[int, list[Point | None]] = {}
    alone: set[tuple[int, int]] = set()
    measured = [one.mark == DOTS for one in series]
    for number, one in enumerate(series):
        for run in runs(one.points):
            for point, _ in run:
                by_day.setdefault(day_number(point), [None] * len(series))[number] = point
            if len(run) == 1 or measured[number]:
                alone.update((number, day_number(point)) for point, _ in run)
    days = sorted(by_day)
    middles = [across.place(day) for day in days]
    edges = [0.0, *((one + other) / 2 for one, other in pairwise(middles)), 100.0]
    stops = []
    for day, middle, (left, right) in zip(days, middles, pairwise(edges), strict=True):
        points = by_day[day]
        dots = [
            Dot(number + 1, plain(middle), plain(up.place(value)), (number, day) in alone, measured[number])
            for number, value in valued(points)
        ]
        stops.append(
            Stop(
                at=plain(middle),
                left=plain(left),
                width=plain(right - left),
                day=words.at(date.fromordinal(day)),
                values=texts([one.name for one in series], points, date.fromordinal(day), words),
                href=next((point.href for point in points if point is not None and point.href), ""),
                dots=dots,
            )
        )
    return stops


def valued(points: Sequence[Point | None]) -> list[tuple[int, float]]:
    """The values among these, with their place."""
    known = [(place, point.value) for place, point in enumerate(points) if point is not None]
    return [(place, float(value)) for place, value in known if value is not None]


def range_of(band: Band, up: Scale) -> Range | None:
    """The part of the band that is in sight; None where nothing of it is."""
    top, bottom = (min(100.0, max(0.0, up.place(float(value)))) for value in (band.high, band.low))
    return Range(band.name, plain(top), plain(bottom - top)) if bottom > top else None


def trend_line(trend: Trend, across: Scale, up: Scale) -> TrendLine:
    """The line through the trend's points, and around it the outline from its low to its high ends."""

    def at(day: date, value: Number) -> str:
        return f"{plain(across.place(day.toordinal()))} {plain(max(-FAR, min(FAR, up.place(float(value)))))}"

    middle = [at(point.day, point.value) for point in trend.points]
    high = [at(point.day, point.high) for point in trend.points if point.high is not None]
    low = [at(point.day, point.low) for point in trend.points if point.low is not None]
    outline = f"M{'L'.join([*high, *low[::-1]])}Z" if high and low else ""
    return TrendLine(trend.name, f"M{'L'.join(middle)}", outline)
