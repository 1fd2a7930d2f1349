"""What a page says to have something drawn: which figures, in which unit, called what."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.series import Band, Number, Series, Target, Trend

LINE, BAR = "line", "bar"
STRAIGHT, RING = "straight", "ring"


@dataclass(frozen=True, slots=True)
class Measure:
    """How values are written: with `unit` behind them and up to `places` decimals; `times` are seconds as m:ss."""

    unit: str = ""
    places: int = 1
    times: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption, its description and its numbers in a table.

    `name` is its id on the page. Kind LINE takes days; BAR takes periods that begin on a day, or names: those lie under
    each other. Bars of several series are stacked. `each` says what a bar's period is: "day", "week", "month" or
    "year". `note` is a sentence below the title, `nothing` one that says what would fill an empty chart.
    """

    name: str
    title: str
    series: Sequence[Series]
    measure: Measure = Measure()
    kind: str = LINE
    each: str = "day"
    target: Target | None = None
    band: Band | None = None
    trend: Trend | None = None
    note: str = ""
    nothing: str = ""
    open_label: str = ""

    @property
    def is_by_name(self) -> bool:
        """Whether its bars are of things with a name."""
        return self.kind == BAR and any(isinstance(point.at, str) for one in self.series for point in one.points)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something has come from `start` to `target`, STRAIGHT or as a RING. `name` is its id on the page."""

    name: str
    title: str
    value: Number
    target: Number
    measure: Measure = Measure()
    start: Number = 0
    shape: str = STRAIGHT
    note: str = ""
