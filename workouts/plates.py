"""What can be loaded onto a bar, and with which plates. Pure; weights in the unit that is asked for, to what one reads.

A sum of plates is counted as a whole number, so that kg and lb plates add up exactly on one bar.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from workset.lib.units import KG, KG_PER_LB, LB

MOST_LOADS = 2_000
HEAVIEST = {KG: 500, LB: 1_000}
GRID = {unit: Decimal(most) / MOST_LOADS for unit, most in HEAVIEST.items()}  # a quarter of a kg, half a pound
READ = {KG: Decimal("0.01"), LB: Decimal("0.1")}
WHOLE = 10**11  # parts of a kg: a thousandth of a pound is a whole number of them
FIRST, SECOND = 10_000, 1  # of two costs the one that counts, and the one that breaks a tie


class Weight(NamedTuple):
    """A bar or a plate as it is called: 45 lb."""

    value: Decimal
    unit: str

    @property
    def whole(self) -> int:
        """Exactly, for up to three places."""
        return int((self.value * KG_PER_LB if self.unit == LB else self.value) * WHOLE)


class Plates(NamedTuple):
    """One kind of plate, and how many pairs there are of it."""

    plate: Weight
    pairs: int


@dataclass(frozen=True, slots=True)
class Load:
    """What the bar weighs with the plates of one `side`, the heaviest first, and as many on the other."""

    weight: Decimal
    side: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """The load that was asked for, or where it can't be built the nearest below and above, None where there is none."""

    exact: Load | None = None
    below: Load | None = None
    above: Load | None = None


class Sum(NamedTuple):
    """Plates of one side: what they cost, what they weigh, and the last of them with how they were come by."""

    cost: int
    whole: int
    trail: "tuple[Weight, int, Trail] | None"


Trail = tuple[Weight, int, "Trail"] | None


def loads(bar: Weight, plates: Iterable[Plates], unit: str) -> list[Load]:
    """Every load that can be built, the lightest (the empty bar) first, in `unit`: kg to two places, lb to one.

    Each with the fewest plates, and of those the heaviest that come first, as people load: 25 + 5 before 15 + 15. Of
    loads that read alike, the one with fewer. Up to HEAVIEST, and above the empty bar at most MOST_LOADS: where there
    are more sums of plates than that, as with a full rack in both units, one is kept in each GRID's width, with as few
    plates of the other unit as possible, then with as few as possible.
    """
    room = (Weight(Decimal(HEAVIEST[unit]), unit).whole - bar.whole) // 2
    kinds = sorted(
        (one for one in plates if one.plate.whole), key=lambda one: (one.plate.unit != unit, one.plate.whole)
    )
    costs = {one.plate: FIRST + (one.plate.unit != unit) * SECOND for one in kinds}
    sums = sums_of(kinds, costs, room, 1, MOST_LOADS)
    if sums is None:
        costs = {one.plate: SECOND + (one.plate.unit != unit) * FIRST for one in kinds}
        sums = sums_of(kinds, costs, room, Weight(GRID[unit], unit).whole // 2) or []
    found: dict[Decimal, Sum] = {}
    for one in sums:
        reads = in_unit(bar.whole + 2 * one.whole, unit)
        if reads not in found or one.cost < found[reads].cost:
            found[reads] = one
    return [Load(weight, side_of(found[weight])) for weight in sorted(found)]


def sums_of(
    kinds: Sequence[Plates], costs: dict[Weight, int], room: int, width: int, most: int | None = None
) -> list[Sum] | None:
    """The cheapest sums of plates up to `room`, one in each `width`; None where there are more than `most`.

    With a width of 1 these are all sums. Plates are added in lots of 1, 2, 4 … and the rest: of them every number of
    plates can be made, and there are few.
    """
    found = {0: Sum(0, 0, None)}
    for plate, pairs in kinds:
        for lot in lots(min(pairs, room // plate.whole)):
            whole, cost = plate.whole * lot, costs[plate] * lot
            for before in list(found.values()):
                heavier, dearer = before.whole + whole, before.cost + cost
                if heavier <= room:
                    rival = found.get(heavier // width)
                    if (
                        rival is None or dearer <= rival.cost
                    ):  # of two that cost the same, the one with the heavier plate
                        found[heavier // width] = Sum(dearer, heavier, (plate, lot, before.trail))
            if most is not None and len(found) > most:
                return None
    return list(found.values())


def lots(number: int) -> list[int]:
    """1, 2, 4 … and a rest, whose sums are the numbers from 0 to `number`: 1, 2, 2 of 5."""
    made, lot = [], 1
    while number > 0:
        made.append(min(lot, number))
        number -= lot
        lot *= 2
    return made


def side_of(one: Sum) -> tuple[Weight, ...]:
    """The plates of a sum, the heaviest first."""
    side: list[Weight] = []
    trail = one.trail
    while trail is not None:
        plate, lot, trail = trail
        side += [plate] * lot
    return tuple(sorted(side, key=lambda plate: -plate.whole))


def in_unit(whole: int, unit: str) -> Decimal:
    """A whole number of parts as one reads it in `unit`."""
    kg = Decimal(whole) / WHOLE
    return (kg / KG_PER_LB if unit == LB else kg).quantize(READ[unit], ROUND_HALF_UP)


def build(target: Decimal, table: Sequence[Load]) -> Built:
    """How `target` is built, by the `table` that `loads` made, in its unit."""
    place = bisect_left(table, target, key=lambda one: one.weight)
    if place < len(table) and table[place].weight == target:
        return Built(exact=table[place])
    below = table[place - 1] if place else None
    return Built(below=below, above=table[place] if place < len(table) else None)
