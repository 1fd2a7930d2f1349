"""Personal records, derived from what was done: nothing of them is stored but the totals of each workout-exercise."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import F, FloatField, Max, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.loads import LoadFacts
from workouts.logbook.recount import COUNTED, OF_EXERCISE, WEIGHED_MODES, SetRow, bodyweight_of
from workouts.marks import WEIGHT, Bests, marks
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.previous import KEPT, a_workout, is_before, what_is_before
from workouts.record_book import ASSISTANCE, Done, RecordBook, Work, Writer
from workouts.totals import is_working
from workset.compiled import CompiledQuery, any_ids, listed

# What `Done` and `Work` are made from, as plain as the database has it: making Django's ids and decimals of it took
# most of the time, and few of many sets are asked for theirs. Floats hold three places of such numbers exactly.
PLACE = (
    "workout_exercise__exercise_id",
    "workout_exercise__local_date",
    F("workout_exercise__workout__started_at").asc(nulls_first=True),
    "workout_exercise__workout_id",
    "workout_exercise__order",
    "set_number",
)
COLUMNS = (
    Cast("workout_exercise__exercise_id", TextField()),
    Cast("pk", TextField()),
    Cast("workout_exercise__workout_id", TextField()),
    Cast("workout_exercise__local_date", TextField()),
    "status",
    "set_type",
    Cast("weight_kg", FloatField()),
    "reps",
    Cast("rpe", FloatField()),
    "duration_seconds",
    Cast("distance_m", FloatField()),
    Cast("workout_exercise__workout__bodyweight_kg", FloatField()),
)
Row = tuple[Any, ...]


def bests_before(workout: Workout, exercises: Iterable[UUID]) -> dict[UUID, Bests]:
    """What each of these exercises had reached before `workout`, by its id; one query whatever the number."""
    asked = set(exercises)
    found = bests_of(rows_before(workout, asked)) if asked else {}
    return {pk: found.get(pk, Bests()) for pk in asked}


def rows_before(workout: Workout, exercises: Collection[UUID]) -> Iterable[Row]:
    """What `reached` says of the workouts before this one."""
    known = what_is_before(workout)
    return reached_before(len(exercises), "start" in known).converted(**known, **listed(exercises))


def bests(user: User, among: Q | None = None) -> dict[UUID, Bests]:
    """What each exercise has reached that `user` ever did, by its id, in one query. The bin is left out.

    `among` narrows the workout-exercises that are looked at.
    """
    return bests_of(reached(user.pk, among or Q()))


def reached(user: UUID, among: Q) -> Any:
    """By exercise its load mode, the most and the least top weight, and the best e1RM."""
    worked = WorkoutExercise.objects.counted_for(User(pk=user)).filter(among)
    return worked.values_list("exercise", "exercise__load_mode").annotate(
        Max("top_weight_kg"), Min("top_weight_kg"), Max("best_e1rm_kg")
    )


@lru_cache(maxsize=KEPT)
def reached_before(number: int, has_start: bool) -> CompiledQuery:
    """The same of so many exercises before a workout, asked for by every set that is logged."""

    def build(user: UUID, day: date, pk: UUID, start: datetime | None = None, **ids: UUID) -> Any:
        workout = Workout(pk=pk, user_id=user, local_date=day, started_at=start)
        return reached(user, is_before(workout) & Q(exercise__in=list(ids.values())))

    return CompiledQuery(build, **a_workout(has_start), **any_ids(number))


def bests_of(rows: Iterable[Row]) -> dict[UUID, Bests]:
    """What `reached` says, by the exercise's id."""
    return {
        exercise: Bests(least if mode == LoadMode.ASSISTED else most, estimate, has_history=True)
        for exercise, mode, most, least, estimate in rows
    }


