"""The records of a person, exercise by exercise, narrowed by what is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.data_version import begin_of_present
from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.cache import cached, cached_past
from reports.periods import Span
from workouts.marks import E1RM, WEIGHT
from workouts.models import Set, Workout, WorkoutExercise
from workouts.record_book import (
    ASSISTANCE,
    DISTANCE,
    DURATION,
    REP_MAX,
    REPS_AT_WEIGHT,
    SET_VOLUME,
    WORKOUT_VOLUME,
    Record,
    RecordBook,
    Writer,
)
from workouts.records import book_of, books_of, written

TIMED = Exists(Set.objects.filter(workout_exercise=OuterRef("pk"), duration_seconds__gt=0))
MEASURED = Exists(Set.objects.filter(workout_exercise=OuterRef("pk"), distance_m__gt=0))
# Where there may be records of a kind, as far as the stored totals tell: so exercises that have none aren't read.
WHERE = {
    WEIGHT: Q(top_weight_kg__gt=0) & ~Q(exercise__load_mode__in=(LoadMode.ASSISTED, LoadMode.NONE)),
    E1RM: Q(best_e1rm_kg__gt=0),
    SET_VOLUME: Q(volume_kg__gt=0),
    WORKOUT_VOLUME: Q(volume_kg__gt=0),
    REPS_AT_WEIGHT: Q(reps__gt=0),
    REP_MAX: Q(reps__gt=0, top_weight_kg__isnull=False),
    DURATION: Q(TIMED),
    DISTANCE: Q(MEASURED),
    ASSISTANCE: Q(top_weight_kg__isnull=False, exercise__load_mode=LoadMode.ASSISTED),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records: of one exercise, of one kind, set on days from `first` to `last`; all where nothing is said."""

    exercise: UUID | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None

    def among(self, records: Iterable[Record]) -> list[Record]:
        """Those of an exercise's records that are wanted, the newest first."""
        found = [one for one in records if self.kind in ("", one.kind)]
        if self.first is not None or self.last is not None:
            span = Span(self.first or date.min, self.last or date.max)
            found = [one for one in found if one.local_date in span]
        return found[::-1]


def exercises_with_records(user: User, wanted: Wanted) -> list[UUID]:
    """The exercises among whose records the wanted ones may be: the one that was done last comes first.

    One query; where all days are wanted, a second one if nothing is kept of those long past.
    """
    done = WorkoutExercise.objects.counted_for(user)
    if wanted.exercise is not None:
        done = done.filter(exercise=wanted.exercise)
    if wanted.kind:
        done = done.filter(WHERE[wanted.kind])
    if wanted.first is not None:
        done = done.filter(local_date__gte=wanted.first)
    if wanted.last is not None:
        done = done.filter(local_date__lte=wanted.last)
    if wanted.first is wanted.last is None:
        begin = begin_of_present()
        past, present = done.filter(local_date__lt=begin), done.filter(local_date__gte=begin)
        [known] = cached_past(user, begin, "last-done", [wanted], lambda _: {wanted: last_done(past)}).values()
        last = known | last_done(present)
    else:
        last = last_done(done)
    return sorted(sorted(last), key=last.__getitem__, reverse=True)


def last_done(done: QuerySet[WorkoutExercise]) -> dict[UUID, date]:
    """On which day each exercise was done last; one query."""
    last = done.values("exercise").annotate(last=Max("local_date")).order_by()
    return dict(last.values_list("exercise", "last"))


def present_records(user: User, wanted: Wanted, exercises: Sequence[UUID]) -> list[tuple[Exercise, list[Record]]]:
    """The records that stand in each of these exercises, of a page, in the order given; the newest first in each.

    Two queries, three where a body is lifted, and again one or two where nothing is kept of what is long past; the sets
    are read once until something of the account changes.
    """
    found = Exercise.objects.visible_to(user).in_bulk(exercises)

    def compute() -> dict[UUID, list[Record]]:
        return {pk: wanted.among(one.present) for pk, one in newest_of(user, found, begin_of_present()).items()}

    told = cached(user, "present-records", (wanted, list(exercises)), compute)
    return [(found[pk], told.get(pk, [])) for pk in exercises if pk in found]


def records_in_workout(user: User, workout: Workout) -> list[tuple[Exercise, list[Record]]]:
    """What the sets of `user`'s `workout` (with its tree) were records of when they were done, in its order.

    Exercises without any are left out; so are those that are done in it for the first time. Computed once until
    something of the account changes: one query, two where a body is lifted.
    """
    exercises = {row.exercise_id: row.exercise for row in workout.exercises.all() if row.set_count}

    def compute() -> dict[UUID, list[Record]]:
        day, begin = workout.local_date, begin_of_present()
        is_past = day < begin
        books = books_of(user, exercises.values(), day) if is_past else newest_of(user, exercises, begin, day)
        return {pk: [one for one in book.news if one.workout_id == workout.pk] for pk, book in books.items()}

    told = cached(user, "records-in-workout", workout.pk, compute)
    return [(exercise, told[pk]) for pk, exercise in exercises.items() if told.get(pk)]


def newest_of(
    user: User, exercises: Mapping[UUID, Exercise], begin: date, until: date | None = None
) -> dict[UUID, RecordBook]:
    """The books of these exercises at the end of a day of the present, which began on `begin`, by their ids.

    Of what is long past they hold only the records that still stood when the present began: what is read of it is kept.
    """

    def read(missing: list[UUID]) -> dict[UUID, Writer]:
        past = written(user, [exercises[pk] for pk in missing], until=begin - timedelta(days=1))
        return {pk: writer.forget() for pk, writer in past.items()}

    begun = cached_past(user, begin, "standing-records", exercises, read)
    writers = written(user, exercises.values(), begin, until, begun)
    return {pk: writer.book() for pk, writer in writers.items()}


def record_book(user: User, exercise: Exercise) -> RecordBook:
    """All records that `user` ever set with `exercise`; computed once until something of the account changes."""
    return cached(user, "record-book", exercise.pk, lambda: book_of(user, exercise))
