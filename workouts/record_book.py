"""All records of one exercise and how they came about: a fold over its sets. Pure; kg, seconds and metres."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from workouts.loads import NOTHING, LoadFacts
from workouts.marks import E1RM, WEIGHT, beats
from workouts.totals import ExerciseTotals, of_exercise

SET_VOLUME, WORKOUT_VOLUME = "set_volume", "workout_volume"
REPS_AT_WEIGHT, REP_MAX = "reps_at_weight", "rep_max"
DURATION, DISTANCE, ASSISTANCE = "duration", "distance", "assistance"
KINDS = (WEIGHT, E1RM, SET_VOLUME, WORKOUT_VOLUME, REPS_AT_WEIGHT, REP_MAX, DURATION, DISTANCE, ASSISTANCE)
UNITS = dict.fromkeys(KINDS, "kg") | {DURATION: "s", DISTANCE: "m"}
MOST_REP_MAX = 15


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What a set says was done, and the weight of the body that did it.

    Who does the same again sets no record: sets that say the same may share one, and are soon told then.
    """

    status: str
    set_type: str
    weight_kg: Decimal | None
    reps: int | None
    rpe: Decimal | None = None
    duration_seconds: int | None = None
    distance_m: Decimal | None = None
    bodyweight_kg: Decimal | None = None


class Done(NamedTuple):
    """A set in its place; ids and the day as texts, as few of many sets are ever asked for theirs."""

    set_id: str
    workout_id: str
    day: str
    work: Work


@dataclass(frozen=True, slots=True)
class Record:
    """A value that no earlier working set of the exercise had reached, and the set that did.

    value: kg, seconds or metres. Of reps at a weight, and of a rep max, it is the weight as typed: the added one of
    bodyweight work, the help of assisted work. reps: those of the set; of a rep max those for which it is one. before:
    what was beaten, of reps at a weight the reps; None for the first. of_first_workout: set when the exercise was done
    for the first time, where everything is a record and none is news.
    """

    kind: str
    value: Decimal
    reps: int | None
    before: Decimal | None
    done: Done
    of_first_workout: bool

    @property
    def set_id(self) -> UUID:
        """The set; of a workout's volume the one that completed it."""
        return UUID(self.done.set_id)

    @property
    def workout_id(self) -> UUID:
        """The workout in which it was done."""
        return UUID(self.done.workout_id)

    @property
    def local_date(self) -> date:
        """The day on the lifter's calendar."""
        return date.fromisoformat(self.done.day)

    @property
    def unit(self) -> str:
        """Of the value."""
        return UNITS[self.kind]


@dataclass(frozen=True, slots=True)
class RecordBook:
    """The records of an exercise, in the order in which they were set; `present` are those that still stand."""

    history: list[Record]
    present: list[Record]

    @property
    def news(self) -> list[Record]:
        """The history without the first workout, where everything is a record and a mark would say nothing."""
        return [one for one in self.history if not one.of_first_workout]

    def kinds_by_set(self) -> dict[UUID, list[str]]:
        """The kinds of the news, by the set's id: each kind once, as `KINDS` orders them."""
        found: dict[str, set[str]] = {}
        for one in self.news:
            found.setdefault(one.done.set_id, set()).add(one.kind)
        return {UUID(pk): [kind for kind in KINDS if kind in kinds] for pk, kinds in found.items()}


