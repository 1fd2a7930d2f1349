"""The reports of two years of training against what is added up set by set, by the definitions and nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import pytest
import time_machine

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import Muscle
from reports.days import days_of
from reports.history import history, workouts_of
from reports.muscle_groups import TIMED, muscle_groups
from reports.periods import INTERVALS, Span
from reports.progression import progression
from reports.reps_at_weight import reps_at_weight
from reports.summary import FIGURES, totals_of
from reports.volume import volume
from workouts.imports.commit import commit
from workouts.imports.demo import demo_history, demo_weighings
from workouts.loads import load
from workouts.loads import volume as volume_of
from workouts.logbook.bin import move_to_bin
from workouts.logbook.body import record_measurement
from workouts.logbook.recount import bodyweight_of
from workouts.logbook.workouts import change_workout
from workouts.models import Set, Workout
from workouts.models.workout_exercise import load_facts
from workouts.new_records import done_in, new_records
from workouts.records import records_of
from workouts.strength import NORMAL_REPS, e1rm
from workouts.totals import is_working

UNTIL = date(2026, 3, 2)
YEARS = Span(UNTIL - timedelta(weeks=106), UNTIL + timedelta(days=30))


@pytest.fixture
def trained(lifter: User) -> User:
    """A lifter with two years behind them, weighed, some of it deleted, moved and back-dated since."""
    for name, muscle, more in (
        ("Barbell Squat", Muscle.QUADRICEPS, {}),
        ("Barbell Bench Press", Muscle.CHEST, {}),
        ("Hammer Curl", Muscle.BICEPS, {"per_hand": True, "equipment": "dumbbell"}),
        ("Push Up", Muscle.CHEST, {"tracking": "bodyweight_reps", "load_mode": "bodyweight"}),
        (
            "Assisted Pull Up",
            Muscle.LATS,
            {"tracking": "bodyweight_assisted_reps", "load_mode": "assisted", "bodyweight_fraction": "1"},
        ),
    ):
        exercise = Exercise(name=name, primary_muscle=muscle, **more)
        exercise.clean()
        exercise.save()
        exercise.secondary.create(muscle=Muscle.TRICEPS, position=0)
    with time_machine.travel("2026-03-04T12:00:00Z", tick=False):
        for kind, day, value in list(demo_weighings(UNTIL))[:30]:
            record_measurement(lifter, kind, day, value)
        commit(lifter, demo_history(UNTIL))
        workouts = list(Workout.objects.for_user(lifter).newest_first())
        move_to_bin(workouts[3])
        move_to_bin(workouts[200])
        for number in (10, 40, 90):  # by a day and a year: two of one day, records that come too late
            change_workout(workouts[number], {"started_at": workouts[number + 5].started_at - timedelta(hours=3)})
    lifter.refresh_from_db()
    return lifter


def working_sets(user: User) -> list[Set]:
    """Every set that counts."""
    sets = Set.objects.for_user(user).order_by("workout_exercise__order", "set_number")
    return [one for one in sets if is_working(one)]


@cache
def bodyweight(workout: Workout) -> Decimal | None:
    """What counts for a workout, asked once of each."""
    return bodyweight_of(workout)


def lifted(sets: Iterable[Set]) -> Decimal:
    """The volume of sets."""
    total = Decimal(0)
    for one in sets:
        row = one.workout_exercise
        total += volume_of(load_facts(row.exercise), one.weight_kg, one.reps, bodyweight(row.workout))
    return total


def spans(count: int) -> list[Span]:
    """Spans at random, the same each time."""
    random, found = Random(5), [YEARS]
    for _ in range(count):
        first = YEARS.first + timedelta(days=random.randrange(YEARS.days))
        found.append(Span(first, first + timedelta(days=random.randrange(300))))
    return found


def test_summaries_are_what_the_sets_add_up_to_however_they_are_split(trained: User) -> None:
    sets = working_sets(trained)
    for span in spans(2):
        within = [one for one in sets if one.workout_exercise.workout.local_date in span]
        eve = span.first - timedelta(days=1)
        found = totals_of(trained, Span(eve, eve), span)[1]
        assert (found.sets, found.reps) == (len(within), sum(one.reps or 0 for one in within))
        assert found.volume_kg == lifted(within)
        assert found.days == len({one.workout_exercise.workout.local_date for one in within})
        assert found.exercises == len({one.workout_exercise.exercise_id for one in within})
        done = Workout.objects.for_user(trained).finished().filter(local_date__range=(span.first, span.last))
        assert found.workouts == done.count()
    random = Random(6)
    for span in spans(4):
        middle = span.first + timedelta(days=random.randrange(max(span.days - 1, 1)))
        parts = totals_of(trained, Span(span.first, middle), Span(middle + timedelta(days=1), span.last))
        eve = span.first - timedelta(days=1)
        whole = totals_of(trained, Span(eve, eve), span)[1]
        for name in set(FIGURES) - {"exercises"}:  # the same exercise may be in both
            assert sum(getattr(part, name) for part in parts) == getattr(whole, name), name


def test_intervals_add_up_to_the_span(trained: User) -> None:
    for interval in INTERVALS:
        for span in spans(3):
            days = days_of(trained, span)
            found = volume(trained, interval, span)
            assert found.total_volume_kg == sum(day.volume_kg for day in days)
            assert sum(point.sets for point in found.points) == sum(day.sets for day in days)
    exercises = {row.exercise for row in done_in(trained, YEARS.first, YEARS.last)}
    apart = [volume(trained, "month", YEARS, UUID(str(exercise))) for exercise in exercises]
    assert sum(one.total_volume_kg for one in apart) == volume(trained, "month", YEARS).total_volume_kg


def test_muscles_get_what_the_sets_give_them(trained: User) -> None:
    sets, span = working_sets(trained), spans(1)[1]
    direct: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    other = 0
    for one in sets:
        exercise = one.workout_exercise.exercise
        if one.workout_exercise.workout.local_date not in span:
            continue
        if exercise.tracking in TIMED or not exercise.primary_muscle:
            other += 1
            continue
        direct[exercise.primary_muscle] += 1
        helped.update(exercise.secondary_muscles)
    found = muscle_groups(trained, span)
    assert {group.muscle: group.direct for group in found.groups if group.direct} == direct
    assert {group.muscle: group.indirect * 2 for group in found.groups if group.indirect} == helped
    assert found.not_counted == other


def test_records_are_those_that_are_marked_while_logging(trained: User) -> None:
    marked: Counter[UUID] = Counter()
    by_workout: dict[UUID, list[Set]] = defaultdict(list)
    for one in working_sets(trained):
        by_workout[one.workout_exercise.workout_id].append(one)
    for pk, sets in by_workout.items():
        kinds = records_of(trained, sets)
        marked[pk] = len({(one.workout_exercise.exercise_id, kind) for one in sets for kind in kinds[one.pk]})
    found = {one.workout: one.times for one in new_records(trained, done_in(trained, YEARS.first, YEARS.last))}
    assert found == +marked
    page = list(workouts_of(trained)[40:60])
    assert [done.records for done in history(trained, page)] == [marked[workout.pk] for workout in page]


def test_progressions_are_what_the_sets_reached(trained: User) -> None:
    sets = working_sets(trained)
    for name in ("Barbell Squat", "Push Up", "Assisted Pull Up", "Hammer Curl"):
        exercise = Exercise.objects.get(name=name)
        best: dict[UUID, list[tuple[Decimal, bool]]] = defaultdict(list)
        weights: dict[Decimal, int] = defaultdict(int)
        for one in sets:
            row = one.workout_exercise
            if row.exercise_id != exercise.pk:
                continue
            moved = load(load_facts(exercise), one.weight_kg, bodyweight(row.workout))
            estimate = None if moved is None else e1rm(moved, one.reps, one.rpe)
            if estimate is not None:
                effective = (one.reps or 0) + (10 - one.rpe if one.rpe is not None else 0)
                best[row.workout_id].append((estimate, effective > NORMAL_REPS))
            weight = (one.weight_kg or Decimal(0)) if exercise.load_mode == "bodyweight" else one.weight_kg
            if weight is not None:  # an empty weight is no added one; of any other work nobody knows it
                weights[weight] = max(weights[weight], one.reps or 0)
        found = progression(trained, exercise, YEARS)
        reached = {point.workout_id: point.best_e1rm_kg for point in found.points if point.best_e1rm_kg}
        assert reached == {pk: max(estimates)[0] for pk, estimates in best.items()}
        low = {point.workout_id for point in found.points if point.low_confidence}
        assert low == {pk for pk, estimates in best.items() if is_low(estimates)}
        harder = (lambda one, other: one <= other) if exercise.load_mode == "assisted" else (lambda a, b: a >= b)
        expected = {
            weight: reps
            for weight, reps in weights.items()
            if reps and not any(w != weight and harder(w, weight) and r >= reps for w, r in weights.items())
        }
        told = reps_at_weight(trained, exercise, found.points)
        assert {one.weight_kg: one.reps for one in told} == expected


def is_low(estimates: list[tuple[Decimal, bool]]) -> bool:
    """Whether the best estimate comes from many reps only."""
    best = max(estimate for estimate, _ in estimates)
    return all(many for estimate, many in estimates if estimate == best)
