"""What was done before: last time's sets of an exercise, and the exercises done lately."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from exercises.models import Exercise
from exercises.names import match_key
from workouts.models import Set, Workout, WorkoutExercise
from workset.compiled import CompiledModels, CompiledQuery, any_ids, listed, raw_rows

KEPT = 100  # compiled queries, one for each number of exercises
Newest = dict[UUID, UUID]  # a workout-exercise's id by its exercise's


@dataclass(slots=True)
class LastTime:
    """The day, and the sets that were completed then, in their order."""

    day: date
    sets: list[Set] = field(default_factory=list)

    def matching(self, sets: Sequence[Set], number: int) -> Set | None:
        """Last time's counterpart of `sets[number]`, or of a working set behind them all where `number` is their count.

        Warm-ups are compared with warm-ups and working sets with working sets: one warm-up more today must not set
        the first heavy set beside last time's second.
        """
        warm_up = number < len(sets) and sets[number].set_type == Set.Type.WARM_UP
        rank = sum((one.set_type == Set.Type.WARM_UP) == warm_up for one in sets[:number])
        alike = [one for one in self.sets if (one.set_type == Set.Type.WARM_UP) == warm_up]
        return alike[rank] if rank < len(alike) else None


def last_times(workout: Workout, exercises: Iterable[UUID]) -> dict[UUID, LastTime]:
    """The latest time before `workout` that each exercise was done, by its id; two queries, three where one is new."""
    known = what_is_before(workout)

    def newest(asked: Collection[UUID], only_work: bool) -> Newest:
        query = newest_before(len(asked), "start" in known, only_work)
        return as_newest(query.converted(**known, **listed(asked)))

    return times_of(newest, set(exercises))


def latest_times(user: User, exercises: Iterable[UUID], among: Q | None = None) -> dict[UUID, LastTime]:
    """The latest time that `user` did each exercise, by its id; two queries, three where one was never done.

    `among` narrows the workout-exercises that are looked at.
    """
    rows = WorkoutExercise.objects.seen_by(user).filter(among or Q())
    return times_of(lambda asked, only_work: as_newest(newest_of(done(rows, only_work), asked)), set(exercises))


def times_of(newest: Callable[[Collection[UUID], bool], Newest], exercises: set[UUID]) -> dict[UUID, LastTime]:
    """The times that `newest` finds of the exercises, those with working sets only or of those too that have none.

    A time with working sets goes before a later one with warm-ups only: there is nothing to compare a heavy set with.
    """
    latest = newest(exercises, True) if exercises else {}
    if exercises - latest.keys():
        latest |= newest(exercises - latest.keys(), False)
    found: dict[UUID, LastTime] = {}
    for entry in completed_in(len(latest)).all(**listed(latest.values())) if latest else []:
        row = entry.workout_exercise
        found.setdefault(row.exercise_id, LastTime(row.local_date)).sets.append(entry)
    return found


def done(rows: QuerySet[WorkoutExercise], only_work: bool) -> QuerySet[WorkoutExercise]:
    """Those of the rows with working sets, or with any set that was done."""
    if only_work:
        return rows.filter(set_count__gt=0)
    return rows.filter(Exists(Set.objects.filter(workout_exercise=OuterRef("pk"), status=Set.Status.COMPLETED)))


def newest_of(rows: QuerySet[WorkoutExercise], exercises: Iterable[UUID]) -> "QuerySet[Exercise, Any]":
    """Each of these exercises with the id of the newest of the rows with it, None where there is none.

    The day is looked up first, for which the index is enough: of a long history only the rows of that day are sorted.
    """
    alike = rows.filter(exercise=OuterRef("pk"))
    day = Subquery(alike.order_by("-local_date").values("local_date")[:1])
    row = Subquery(alike.filter(local_date=OuterRef("day")).order_by(*LATEST).values("pk")[:1])
    return Exercise.objects.filter(pk__in=list(exercises)).annotate(day=day).order_by().values_list("pk", row)


def as_newest(found: Iterable[tuple[UUID, UUID | None]]) -> Newest:
    """What `newest_of` found, by the exercise's id."""
    return {exercise: newest for exercise, newest in found if newest is not None}


@lru_cache(maxsize=KEPT)
def newest_before(number: int, has_start: bool, only_work: bool) -> CompiledQuery:
    """`newest_of` so many exercises before a workout, which the page of each open workout asks."""

    def build(user: UUID, day: date, pk: UUID, start: datetime | None = None, **ids: UUID) -> "QuerySet[Exercise, Any]":
        workout = Workout(pk=pk, user_id=user, local_date=day, started_at=start)
        return newest_of(
            done(WorkoutExercise.objects.seen_by(User(pk=user)).filter(is_before(workout)), only_work), ids.values()
        )

    return CompiledQuery(build, **a_workout(has_start), **any_ids(number))


