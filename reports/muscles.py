"""Sets per muscle: an exercise's main muscle counts its sets whole, the others in part. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from workouts.loads import NOTHING

HALF = Decimal("0.5")
BAND_LOW, BAND_HIGH = 10, 20  # sets a week
BELOW, WITHIN, ABOVE = "below", "within", "above"
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Trained:
    """Working sets of one exercise, and the muscles that it trains."""

    primary: str
    secondary: tuple[str, ...]
    sets: int


@dataclass(frozen=True, slots=True)
class MuscleSets:
    """What one muscle got: `indirect` is that part of the sets in which it helped, `sets` is both together."""

    muscle: str
    direct: int
    indirect: Decimal
    sets: Decimal
    sets_per_week: Decimal
    share_percent: Decimal
    band: str


def sets_of_muscles(
    trained: Iterable[Trained], muscles: Iterable[str], weeks: Decimal, factor: Decimal = HALF
) -> list[MuscleSets]:
    """Each of the `muscles`, trained or not, over a number of weeks; shares are of all that any of them got.

    `factor`: as how much of a set it counts for the muscles that help, from 0 to 1.
    """
    direct: dict[str, int] = {}
    helped: dict[str, int] = {}
    for one in trained:
        direct[one.primary] = direct.get(one.primary, 0) + one.sets
        for muscle in one.secondary:
            helped[muscle] = helped.get(muscle, 0) + one.sets
    totals = {muscle: direct.get(muscle, 0) + helped.get(muscle, 0) * factor for muscle in muscles}
    everything = sum(totals.values(), NOTHING)
    return [
        MuscleSets(
            muscle=muscle,
            direct=direct.get(muscle, 0),
            indirect=helped.get(muscle, 0) * factor,
            sets=sets,
            sets_per_week=(sets / weeks).quantize(HUNDREDTH, ROUND_HALF_EVEN),
            share_percent=(100 * sets / everything).quantize(TENTH, ROUND_HALF_EVEN) if everything else NOTHING,
            band=band(sets / weeks),
        )
        for muscle, sets in totals.items()
    ]


def band(sets_per_week: Decimal) -> str:
    """Where a number of sets a week lies beside the reference of 10 to 20."""
    if sets_per_week < BAND_LOW:
        return BELOW
    return ABOVE if sets_per_week > BAND_HIGH else WITHIN
