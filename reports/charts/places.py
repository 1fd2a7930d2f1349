"""Places in a plot, in percent of it."""

from dataclasses import dataclass


def plain(percent: float) -> str:
    """To two decimals, without trailing zeros: a wide plot has a thousand pixels."""
    text = f"{percent:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low`, at `begin` percent, to `high`, at `end` percent. Where both are one, everything is in the middle."""

    low: float
    high: float
    begin: float = 0.0
    end: float = 100.0

    def place(self, value: float) -> float:
        """Where a value is, in percent; values beyond the ends lie outside."""
        if self.low == self.high:
            return (self.begin + self.end) / 2
        return self.begin + (self.end - self.begin) * ((value - self.low) / (self.high - self.low))


def upright(ticks: list[float]) -> Scale:
    """A scale from bottom to top."""
    return Scale(ticks[0], ticks[-1], 100.0, 0.0)
