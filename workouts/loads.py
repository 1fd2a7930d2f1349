"""What a set weighs: from the weight that was typed to the load that was moved. Pure; kg throughout."""

from dataclasses import dataclass
from decimal import Decimal

from workset.lib.units import to_gram

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """How an exercise turns a typed weight into a load.

    mode: "external", "bodyweight", "assisted" or "none"; per_hand: the weight typed is one of a pair; fraction: the
    share of the body that is lifted.
    """

    mode: str
    per_hand: bool = False
    fraction: Decimal | None = None


def load(facts: LoadFacts, weight: Decimal | None, bodyweight: Decimal | None) -> Decimal | None:
    """The load of one rep for e1RM, or None where it can't be told: no weight, or no bodyweight on record.

    One of a pair is a load of its own here: records speak of the dumbbell, not of both.
    """
    if facts.mode == "external":
        return weight
    if facts.mode == "none" or bodyweight is None:
        return None
    lifted = to_gram(bodyweight * (facts.fraction or 1))
    if facts.mode == "bodyweight":
        return lifted + (weight or NOTHING)
    return max(lifted - (weight or NOTHING), NOTHING)


def volume(facts: LoadFacts, weight: Decimal | None, reps: int | None, bodyweight: Decimal | None) -> Decimal:
    """Load times reps; a pair counts twice. An unweighed body counts its added weight only, help nothing."""
    moved = load(facts, weight, bodyweight)
    if moved is None and facts.mode == "bodyweight":
        moved = weight
    if moved is None or not reps:
        return NOTHING
    return moved * reps * (2 if facts.per_hand else 1)
