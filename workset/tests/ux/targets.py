"""What a target is: a number, what a person does, what it may cost, and a function that does it and counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workset.tests.ux.gym import Gym


@dataclass(frozen=True)
class Reading:
    """Something that was measured, and the most and the least that it may be; None is as much or little as it likes.

    `is_timed` where it depends on the machine: then only the benchmark judges it.
    """

    what: str
    value: float
    most: float | None = None
    least: float | None = None
    unit: str = ""
    is_timed: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it is within its bounds."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        return f"{self.what} {self.value:.3g}{f' {self.unit}' if self.unit else ''}"


# Where the functions stand that fill TARGETS.
MODULES = ("sets", "workouts", "rest", "pages", "plain", "decimals")

Measure = Callable[["Gym"], Sequence[Reading]]


@dataclass(frozen=True)
class Target:
    """One line of the table."""

    number: int
    what: str
    aim: str
    measure: Measure


TARGETS: dict[int, Target] = {}


def target(number: int, what: str, aim: str) -> Callable[[Measure], Measure]:
    """Puts the function below into the table."""

    def enter(measure: Measure) -> Measure:
        TARGETS[number] = Target(number, what, aim, measure)
        return measure

    return enter


def taps(what: str, number: int, most: int) -> Reading:
    """How many taps something took."""
    return Reading(what, number, most=most)


def times(what: str, milliseconds: Sequence[float], most: float | None = None) -> Reading:
    """The median of several."""
    return Reading(what, median(milliseconds), most=most, unit="ms", is_timed=True)


def holds(what: str, whether: bool) -> Reading:
    """Something that is so or is not."""
    return Reading(what, int(whether), least=1)
