"""Estimated one-rep maximum: pure arithmetic on kg and reps."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

from workset.lib.units import GRAM

NORMAL_REPS = 10  # an estimate from more, up to 12, is of low confidence
MOST_REPS = 12  # beyond, every formula is guesswork

# Weight times this factor of the reps r is the estimate. Published by their namesakes; constants as in LeSuer et al.,
# "The Accuracy of Prediction Equations for Estimating 1-RM Performance", J. Strength Cond. Res. 11(4), 1997.
FACTORS: dict[str, Callable[[Decimal], Decimal]] = {
    "epley": lambda r: 1 + r / 30,
    "brzycki": lambda r: 36 / (37 - r),
    "lombardi": lambda r: r ** Decimal("0.10"),
    "oconner": lambda r: 1 + Decimal("0.025") * r,
    "mayhew": lambda r: 100 / (Decimal("52.2") + Decimal("41.9") * (Decimal("-0.055") * r).exp()),
    "wathan": lambda r: 100 / (Decimal("48.8") + Decimal("53.8") * (Decimal("-0.075") * r).exp()),
    "lander": lambda r: 100 / (Decimal("101.3") - Decimal("2.67123") * r),
}


def e1rm(weight_kg: Decimal, reps: int | None, rpe: Decimal | None = None, formula: str = "epley") -> Decimal | None:
    """The estimated one-rep maximum in kg, to the gram.

    With an RPE the reps left in reserve (10 - RPE) count as done. An effective rep of 1 is the weight itself; without
    reps, without weight and above 12 effective reps there is no estimate.
    """
    if not reps or weight_kg <= 0:
        return None
    effective = effective_reps(reps, rpe)
    if effective > MOST_REPS:
        return None
    factor = Decimal(1) if effective == 1 else FACTORS[formula](effective)
    return (weight_kg * factor).quantize(GRAM, ROUND_HALF_EVEN)


def effective_reps(reps: int, rpe: Decimal | None = None) -> Decimal:
    """The reps with those that were left in reserve."""
    return Decimal(reps) + (10 - rpe if rpe is not None else 0)
