"""What a chart is made of, as whoever asks for one says it. Values are in the unit that the chart shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Number = Decimal | float | int

LINE, DOTS = "line", "dots"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a day (or of the period that begins on it), or of something with a name; None where there is none.

    `label` is the value in words where its number with its unit would not do. `href` leads to where it comes from.
    `partial` marks a period that isn't over, or isn't shown whole.
    """

    at: date | str
    value: Number | None
    label: str = ""
    href: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order of their days, no day twice. DOTS are single measurements that a line runs among."""

    name: str
    points: Sequence[Point]
    mark: str = LINE


@dataclass(frozen=True, slots=True)
class Target:
    """A level to be reached."""

    name: str
    value: Number


@dataclass(frozen=True, slots=True)
class Band:
    """A range that values are compared with."""

    name: str
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where the trend is on a day, and where it may be: from `low` to `high`, None where that isn't known."""

    day: date
    value: Number
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a line of figures is heading; may reach beyond the last of them."""

    name: str
    points: Sequence[TrendPoint]