def alike_in(user: User, workouts: Collection[UUID], exercises: Collection[UUID]) -> QuerySet[Set, Row]:
    """The sets of these exercises that were done in these workouts of `user`'s, in their order, as LOOKED_AT."""
    done = Set.objects.for_user(user).filter(
        workout_exercise__workout__in=workouts,
        workout_exercise__exercise__in=exercises,
        status=Set.Status.COMPLETED,
    )
    return done.order_by("workout_exercise__order", "set_number").values_list(*LOOKED_AT)


# As much of a set, of its exercise and of its workout as `records_in` looks at.
OF_WORKOUT = ("id", "local_date", "started_at", "bodyweight_kg")
LOOKED_AT = (
    "pk",
    *COUNTED,
    "workout_exercise__exercise_id",
    *(f"workout_exercise__exercise__{name}" for name in OF_EXERCISE),
    *(f"workout_exercise__workout__{name}" for name in OF_WORKOUT),
)
ALIKE = CompiledQuery(
    lambda user, workout, exercise: alike_in(User(pk=user), [workout], [exercise]),
    user=UUID(int=1),
    workout=UUID(int=2),
    exercise=UUID(int=3),
)


def records_of(user: User, sets: Sequence[Set]) -> dict[UUID, list[str]]:
    """The kinds of records that each of `user`'s `sets`, all of one workout, set when it was done, by the set's id.

    Two queries, three where a body is lifted; none where only warm-ups and plans are asked about.
    """
    told: dict[UUID, list[str]] = {one.pk: [] for one in sets}
    rows = {one.workout_exercise_id: one.workout_exercise for one in sets if is_working(one)}.values()
    if rows:
        # The workout as it stands now: the one that the caller holds may have been dated anew by the first set.
        workouts, exercises = {row.workout_id for row in rows}, {row.exercise_id for row in rows}
        if len(workouts) == len(exercises) == 1:
            done = ALIKE.converted(user=user.pk, workout=workouts.pop(), exercise=exercises.pop())
        else:
            done = list(alike_in(user, workouts, exercises))
        found = records_in(user, done) if done else {}
        told |= {pk: kinds for pk, kinds in found.items() if pk in told}
    return told


def records_in(user: User, done: Sequence[Row]) -> dict[UUID, list[str]]:
    """The kinds of records of each set that was `done` (`alike_in`) in one workout of `user`'s, by the set's id.

    One query, two where a body is lifted.
    """
    workout = Workout(user=user, **dict(zip(OF_WORKOUT, done[0][-len(OF_WORKOUT) :], strict=True)))
    sets: dict[UUID, dict[UUID, SetRow]] = defaultdict(dict)
    facts: dict[UUID, LoadFacts] = {}
    said = slice(1, 1 + len(COUNTED))
    for row in done:
        exercise, *known = row[said.stop : -len(OF_WORKOUT)]
        sets[exercise][row[0]] = SetRow(*row[said])
        facts[exercise] = LoadFacts(*known)
    before = bests_before(workout, sets)
    bodyweight = bodyweight_of(workout) if any(one.mode in WEIGHED_MODES for one in facts.values()) else None
    told: dict[UUID, list[str]] = {}
    for exercise, by_id in sets.items():
        found = marks(by_id.values(), facts[exercise], before[exercise], bodyweight, user.e1rm_formula)
        told |= {pk: named(kinds, facts[exercise]) for pk, kinds in zip(by_id, found, strict=True)}
    return told


def named(kinds: Iterable[str], facts: LoadFacts) -> list[str]:
    """Kinds of `marks` as readers know them: the weight of assisted work is help, and less of it is the record."""
    return [ASSISTANCE if kind == WEIGHT and facts.mode == LoadMode.ASSISTED else kind for kind in kinds]


def book_of(user: User, exercise: Exercise) -> RecordBook:
    """All records that `user` ever set with `exercise`; one query, two where a body is lifted. The bin is left out."""
    return books_of(user, [exercise])[exercise.pk]


