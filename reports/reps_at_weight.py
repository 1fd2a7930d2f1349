"""The most reps at each weight, told by the few sets that can be among them: totals say how far a workout can reach."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice, repeat
from math import inf
from operator import attrgetter, itemgetter
from typing import Any, Protocol
from uuid import UUID

from django.db.models import FloatField, Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.loads import LoadFacts
from workouts.models import Set
from workouts.models.workout_exercise import load_facts
from workouts.record_book import Done, Record, Work, most_reps
from workset.compiled import CompiledQuery
from workset.lib.rows import as_id, as_kg

FEW = 16  # workouts that are named in a statement; where there are more, the sets of all are read


class Reached(Protocol):
    """One workout with the exercise: the top weight, in kg as it was typed, and the most reps in one set."""

    @property
    def day(self) -> str: ...
    @property
    def workout(self) -> str: ...
    @property
    def top_weight(self) -> float | None: ...
    @property
    def most_reps(self) -> int: ...


@dataclass(frozen=True, slots=True)
class RepsAtWeight:
    """The first set with the most reps at a weight, where no equal or harder one had as many: heavier, or less help.

    The weight is 0 where there is no load, and for a body to which nothing is added.
    """

    weight_kg: Decimal
    reps: int
    set_id: UUID
    local_date: date


Bound = tuple[float, int]  # effort and reps beyond which no set of a workout is


def reps_at_weight(user: User, exercise: Exercise, workouts: Sequence[Reached]) -> list[RepsAtWeight]:
    """The most reps at each weight in these workouts, all in a span, in order of time; the hardest first.

    One query for the sets of the workouts that promise most; a second one where these leave anything to others.
    """
    found = ladder(workouts, load_facts(exercise), lambda places: sets_of(user, exercise, workouts, places))
    return [RepsAtWeight(one.value, one.reps or 0, one.set_id, one.local_date) for one in found]


def ladder(
    workouts: Sequence[Reached], facts: LoadFacts, read: Callable[[set[int]], list[Done]], few: int = FEW
) -> list[Record]:
    """The same as the record book has it; `read` gives the sets of the workouts at some places, in order of time.

    `few` of them are read first.
    """
    bounds = bounds_of(workouts, facts.mode)
    first = set(islice(promising(bounds), few))
    found = most_reps(read(first), facts)
    place_of = {workouts[place].workout: place for place in first}
    reached = {(effort_of(float(one.value), facts.mode), one.reps): place_of[one.done.workout_id] for one in found}
    left = set(not_outdone(bounds, reached)) - first
    return most_reps(read(left | first), facts) if left else found


def bounds_of(workouts: Sequence[Reached], mode: str) -> dict[Bound, list[int]]:
    """The places of the workouts, by their bounds. Those without reps that count at a weight are left out.

    An effort is the weight, of assisted work the help as a negative one; as the record book's `weight_of` it.
    """
    bounds = defaultdict(list)
    for place, bound in enumerate(map(attrgetter("top_weight", "most_reps"), workouts)):
        bounds[bound].append(place)
    found: dict[Bound, list[int]] = {}
    for (weight, reps), places in bounds.items():
        effort = effort_of(weight, mode)
        if effort is not None and reps:
            found[effort, reps] = [*found.get((effort, reps), []), *places]
    return found


def effort_of(weight: float | None, mode: str) -> float | None:
    """None for a weight at which no reps are counted."""
    if mode == LoadMode.NONE:
        return 0.0
    if mode == LoadMode.BODYWEIGHT:
        return weight or 0.0
    if mode == LoadMode.ASSISTED:
        return None if weight is None else -weight
    return weight or None


def promising(bounds: Mapping[Bound, list[int]]) -> Iterator[int]:
    """The places, those first whose bounds no other one encloses, then those that only these do, and so on."""
    left = sorted(bounds, reverse=True)
    while left:
        most, enclosed = 0, []
        for bound in left:
            if bound[1] > most:
                most = bound[1]
                yield from bounds[bound]
            else:
                enclosed.append(bound)
        left = enclosed


def not_outdone(bounds: Mapping[Bound, list[int]], reached: Mapping[Any, int]) -> Iterator[int]:
    """The places whose sets may be harder, have more reps, or be as good and earlier than what was `reached` where."""
    for bound, places in bounds.items():
        effort, reps = bound
        if not any(one[0] >= effort and one[1] >= reps for one in reached if one != bound):
            until = reached.get(bound, inf)
            yield from (place for place in places if place < until)


def sets_of(user: User, exercise: Exercise, workouts: Sequence[Reached], places: set[int]) -> list[Done]:
    """The sets in some of the workouts in order of time; of those that say the same weight only what has more reps."""
    if not places:
        return []
    at = {workouts[place].workout: place for place in sorted(places)}
    known = {"user": user.pk, "exercise": exercise.pk}
    if len(at) > FEW:
        found = OF_ALL.rows(**known, first=workouts[min(places)].day, last=workouts[max(places)].day)
    else:
        named = [as_id(one) for one in at]
        found = OF_FEW.rows(**known, **dict(zip(NAMES, [*named, *repeat(named[0], FEW - len(named))], strict=True)))
    rows = [(at[workout], *said) for workout, *said in found if workout in at]
    most: dict[Any, int] = {}
    told = []
    for place, _order, _number, pk, weight, reps in sorted(rows, key=itemgetter(0, 1, 2)):
        if reps > most.get(weight, 0):
            most[weight] = reps
            work = Work(Set.Status.COMPLETED, Set.Type.NORMAL, None if weight is None else as_kg(weight), reps)
            told.append(Done(pk, workouts[place].workout, workouts[place].day, work))
    return told


def done_sets(user: UUID, exercise: UUID, among: Q) -> QuerySet[Set, tuple[Any, ...]]:
    """The working sets with reps of somebody's workout-exercises `among` those with an exercise."""
    done = Set.objects.filter(
        among,
        workout_exercise__user=user,
        workout_exercise__exercise=exercise,
        status=Set.Status.COMPLETED,
        reps__gte=1,
    ).exclude(set_type=Set.Type.WARM_UP)
    return done.order_by().values_list(
        *(Cast("workout_exercise__workout", TextField()), "workout_exercise__order", "set_number"),
        *(Cast("pk", TextField()), Cast("weight_kg", FloatField()), "reps"),
    )


STAND_INS = {"user": UUID(int=1), "exercise": UUID(int=2)}
NAMES = [f"workout_{number}" for number in range(FEW)]
OF_FEW = CompiledQuery(
    lambda user, exercise, **named: done_sets(user, exercise, Q(workout_exercise__workout__in=list(named.values()))),
    **STAND_INS,
    **{name: UUID(int=100 + number) for number, name in enumerate(NAMES)},
)
OF_ALL = CompiledQuery(
    lambda user, exercise, first, last: done_sets(user, exercise, Q(workout_exercise__local_date__range=(first, last))),
    **STAND_INS,
    first=date(1999, 9, 8),
    last=date(1999, 9, 9),
)
