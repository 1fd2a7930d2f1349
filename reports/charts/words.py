"""How a chart writes its numbers and days: given by whoever knows the reader's locale."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from reports.charts.series import Number, Point


class Words(Protocol):
    """What charts ask for their texts. Weeks begin on the `first_weekday`, of which 0 is Monday."""

    first_weekday: int

    def value(self, number: Number) -> str:
        """A value with its unit."""

    def point(self, point: Point) -> str:
        """A point's value with its unit, or in the words given for it; says so where it has none."""

    def at(self, at: date | str) -> str:
        """What a point is of: a day, a period, a name."""

    def ticks(self, numbers: Sequence[float]) -> list[str]:
        """The numbers of an axis, without their unit."""

    def day_tick(self, kind: str, day: date) -> str:
        """A day of an axis whose labels are a "day", "month" or "year" apart."""

    def slot(self, at: date | str) -> str:
        """A period below its bar."""

    def named(self, name: str, value: str) -> str:
        """What a series of several has."""

    def total(self, number: Number) -> str:
        """What all parts of a bar come to."""


def texts(names: Sequence[str], points: Sequence[Point | None], at: date | str, words: Words) -> list[str]:
    """A text for each series at a place: its value, with its name where there are several."""
    values = [words.point(point or Point(at, None)) for point in points]
    if len(names) == 1:
        return values
    return [words.named(name, value) for name, value in zip(names, values, strict=True)]


def texts_with_total(names: Sequence[str], points: Sequence[Point | None], at: date | str, words: Words) -> list[str]:
    """The same for parts that are stacked: their total comes last."""
    found = texts(names, points, at, words)
    if len(names) > 1:
        known = [point.value for point in points if point is not None and point.value is not None]
        found.append(words.total(sum(map(float, known))))
    return found
