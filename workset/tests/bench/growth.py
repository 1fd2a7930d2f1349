"""How a time grows with a size."""

from collections.abc import Mapping
from math import log


def exponent(times: Mapping[int, float]) -> float:
    """The power of the size that fits the times best: 0 for those that stay, 1 for those that double with it."""
    xs, ys = [log(size) for size in times], [log(time) for time in times.values()]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