@lru_cache(maxsize=KEPT)
def completed_in(number: int) -> CompiledModels[Set]:
    """The sets that were done in so many workout-exercises, which come with them."""

    def build(**ids: UUID) -> QuerySet[Set]:
        found = Set.objects.filter(workout_exercise__in=list(ids.values()), status=Set.Status.COMPLETED)
        return found.select_related("workout_exercise").order_by("workout_exercise", "set_number")

    return CompiledModels(build, **any_ids(number))


def what_is_before(workout: Workout) -> dict[str, Any]:
    """As much of a workout as `is_before` looks at, for compiled queries; `start` only where it has one."""
    known = {"user": workout.user_id, "day": workout.local_date, "pk": workout.pk}
    return known if workout.started_at is None else known | {"start": workout.started_at}


def a_workout(has_start: bool) -> dict[str, Any]:
    """Stand-ins for that."""
    known = {"user": UUID(int=1), "day": date(1999, 9, 9), "pk": UUID(int=3)}
    return known | {"start": datetime(1999, 9, 9, 9, 9, tzinfo=UTC)} if has_start else known


# Workout-exercises in the order in which they were done: by day and start, a workout without a start first, then by id.
EARLIEST = ("local_date", F("workout__started_at").asc(nulls_first=True), "workout_id", "order")
LATEST = ("-local_date", F("workout__started_at").desc(nulls_last=True), "-workout_id", "-order")


class InWorkout(Protocol):
    """What tells its workout by an id, as the database has it or as a text."""

    @property
    def workout(self) -> Any: ...


R = TypeVar("R", bound=InWorkout)


def in_order_of_time(rows: list[R], day: Callable[[R], Any]) -> list[R]:
    """The rows in the order of `EARLIEST`, without a join: they come by `day` (and what goes before it) and workout.

    Two workouts of a day go by their start, which ids don't tell: one query where there are such.
    """
    if len(set(map(day, rows))) == len(rows):
        return rows
    twice = {
        workout
        for one, other in pairwise(rows)
        if one.workout != other.workout and day(one) == day(other)
        for workout in (one.workout, other.workout)
    }
    if not twice:
        return rows
    found = Workout.objects.filter(pk__in=twice).order_by().values_list("pk", "started_at")
    starts = {UUID(str(pk)): start for pk, start in raw_rows(found)}

    def moment(row: R) -> tuple[Any, ...]:
        start = starts.get(UUID(str(row.workout)))
        return (day(row), start is not None, start or "", row.workout)

    return sorted(rows, key=moment)


def is_before(workout: Workout) -> Q:
    """Those of an earlier workout of the same person, as `EARLIEST` has them; of the same day none in the bin."""
    same_start = Q(started_at=workout.started_at, pk__lt=workout.pk)
    if workout.started_at is not None:
        same_start |= Q(started_at=None) | Q(started_at__lt=workout.started_at)
    # Only those of the day are asked for their start: joining every row to its workout took most of the time.
    same_day = Workout.objects.filter(same_start, user=workout.user_id, local_date=workout.local_date, deleted_at=None)
    return Q(local_date__lt=workout.local_date) | Q(local_date=workout.local_date, workout__in=same_day.values("pk"))


RECENT_FIRST = ("fit", F("last_done").desc(nulls_last=True), "name", "pk")


def recent_first(user: User, query: str = "") -> QuerySet[Exercise]:
    """What `user` can choose from, the best name first where `query` is given, then what they did last (`last_done`).

    `is_favourite` says whether they marked it as a favourite.
    """
    choice = Exercise.objects.visible_to(user).available().search(query)
    return done_last_first(choice.marking_favourites(user), user)


def done_last_first(found: QuerySet[Exercise], user: User) -> QuerySet[Exercise]:
    """What a search found, in that order."""
    done = WorkoutExercise.objects.for_user(user).filter(exercise=OuterRef("pk")).order_by("-local_date")
    return found.annotate(last_done=Subquery(done.values("local_date")[:1])).order_by(*RECENT_FIRST)


def recent_and_rest(choice: QuerySet[Exercise], most_recent: int, most: int) -> tuple[list[Exercise], list[Exercise]]:
    """Of a `choice` by `recent_first` the `most_recent` done before, and of the others the favourites first.

    `most` in all, two queries.
    """
    recent = list(choice.filter(Q(last_done__isnull=False))[:most_recent])
    rest = choice.exclude(pk__in=[one.pk for one in recent]).order_by(F("is_favourite").desc(), *RECENT_FIRST)
    return recent, list(rest[: most - len(recent)])


def alike(user: User, exercise: Exercise, most: int = 5) -> list[Exercise]:
    """Exercises whose names, or other names, share words with that of `exercise`: those that share most come first."""
    wanted = set(match_key(exercise.name).split())
    choice = Exercise.objects.visible_to(user).available().exclude(pk=exercise.pk).prefetch_related("other_names")
    scores: list[tuple[float, Exercise]] = []
    for one in choice:
        keys = [set(match_key(name).split()) for name in (one.name, *one.aliases)]
        scores.append((max(len(key & wanted) / len(key | wanted) for key in keys), one))
    return [one for score, one in sorted(scores, key=lambda scored: -scored[0])[:most] if score]
