"""How many records were set, told by the stored totals: weight and e1RM, as they are marked while logging."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FloatField, Max, Min, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.models import Workout, WorkoutExercise
from workouts.previous import in_order_of_time
from workset.compiled import CompiledQuery, raw_rows
from workset.lib.rows import as_id


class Done(NamedTuple):
    """An exercise in a workout, with the best of its working sets there: ids and days as texts, weights as floats."""

    exercise: str
    day: str
    workout: str
    weight_kg: float | None
    e1rm_kg: float | None


class NewRecords(NamedTuple):
    """In which workout, and how often, a best was beaten."""

    day: date
    workout: UUID
    times: int


class Best(NamedTuple):
    """What an exercise had reached, kg. More is better: help is a negative weight, and none yet less than any."""

    weight: float
    e1rm: float


Beaten = Counter[tuple[str, str]]  # how often a best was beaten, by the day and the workout


def done_in(user: User, first: date, last: date, exercises: Any = None) -> list[Done]:
    """What `user` did from one day to another, exercise by exercise in order of time.

    Only `exercises` where they are given, as ids or as a query of them.
    """
    if exercises is None:
        rows = DONE.rows(user=user.pk, first=first, last=last)
    else:
        rows = raw_rows(done_rows(user.pk, first, last).filter(exercise__in=exercises))
    return in_order_of_time([Done._make(row) for row in rows], itemgetter(0, 1))


def done_rows(user: UUID, first: date, last: date) -> QuerySet[WorkoutExercise, tuple[Any, ...]]:
    """What `Done` has, by exercise, day and workout."""
    rows = WorkoutExercise.objects.counted_for(User(pk=user)).filter(local_date__range=(first, last))
    texts = (Cast(name, TextField()) for name in ("exercise", "local_date", "workout"))
    floats = (Cast(name, FloatField()) for name in ("top_weight_kg", "best_e1rm_kg"))
    return rows.order_by("exercise_id", "local_date", "workout_id").values_list(*texts, *floats)


DONE = CompiledQuery(done_rows, user=UUID(int=1), first=date(1999, 9, 8), last=date(1999, 9, 9))


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
    modes = modes_of({row.exercise for row in done})
    found, _reached = beaten(done, modes, bests_before(user, date.fromisoformat(min(row.day for row in done)), modes))
    return [NewRecords(date.fromisoformat(day), as_id(workout), times) for (day, workout), times in found.items()]


def modes_of(exercises: Collection[str]) -> dict[str, str]:
    """The load mode of each of these exercises; one query."""
    known = Exercise.objects.filter(pk__in=list(exercises)).order_by()
    return dict(raw_rows(known.values_list(Cast("pk", TextField()), "load_mode")))


def bests_before(user: User, day: date, modes: Mapping[str, str]) -> dict[str, Best]:
    """What each of the exercises in `modes` had reached before a day; those never done are left out. One query."""
    earlier = WorkoutExercise.objects.counted_for(user).filter(exercise__in=list(modes), local_date__lt=day)
    reached = earlier.values("exercise").annotate(
        pk_text=Cast("exercise", TextField()),
        most=Cast(Max("top_weight_kg"), FloatField()),
        least=Cast(Min("top_weight_kg"), FloatField()),
        estimate=Cast(Max("best_e1rm_kg"), FloatField()),
    )
    return {
        exercise: Best(best_weight(most, least, modes[exercise]), estimate or 0.0)
        for exercise, most, least, estimate in raw_rows(reached.values_list("pk_text", "most", "least", "estimate"))
    }


def best_weight(most: float | None, least: float | None, mode: str) -> float:
    """The best of weights from the least to the most."""
    if mode == LoadMode.ASSISTED:
        return -inf if least is None else -least
    return most or 0.0


def beaten(
    done: Iterable[Done], modes: Mapping[str, str], before: Mapping[str, Best]
) -> tuple[Beaten, dict[str, Best]]:
    """How often a best was beaten in each workout, and what each exercise has reached after all of them.

    `done` as `done_in` tells it, `before` what was reached before. As `marks.beats` says: nothing lifted is no record.
    """
    found: Beaten = Counter()
    reached = dict(before)
    for exercise, rows in groupby(done, key=itemgetter(0)):
        reached[exercise] = beaten_by_one(rows, modes[exercise], before.get(exercise), found)
    return found, reached


def beaten_by_one(rows: Iterable[Done], mode: str, before: Best | None, found: Beaten) -> Best:
    """The same of one exercise, which may stand twice in a workout and beats each best once there; added to `found`."""
    weighs, sign = mode != LoadMode.NONE, -1 if mode == LoadMode.ASSISTED else 1
    weight, e1rm = before or Best(-inf if sign < 0 else 0.0, 0.0)
    at, is_news, is_heavier, is_stronger = "", before is not None, False, False
    for _exercise, day, workout, kg, estimate in rows:
        if workout != at:
            is_news = is_news or at != ""  # nothing of the first workout with an exercise is
            at, is_heavier, is_stronger = workout, False, False
        if weighs and kg is not None and sign * kg > weight:
            weight = sign * kg
            if is_news and not is_heavier:
                is_heavier = True
                found[day, workout] += 1
        if estimate is not None and estimate > e1rm:
            e1rm = estimate
            if is_news and not is_stronger:
                is_stronger = True
                found[day, workout] += 1
    return Best(weight, e1rm)
