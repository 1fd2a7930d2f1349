"""How many records were set, told by the stored totals: weight and e1RM, as they are marked while logging."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Min

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.marks import Bests, beats
from workouts.models import Workout, WorkoutExercise
from workouts.previous import in_order_of_time
from workset.compiled import raw_rows
from workset.lib.rows import as_day, as_id


class Done(NamedTuple):
    """An exercise in a workout, with the best of its working sets there; as the database gives them."""

    exercise: Any
    day: Any
    workout: Any
    weight_kg: Any
    e1rm_kg: Any


class NewRecords(NamedTuple):
    """In which workout, and how often, a best was beaten."""

    day: date
    workout: UUID
    times: int


def done_in(user: User, first: date, last: date, exercises: Any = None) -> list[Done]:
    """What `user` did from one day to another, exercise by exercise in order of time.

    Only `exercises` where they are given, as ids or as a query of them.
    """
    rows = WorkoutExercise.objects.counted_for(user).filter(local_date__range=(first, last))
    if exercises is not None:
        rows = rows.filter(exercise__in=exercises)
    names = ("exercise", "local_date", "workout", "top_weight_kg", "best_e1rm_kg")
    ordered = rows.order_by("exercise", "local_date", "workout").values_list(*names)
    return in_order_of_time([Done._make(row) for row in raw_rows(ordered)], itemgetter(0, 1))


def new_records_in(user: User, workouts: Sequence[Workout]) -> dict[UUID, int]:
    """How often each of these workouts of `user`'s beat a best, by its id; those that beat none are left out."""
    if not workouts:
        return {}
    days = [workout.local_date for workout in workouts]
    asked = {workout.pk for workout in workouts}
    exercises = WorkoutExercise.objects.filter(workout__in=asked, set_count__gt=0).order_by().values("exercise")
    found = new_records(user, done_in(user, min(days), max(days), exercises))
    return {one.workout: one.times for one in found if one.workout in asked}


def new_records(user: User, done: Sequence[Done]) -> list[NewRecords]:
    """How often a best weight or e1RM was beaten in each workout.

    `done` is all that `done_in` tells of a span, or of some exercises in it. As `workouts.marks` counts: nothing of the
    first workout with an exercise; each best once a workout. Two queries.
    """
    if not done:
        return []
    asked = {row.exercise for row in done}
    first = as_day(min(row.day for row in done))
    known = Exercise.objects.filter(pk__in=asked).order_by()
    modes: dict[Any, str] = dict(raw_rows(known.values_list("pk", "load_mode")))
    earlier = WorkoutExercise.objects.counted_for(user).filter(exercise__in=asked, local_date__lt=first)
    reached = earlier.values_list("exercise").annotate(Max("top_weight_kg"), Min("top_weight_kg"), Max("best_e1rm_kg"))
    before = {
        exercise: Bests(least if modes[exercise] == LoadMode.ASSISTED else most, estimate, has_history=True)
        for exercise, most, least, estimate in raw_rows(reached)
    }
    found: Counter[tuple[Any, Any]] = Counter()
    for exercise, rows in groupby(done, key=lambda row: row.exercise):
        found.update(beaten(rows, modes[exercise], before.get(exercise, Bests())))
    return [NewRecords(as_day(day), as_id(workout), count) for (day, workout), count in found.items()]


def beaten(rows: Iterable[Done], mode: str, best: Bests) -> Counter[tuple[Any, Any]]:
    """Of one exercise the workouts that beat what was the `best` before them, and in how many ways: weight, e1RM.

    One in which it stands twice beats it once.
    """
    weight, e1rm, has_history = best.weight_kg, best.e1rm_kg, best.has_history
    weighs, less = mode != LoadMode.NONE, mode == LoadMode.ASSISTED
    found: Counter[tuple[Any, Any]] = Counter()
    for place, times in groupby(rows, key=lambda row: (row.day, row.workout)):
        before = (weight, e1rm)
        for row in times:
            weight = row.weight_kg if weighs and beats(row.weight_kg, weight, less) else weight
            e1rm = row.e1rm_kg if beats(row.e1rm_kg, e1rm) else e1rm
        if has_history:
            found[place] += (weight != before[0]) + (e1rm != before[1])
        has_history = True
    return +found
