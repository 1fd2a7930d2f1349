"""Bars of things with a name, lying under each other; with several series each begins where the one before ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.bars import Part, slots_of, stacked, targets
from reports.charts.labels import EM_OF_CHARACTER, column
from reports.charts.lines import Range
from reports.charts.places import Scale, plain
from reports.charts.series import Band, Series, Target
from reports.charts.ticks import value_ticks
from reports.charts.words import Words, texts_with_total

EM_OF_ROW = 2.5
LONGEST_NAME, LONGEST_VALUE = 9.5, 7.0
BAR = 0.5
GUTTER = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """One thing. `at` is its middle in percent of the height, `top` and `height` what belongs to it."""

    at: str
    top: str
    height: str
    bar_top: str
    bar_height: str
    day: str
    short: str
    total: str
    values: list[str]
    href: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Rows:
    """A chart of lying bars. Its height, and the widths of the columns with names and totals, are in em."""

    height: str
    names_width: str
    totals_width: str
    stops: list[Row]
    target: str
    band: Range | None


def draw_rows(
    series: Sequence[Series], words: Words, target: Target | None = None, band: Band | None = None
) -> Rows | None:
    """The chart, or None where no series has a value; values below zero have no length."""
    slots = slots_of(series)
    sums = {at: sum(high - low for _, low, high in stacked(points) if high > 0) for at, points in slots.items()}
    if not any(point is not None and point.value is not None for points in slots.values() for point in points):
        return None
    most = value_ticks([*sums.values(), *([band.high] if band else ()), *targets(target)], from_zero=True)[-1]
    along = Scale(0.0, most)
    height = 100 / len(slots)
    totals = [words.ticks([total])[0] for total in sums.values()]
    stops = []
    for place, ((at, points), total) in enumerate(zip(slots.items(), totals, strict=True)):
        parts = [
            Part(number, plain(along.place(low)), plain(along.place(high - low)))
            for number, low, high in stacked(points)
            if high > low >= 0
        ]
        stops.append(
            Row(
                at=plain(height * (place + 0.5)),
                top=plain(height * place),
                height=plain(height),
                bar_top=plain(height * (place + (1 - BAR) / 2)),
                bar_height=plain(height * BAR),
                day=words.at(at),
                short=shortened(words.at(at), LONGEST_NAME),
                total=total,
                values=texts_with_total([one.name for one in series], points, at, words),
                href=next((point.href for point in points if point is not None and point.href), ""),
                parts=parts,
            )
        )
    return Rows(
        height=plain(len(slots) * EM_OF_ROW),
        names_width=plain(column([row.short for row in stops], LONGEST_NAME) + GUTTER),
        totals_width=plain(column(totals, LONGEST_VALUE) + GUTTER),
        stops=stops,
        target=plain(along.place(float(target.value))) if target else "",
        band=Range(
            band.name, plain(along.place(float(band.low))), plain(along.place(float(band.high) - float(band.low)))
        )
        if band
        else None,
    )


def shortened(text: str, most: float) -> str:
    """A text cut to what fits in `most` em; the whole stands in the table."""
    letters = int(most / EM_OF_CHARACTER)
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
