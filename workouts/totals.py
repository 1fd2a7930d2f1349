"""What sets add up to: the stored totals of a workout-exercise and of a workout. Pure; kg throughout."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from workouts.loads import NOTHING, LoadFacts, load, volume
from workouts.strength import NORMAL_REPS, e1rm, effective_reps


class CountedSet(Protocol):
    """What the totals need to know of a set."""

    @property
    def status(self) -> str: ...
    @property
    def set_type(self) -> str: ...
    @property
    def weight_kg(self) -> Decimal | None: ...
    @property
    def reps(self) -> int | None: ...
    @property
    def rpe(self) -> Decimal | None: ...
    @property
    def duration_seconds(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class ExerciseTotals:
    """Working sets of one exercise in one workout; a weight and an estimate are None where no set has such a figure.

    `low_confidence`: no set of 10 effective reps or fewer reached the best e1RM. `most_reps`: of one set.
    """

    set_count: int = 0
    reps: int = 0
    volume_kg: Decimal = NOTHING
    top_weight_kg: Decimal | None = None
    best_e1rm_kg: Decimal | None = None
    low_confidence: bool = False
    most_reps: int = 0


def is_working(one: CountedSet) -> bool:
    """Completed and no warm-up: what totals, records and analytics count."""
    return one.status == "completed" and one.set_type != "warm_up"


def of_exercise(
    sets: Iterable[CountedSet], facts: LoadFacts, bodyweight: Decimal | None, formula: str
) -> ExerciseTotals:
    """The totals of one exercise's sets, by the account's e1RM `formula`.

    A set of 0 reps (a failed try) counts as a set and in nothing else. The top weight is the weight as typed, in kg;
    of assisted work it is the least help, as less is better there.
    """
    working = [one for one in sets if is_working(one)]
    done = [one for one in working if one.reps != 0]
    weights = [one.weight_kg for one in done if one.weight_kg is not None]
    estimates = []  # each with whether it is a sure one, which of equal ones is the greater
    for one in done:
        moved = load(facts, one.weight_kg, bodyweight)
        timed = one.duration_seconds is not None
        if moved is not None and not timed and (estimate := e1rm(moved, one.reps, one.rpe, formula)) is not None:
            estimates.append((estimate, effective_reps(one.reps or 0, one.rpe) <= NORMAL_REPS))
    best, is_sure = max(estimates, default=(None, True))
    return ExerciseTotals(
        set_count=len(working),
        reps=sum(one.reps or 0 for one in working),
        volume_kg=sum((volume(facts, one.weight_kg, one.reps, bodyweight) for one in working), NOTHING),
        top_weight_kg=(min if facts.mode == "assisted" else max)(weights, default=None),
        best_e1rm_kg=best,
        low_confidence=not is_sure,
        most_reps=max((one.reps or 0 for one in working), default=0),
    )
