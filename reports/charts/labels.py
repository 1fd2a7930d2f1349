"""Texts along an axis: those that fit beside each other. Widths in em, guessed from the number of characters."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.places import Scale, plain
from reports.charts.ticks import day_ticks

EM_OF_CHARACTER = 0.62  # digits of the widest font in common use are that wide
APART = 1.2
CROWDED = 4  # periods for each label that fits
# What a chart in a card has at least, axis and all: on a screen of 320 px, and where it is wide (charts.css).
NARROW, WIDE = 21.0, 48.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place of an axis."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Rooms:
    """The labels of an axis on a narrow and on a wide screen."""

    narrow: list[Label]
    wide: list[Label]


def width(text: str) -> float:
    """About how wide a text is, rather more than less."""
    return len(text) * EM_OF_CHARACTER


def column(texts: Iterable[str], most: float = 12.0) -> float:
    """How wide a column must be for each of these texts on a line of its own, at most `most`."""
    return min(most, max(map(width, texts), default=0.0))


def fit(labels: Sequence[tuple[float, str]], room: float, before: float) -> bool:
    """Whether labels, in order of their place in percent, stand apart in a plot `room` wide, and don't reach over its
    end; over its begin they may reach by `before`.
    """
    end = -before - APART
    for place, text in labels:
        middle, half = place / 100 * room, width(text) / 2
        if middle - half < end + APART:
            return False
        end = middle + half
    return end <= room + APART / 2


def within(labels: Iterable[tuple[float, str]], room: float, before: float) -> list[tuple[float, str]]:
    """Those labels that don't reach over the ends of the plot."""
    return [label for label in labels if fit([label], room, before)]


def day_labels(
    scale: Scale, room: float, before: float, write: Callable[[str, date], str], first_weekday: int
) -> list[Label]:
    """As many days as fit, evenly apart; at least one. Weeks begin on `first_weekday`, of which 0 is Monday."""
    first, last = date.fromordinal(round(scale.low)), date.fromordinal(round(scale.high))
    for kind, days in day_ticks(first, last, first_weekday):
        labels = within([(scale.place(day.toordinal()), write(kind, day)) for day in days], room, before)
        if labels and fit(labels, room, before):
            return [Label(plain(place), text) for place, text in labels]
    return [Label(plain(scale.place(scale.low)), write("day", first))]


def slot_labels(texts: Sequence[str], room: float, before: float) -> list[Label]:
    """As many of the slots' texts as fit: the last of them that does, and every so many before it."""
    slot = 100 / len(texts)
    all_of_them = [(slot * (place + 0.5), text) for place, text in enumerate(texts)]
    labels = within(all_of_them, room, before) or all_of_them[-1:]
    every = 1
    while not fit(chosen := labels[::-1][::every][::-1], room, before) and len(chosen) > 1:
        every += 1
    return [Label(plain(place), text) for place, text in chosen]


def period_labels(
    days: Sequence[date], texts: Sequence[str], room: float, before: float, write: Callable[[str, date], str]
) -> list[Label]:
    """Texts of periods that begin on these days; where few of them fit, the months or years that begin among them."""
    labels = slot_labels(texts, room, before)
    if len(days) < CROWDED * len(labels):
        return labels
    slot = 100 / len(days)
    for kind, begins in day_ticks(days[0], days[-1]):
        if kind != "day":
            marks = [(slot * (bisect_left(days, day) + 0.5), write(kind, day)) for day in begins]
            marks = within(marks, room, before)
            if len(marks) > 1 and fit(marks, room, before):
                return [Label(plain(place), text) for place, text in marks]
    return labels


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Places in percent, moved as little as is needed to be `apart` of each other, in the order that they came in."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved: list[float] = []
    for number in order:
        moved.append(max(places[number], moved[-1] + apart) if moved else places[number])
    over = max(0.0, moved[-1] - 100.0) if moved else 0.0
    for back in range(len(moved) - 1, -1, -1):
        ceiling = moved[back] - over if back == len(moved) - 1 else moved[back + 1] - apart
        moved[back] = min(moved[back], ceiling)
    result = [0.0] * len(places)
    for number, place in zip(order, moved, strict=True):
        result[number] = place
    return result