@dataclass(slots=True)
class Writer:
    """Writes the book, set after set."""

    facts: LoadFacts
    formula: str
    history: list[Record] = field(default_factory=list)
    best: dict[str, Record] = field(default_factory=dict)
    rep_maxes: dict[int, Record] = field(default_factory=dict)
    # Sets that no other one equals with as much weight, the lightest first: so the one with the most reps is first too.
    ladder: list[Record] = field(default_factory=list)
    efforts: list[Decimal] = field(default_factory=list)  # of the ladder
    figures: dict[Work, ExerciseTotals] = field(default_factory=dict)
    first_workout: str = ""
    workout: str = ""
    volume: Decimal = NOTHING  # of the workout that is being read
    last: Done | None = None  # its last set with a volume

    @property
    def assisted(self) -> bool:
        """Whether less is better."""
        return self.facts.mode == "assisted"

    def take(self, done: Done) -> None:
        """Read one more set."""
        if done.workout_id != self.workout:
            self.end_workout()
            self.workout = done.workout_id
        work = done.work
        figures = self.figures.get(work)
        is_new = figures is None
        if figures is None:
            figures = of_exercise((work,), self.facts, work.bodyweight_kg, self.formula)
            self.figures[work] = figures
        if not figures.set_count:
            return
        self.first_workout = self.first_workout or done.workout_id
        if figures.volume_kg:
            self.volume += figures.volume_kg
            self.last = done
        if is_new and work.reps != 0:
            self.compare(done, figures)

    def end_workout(self) -> None:
        """Compare what the workout adds up to, and begin anew."""
        if self.last is not None:
            self.reach(WORKOUT_VOLUME, self.volume, self.last)
        self.volume, self.last = NOTHING, None

    def compare(self, done: Done, figures: ExerciseTotals) -> None:
        """Note what a set is the first to reach; `figures` is what it adds up to alone."""
        work = done.work
        if self.facts.mode != "none":
            self.reach(ASSISTANCE if self.assisted else WEIGHT, figures.top_weight_kg, done)
        self.reach(E1RM, figures.best_e1rm_kg, done)
        self.reach(SET_VOLUME, figures.volume_kg, done)
        self.reach(DURATION, None if work.duration_seconds is None else Decimal(work.duration_seconds), done)
        self.reach(DISTANCE, work.distance_m, done)
        weight = self.count_reps(done)
        if weight is not None and self.facts.mode != "none" and (weight or self.assisted):
            self.reach_rep_maxes(done, weight, work.reps or 0)

    def count_reps(self, done: Done) -> Decimal | None:
        """Note most reps at a set's weight, which is answered; None where its reps don't count at any."""
        weight, reps = self.weight_of(done.work), done.work.reps
        if weight is None or not reps:
            return None
        self.climb(done, weight, -weight if self.assisted else weight, reps)
        return weight

    def reach(self, kind: str, value: Decimal | None, done: Done) -> None:
        """Note a record of a kind that has one value, where it is one."""
        standing = self.best.get(kind)
        before = standing.value if standing else None
        if value is not None and beats(value, before, less=kind == ASSISTANCE):
            reps = None if kind == WORKOUT_VOLUME else done.work.reps
            self.best[kind] = self.note(kind, value, reps, before, done)

    def note(self, kind: str, value: Decimal, reps: int | None, before: Decimal | None, done: Done) -> Record:
        """One more record at the end of the history."""
        record = Record(kind, value, reps, before, done, done.workout_id == self.first_workout)
        self.history.append(record)
        return record

    def weight_of(self, work: Work) -> Decimal | None:
        """At which weight reps are counted: none where there is no load; None where it isn't told.

        An empty weight of bodyweight work is no added one; of any other work nobody knows it.
        """
        if self.facts.mode == "none":
            return NOTHING
        if self.facts.mode == "bodyweight":
            return work.weight_kg or NOTHING
        return work.weight_kg if work.weight_kg or self.assisted else None

    def climb(self, done: Done, weight: Decimal, effort: Decimal, reps: int) -> None:
        """Note most reps at a weight, where none with as much weight had as many; those that it outdoes fall away."""
        place = bisect_left(self.efforts, effort)
        most = self.ladder[place].reps if place < len(self.ladder) else None
        if most is not None and most >= reps:
            return
        record = self.note(REPS_AT_WEIGHT, weight, reps, None if most is None else Decimal(most), done)
        behind = place + 1 if place < len(self.ladder) and self.efforts[place] == effort else place
        first = place
        while first and (self.ladder[first - 1].reps or 0) <= reps:
            first -= 1
        self.ladder[first:behind] = [record]
        self.efforts[first:behind] = [effort]

    def reach_rep_maxes(self, done: Done, weight: Decimal, reps: int) -> None:
        """Note each number of reps for which no set had such a weight; one of ten reps is one of nine as well."""
        for number in range(min(reps, MOST_REP_MAX), 0, -1):
            standing = self.rep_maxes.get(number)
            before = standing.value if standing else None
            if not beats(weight, before, less=self.assisted):
                return  # fewer reps have been done with as much already
            self.rep_maxes[number] = self.note(REP_MAX, weight, number, before, done)

    def book(self) -> RecordBook:
        """All that was written."""
        self.end_workout()
        return RecordBook(self.history, self.present)

    @property
    def present(self) -> list[Record]:
        """Those of the history that still stand."""
        standing = {id(one) for one in (*self.best.values(), *self.rep_maxes.values(), *self.ladder)}
        return [one for one in self.history if id(one) in standing]

    def forget(self) -> "Writer":
        """At the end of a workout keep no more than what later sets are compared with, and answer itself."""
        self.end_workout()
        self.history = self.present
        self.figures = {}
        return self


def book(sets: Iterable[Done], facts: LoadFacts, formula: str = "epley") -> RecordBook:
    """The records of one exercise's `sets`, which come in the order in which they were done, workout by workout.

    Only working sets count, and those of 0 reps set none.
    """
    writer = Writer(facts, formula)
    for one in sets:
        writer.take(one)
    return writer.book()


def most_reps(sets: Iterable[Done], facts: LoadFacts) -> list[Record]:
    """Of working `sets`, as `book` takes them, the most reps at each weight that still stand; the hardest first."""
    writer = Writer(facts, formula="")
    for one in sets:
        writer.count_reps(one)
    return writer.ladder[::-1]