def books_of(user: User, exercises: Iterable[Exercise], until: date | None = None) -> dict[UUID, RecordBook]:
    """The same of each of these, by the exercise's id, in as many queries; as they were at the end of a day."""
    return {pk: writer.book() for pk, writer in written(user, exercises, until=until).items()}


def written(
    user: User,
    exercises: Iterable[Exercise],
    first: date = date.min,
    until: date | None = None,
    begun: Mapping[UUID, Writer] | None = None,
) -> dict[UUID, Writer]:
    """What writes the book of each of these when it has read the sets from the day `first` to the day `until`.

    It goes on where it had `begun`: that has read all sets before. Sets are read as they come: of a long history
    nothing is kept but what is a record.
    """
    asked = {exercise.pk: exercise for exercise in exercises}
    if not asked:
        return {}
    weighed = any(exercise.load_mode in WEIGHED_MODES for exercise in asked.values())
    scale = Scale.of(user) if weighed else None
    # Without the joins of `for_user`: the exercises are at hand.
    done = Set.objects.filter(
        Q() if until is None else Q(workout_exercise__local_date__lte=until),
        workout_exercise__user=user,
        workout_exercise__exercise__in=asked,
        workout_exercise__local_date__gte=first,
        workout_exercise__workout__deleted_at=None,
        status=Set.Status.COMPLETED,
    )
    rows = done.order_by(*PLACE).values_list(*COLUMNS).iterator(chunk_size=2_000)
    writers = {pk: Writer(load_facts(exercise), user.e1rm_formula) for pk, exercise in asked.items()}
    writers |= begun or {}
    for text, of_one in groupby(rows, key=lambda row: row[0]):
        exercise = asked[UUID(text)]
        lifted = scale if exercise.load_mode in WEIGHED_MODES else None
        for one in sets_done(of_one, lifted):
            writers[exercise.pk].take(one)
    return writers


def kinds_of(user: User, workout: Workout) -> dict[UUID, list[str]]:
    """The kinds of all records that the sets of `user`'s `workout` (with its tree) set when they were done, by set.

    One query, two where a body is lifted.
    """
    exercises = {row.exercise_id: row.exercise for row in workout.exercises.all() if row.set_count}
    told: dict[UUID, list[str]] = {}
    for one in books_of(user, exercises.values(), until=workout.local_date).values():
        told |= one.kinds_by_set()
    return told


def sets_done(rows: Iterable[Row], scale: "Scale | None") -> Iterator[Done]:
    """The rows of one exercise as the book reads them; who does the same again does the same `Work`."""
    known: dict[Row, Work] = {}
    for _exercise, set_id, workout_id, day, *said, typed in rows:
        body = None if scale is None else typed if typed is not None else scale.weight_on(day)
        key = (*said, body)
        work = known.get(key)
        if work is None:
            status, set_type, weight, reps, rpe, seconds, metres = said
            exact_ones = exact(weight), reps, exact(rpe), seconds, exact(metres), exact(body)
            work = known[key] = Work(status, set_type, *exact_ones)
        yield Done(set_id, workout_id, day, work)


class Scale:
    """Somebody's bodyweight by day, as it was measured."""

    def __init__(self, measured: Sequence[tuple[str, float]]) -> None:
        self.days = [day for day, _ in measured]
        self.weights = [kg for _, kg in measured]

    @classmethod
    def of(cls, user: User) -> "Scale":
        """`user`'s; one query."""
        weighings = BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT)
        columns = (Cast("date", TextField()), Cast("metric_value", FloatField()))
        return cls(list(weighings.order_by("date").values_list(*columns)))

    def weight_on(self, day: str) -> float | None:
        """The latest bodyweight measured on or before a day; None where there is none."""
        place = bisect_right(self.days, day)
        return self.weights[place - 1] if place else None


def exact(number: float | None) -> Decimal | None:
    """A number as it is stored, to three places."""
    return None if number is None else Decimal(f"{number:.3f}")
