"""Which sets were records when they were done. Pure; kg throughout."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workouts.loads import NOTHING, LoadFacts
from workouts.totals import CountedSet, of_exercise

WEIGHT, E1RM = "weight", "e1rm"
KINDS = (WEIGHT, E1RM)


@dataclass(frozen=True, slots=True)
class Bests:
    """What working sets of an exercise have reached, None where none has such a figure.

    The weight as typed, in kg; of assisted work the least help. `has_history`: whether there are working sets at all.
    """

    weight_kg: Decimal | None = None
    e1rm_kg: Decimal | None = None
    has_history: bool = False


def marks(
    sets: Iterable[CountedSet],
    facts: LoadFacts,
    before: Bests,
    bodyweight: Decimal | None = None,
    formula: str = "epley",
) -> Iterator[list[str]]:
    """For each set of one exercise in one workout, in the order in which they were done, the KINDS of its new records.

    A value is a record where no set `before` the workout and none before it in the workout reached it. Warm-ups, sets
    of 0 reps and whatever isn't done set none. Nor does any set of the first workout in which an exercise is done:
    there everything would be a record, and the mark would say nothing.
    """
    reached = before
    for one in sets:
        own = of_exercise((one,), facts, bodyweight, formula)
        found = []
        if facts.mode != "none" and beats(own.top_weight_kg, reached.weight_kg, less=facts.mode == "assisted"):
            reached = replace(reached, weight_kg=own.top_weight_kg)
            found.append(WEIGHT)
        if beats(own.best_e1rm_kg, reached.e1rm_kg):
            reached = replace(reached, e1rm_kg=own.best_e1rm_kg)
            found.append(E1RM)
        yield found if before.has_history else []


def beats(value: Decimal | None, best: Decimal | None, less: bool = False) -> bool:
    """Whether `value` is above the best so far, or below it where `less` is better.

    Nothing lifted is no record, however little there was before; nothing of help is one.
    """
    if value is None:
        return False
    if less:
        return best is None or value < best
    return value > (best or NOTHING)
