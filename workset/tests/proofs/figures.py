"""What a proof is: a number, what is tried, what is to come of it, and a function that measures."""

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

Measured = tuple[str, bool]  # what came of it, and whether that is what was to come
Proof = Callable[[], Measured]


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    number: int
    what: str
    target: str
    measure: Proof

    def run(self) -> bool:
        """Measure, print the line, and say whether the target was reached; a proof that breaks has not reached it."""
        began = time.monotonic()
        try:
            measured, is_reached = self.measure()
        except Exception as broken:
            traceback.print_exc()
            measured, is_reached = f"{type(broken).__name__}: {broken}", False
        took = time.monotonic() - began
        verdict = "ok" if is_reached else "FAILED"
        say(f"{self.number:>2} | {self.what} | target: {self.target} | measured: {measured} | {verdict} ({took:.0f} s)")
        return is_reached


FIGURES: dict[int, Figure] = {}


def figure(number: int, what: str, target: str) -> Callable[[Proof], Proof]:
    """Puts the function below into the table."""

    def enter(measure: Proof) -> Proof:
        FIGURES[number] = Figure(number, what, target, measure)
        return measure

    return enter


def say(text: str) -> None:
    """A line for whoever ran the command, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def several(number: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
