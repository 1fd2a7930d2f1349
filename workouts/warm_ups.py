"""The sets before the first heavy one. Pure; any one unit of weight."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Shares of the first working load, and the reps.
STEPS = ((Decimal("0.4"), 5), (Decimal("0.6"), 3), (Decimal("0.8"), 1))
EMPTY_BAR_REPS = 10


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A weight that can be loaded, and how often it is lifted."""

    weight: Decimal
    reps: int


def warm_ups(working: Decimal, loads: Sequence[Decimal], steps: Sequence[tuple[Decimal, int]] = STEPS) -> list[WarmUp]:
    """The warm-ups for a first working load: ten reps of the empty bar, then the `steps`, lightest first.

    `loads` are the weights that can be loaded, in ascending order, the empty bar first. A step is the load that is
    nearest to its share, the lighter of two that are equally near. One that is no heavier than the set before it, or
    as heavy as the working load, is left out.
    """
    if not loads:
        return []
    found = [WarmUp(loads[0], EMPTY_BAR_REPS)]
    for share, reps in steps:
        weight = nearest(working * share, loads)
        if weight > found[-1].weight:
            found.append(WarmUp(weight, reps))
    return [one for one in found if one.weight < working]


def nearest(target: Decimal, loads: Sequence[Decimal]) -> Decimal:
    """Of `loads`, ascending and at least one, the one that is nearest; of two the lighter."""
    place = bisect_left(loads, target)
    around = loads[max(place - 1, 0) : place + 1]
    return min(around, key=lambda weight: abs(weight - target))
