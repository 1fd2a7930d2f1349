"""Bars of periods, upright beside each other; with several series each stands on the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.labels import NARROW, WIDE, Label, Rooms, column, period_labels
from reports.charts.lines import GUTTER, Range, range_of
from reports.charts.places import plain, upright
from reports.charts.series import Band, Number, Point, Series, Target
from reports.charts.thinning import thinned
from reports.charts.ticks import value_ticks
from reports.charts.words import Words, texts_with_total

BAR = 0.72  # of what there is for it


@dataclass(frozen=True, slots=True)
class Part:
    """What one series, counted from 1, adds to a bar: from `at`, which is its top, or in a row its begin."""

    number: int
    at: str
    extent: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A period. `at` is its middle, `left` and `width` what belongs to it; its parts stand within `bar`."""

    at: str
    left: str
    width: str
    bar_left: str
    bar_width: str
    day: str
    values: list[str]
    href: str
    partial: bool
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of upright bars. `zero` is where they stand; the width of the column beside the plot is in em."""

    scale: list[Label]
    scale_width: str
    days: Rooms
    zero: str
    stops: list[Bar]
    target: Label | None
    band: Range | None


def draw_bars(
    series: Sequence[Series],
    words: Words,
    target: Target | None = None,
    band: Band | None = None,
    times: bool = False,
    whole: bool = False,
) -> Bars | None:
    """The chart, or None where no series has a value; all of them have the same periods."""
    series = thinned(series)
    slots = slots_of(series)
    if not any(point is not None and point.value is not None for points in slots.values() for point in points):
        return None
    ends = [end for points in slots.values() for end in stacked(points)]
    ticks = value_ticks(
        [*(high for _, _, high in ends), *(low for _, low, _ in ends), *targets(target)], True, times, whole
    )
    up = upright(ticks)
    marks = words.ticks(ticks)
    scale_width = column(marks) + GUTTER
    slot = 100 / len(slots)
    stops = []
    for place, (at, points) in enumerate(slots.items()):
        parts = [
            Part(number, plain(up.place(high)), plain(up.place(low) - up.place(high)))
            for number, low, high in stacked(points)
        ]
        given = [point for point in points if point is not None]
        stops.append(
            Bar(
                at=plain(slot * (place + 0.5)),
                left=plain(slot * place),
                width=plain(slot),
                bar_left=plain(slot * (place + (1 - BAR) / 2)),
                bar_width=plain(slot * BAR),
                day=words.at(at),
                values=texts_with_total([one.name for one in series], points, at, words),
                href=next((point.href for point in given if point.href), ""),
                partial=any(point.partial for point in given),
                parts=parts,
            )
        )
    return Bars(
        scale=[Label(plain(up.place(tick)), text) for tick, text in zip(ticks, marks, strict=True)],
        scale_width=plain(scale_width),
        days=Rooms(*(below(list(slots), words, room - scale_width, scale_width) for room in (NARROW, WIDE))),
        zero=plain(up.place(0)),
        stops=stops,
        target=Label(plain(up.place(float(target.value))), f"{target.name} {words.value(target.value)}")
        if target
        else None,
        band=range_of(band, up) if band else None,
    )


def below(slots: Sequence[date | str], words: Words, room: float, before: float) -> list[Label]:
    """The labels below the bars of these periods."""
    days = [at for at in slots if isinstance(at, date)]
    return period_labels(days, [words.slot(at) for at in slots], room, before, words.day_tick)


def targets(target: Target | None) -> list[Number]:
    """What the axis must reach beside the bars."""
    return [target.value] if target else []


def slots_of(series: Sequence[Series]) -> dict[date | str, list[Point | None]]:
    """What each series has of each period or name, in the order of the first series that has it."""
    slots: dict[date | str, list[Point | None]] = {}
    for number, one in enumerate(series):
        for point in one.points:
            slots.setdefault(point.at, [None] * len(series))[number] = point
    return slots


def stacked(points: Sequence[Point | None]) -> list[tuple[int, float, float]]:
    """Number of the series, counted from 1, low and high end of what it adds: from zero up, below zero down."""
    up, down, ends = 0.0, 0.0, []
    for number, point in enumerate(points, 1):
        value = float(point.value) if point is not None and point.value is not None else 0.0
        if value > 0:
            ends.append((number, up, up + value))
            up += value
        elif value < 0:
            ends.append((number, down + value, down))
            down += value
        elif point is not None and point.value is not None:
            ends.append((number, 0.0, 0.0))
    return ends
