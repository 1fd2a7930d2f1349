"""Progression is told by stored totals and few sets; here every set is read, and the two must agree to the byte."""

from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.api.progression import ProgressionSerializer
from reports.reps_at_weight import FEW, ladder
from workouts.loads import LoadFacts, load, volume
from workouts.logbook.bin import move_to_bin
from workouts.logbook.recount import bodyweight_of
from workouts.models import Set, Workout
from workouts.models.workout_exercise import load_facts
from workouts.record_book import Done, Work, most_reps
from workouts.strength import NORMAL_REPS, e1rm
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workouts.totals import of_exercise
from workset.api.rendering import JSONRenderer

KINDS: dict[str, dict[str, Any]] = {
    "barbell": {},
    "dumbbells": {"dumbbells": True},
    "bodyweight": {"bodyweight": True},
    "assisted": {"assisted": True},
    "reps": {"tracking": "reps", "load_mode": "none"},
    "hold": {"tracking": "weight_duration"},
}


def train(user: User, exercise: Exercise) -> None:
    """More workouts than are named in a statement, most of two a day and some with the exercise twice; one deleted."""
    random = Random(3)
    for number in range(FEW + 10):
        started = STARTED - timedelta(days=number // 2, hours=random.randrange(9))
        workout = make_workout(user, started_at=None if number % 7 == 3 else started, planned_on=started.date())
        for _ in range(random.choice([1, 1, 2])):
            row = make_exercise(workout, exercise)
            for _ in range(random.choice([1, 2, 2, 3])):
                make_set(row, **said(random, exercise))
        if number == 4:
            move_to_bin(workout)


def said(random: Random, exercise: Exercise) -> dict[str, Any]:
    """A set at random: heavy, light, failed, a warm-up, skipped, held, without a weight."""
    loaded = exercise.load_mode != "none"
    held = exercise.tracking == "weight_duration" or random.random() < 0.1
    return {
        "weight": random.choice([None, 0, "20.5", 40, 60, "62.5", 80]) if loaded else None,
        "reps": random.choice([None if held else 3, 0, 1, 5, 8, 10, 11, 12, 15]),
        "rpe": random.choice([None, None, Decimal(8), Decimal("9.5")]),
        "set_type": random.choice(["normal", "normal", "warm_up", "top_set"]),
        "status": random.choice(["completed", "completed", "completed", "skipped"]),
        "duration_seconds": 30 if held else None,
    }


def by_sets(user: User, exercise: Exercise) -> dict[str, Any]:
    """The points and the most reps at each weight, by their definitions."""
    done = Set.objects.for_user(user).filter(workout_exercise__exercise=exercise, status="completed")
    sets = sorted((one for one in done if one.set_type != "warm_up"), key=moment)
    points = [point(exercise, list(some)) for _, some in groupby(sets, key=lambda one: one.workout_exercise.workout)]
    best: dict[str, list[dict[str, Any]]] = {}
    for name, column in (("top_weight", "top_weight_kg"), ("e1rm", "best_e1rm_kg"), ("volume", "volume_kg")):
        told = [one for one in points if one[column] is not None and (one[column] or name != "volume")]
        less = name == "top_weight" and exercise.load_mode == "assisted"
        best[name] = sorted(told, key=lambda one: one[column] if less else -one[column])
    return {
        "points": points,
        "best": {name: some[0] if some else None for name, some in best.items()},
        "reps_at_weight": reps_at_weight(exercise, sets),
    }


def moment(one: Set) -> tuple[Any, ...]:
    """Its place in time: a workout without a start goes before the others of its day."""
    row, workout = one.workout_exercise, one.workout_exercise.workout
    start = workout.started_at
    return workout.local_date, start is not None, start or STARTED, workout.pk, row.order, one.set_number


def point(exercise: Exercise, sets: list[Set]) -> dict[str, Any]:
    """One workout."""
    workout, facts = sets[0].workout_exercise.workout, load_facts(exercise)
    body = bodyweight_of(workout)
    tried = [one for one in sets if one.reps != 0]
    weights = [one.weight_kg for one in tried if one.weight_kg is not None]
    estimates = []
    for one in tried:
        moved = load(facts, one.weight_kg, body)
        if moved is not None and one.duration_seconds is None:
            effective = (one.reps or 0) + (10 - one.rpe if one.rpe is not None else 0)
            estimates.append((e1rm(moved, one.reps, one.rpe), effective > NORMAL_REPS))
    known = [(estimate, is_rough) for estimate, is_rough in estimates if estimate is not None]
    best = max((estimate for estimate, _ in known), default=None)
    return {
        "workout_id": workout.pk,
        "local_date": workout.local_date,
        "top_weight_kg": (min if facts.mode == "assisted" else max)(weights, default=None),
        "best_e1rm_kg": best,
        "volume_kg": sum(volume(facts, one.weight_kg, one.reps, body) for one in sets),
        "reps": sum(one.reps or 0 for one in sets),
        "sets": len(sets),
        "low_confidence": bool(known) and all(is_rough for estimate, is_rough in known if estimate == best),
    }


def reps_at_weight(exercise: Exercise, sets: list[Set]) -> list[dict[str, Any]]:
    """The first set at a weight with the most reps, where none as hard had as many; the hardest first."""
    told = []
    mode = exercise.load_mode
    for one in sets:
        weight = Decimal(0) if mode == "none" else one.weight_kg
        if mode == "bodyweight":
            weight = weight or Decimal(0)
        if one.reps and (weight or (weight is not None and mode != "external")):
            told.append((-weight if mode == "assisted" else weight, one.reps, one))
    standing = [
        (effort, reps, one)
        for place, (effort, reps, one) in enumerate(told)
        if not any(
            e >= effort and r >= reps and ((e, r) != (effort, reps) or other < place)
            for other, (e, r, _) in enumerate(told)
        )
    ]
    return [
        {
            "weight_kg": abs(effort),
            "reps": reps,
            "set_id": one.pk,
            "local_date": one.workout_exercise.workout.local_date,
        }
        for effort, reps, one in sorted(standing, key=lambda known: -known[0])
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_progression_is_what_all_sets_say_to_the_byte(api: APIClient, lifter: User, kind: str) -> None:
    exercise = ExerciseFactory(**KINDS[kind])
    exercise.refresh_from_db()
    weigh(lifter, STARTED.date() - timedelta(days=6), Decimal(80))
    train(lifter, exercise)
    found = api.get(f"/api/v1/reports/progression?exercise={exercise.pk}")
    told = found.json()
    whole = {name: told[name] for name in told} | by_sets(lifter, exercise)
    del whole["fit"]  # told of the points; see test_trend
    expected = ProgressionSerializer(whole | {"fit": None}).data
    assert found.content == JSONRenderer().render(expected | {"fit": told["fit"]})
    assert len(told["points"]) > FEW
    assert Workout.objects.bin_of(lifter).count() == 1


class Reached(NamedTuple):
    """A workout as the ladder takes it."""

    day: str
    workout: str
    top_weight: float | None
    most_reps: int


weights = st.none() | st.integers(0, 4).map(Decimal)
workouts = st.lists(st.lists(st.tuples(weights, st.integers(0, 4)), min_size=1, max_size=3), max_size=12)


# The second promises more than the first, and did nothing heavier.
@example(history=[[(Decimal(3), 2)], [(Decimal(3), 2), (Decimal(2), 4)]], mode="external", few=1)
@given(history=workouts, mode=st.sampled_from(["external", "bodyweight", "assisted", "none"]), few=st.integers(1, 4))
def test_ladder_of_few_workouts_is_that_of_all(
    history: list[list[tuple[Decimal | None, int]]], mode: str, few: int
) -> None:
    facts = LoadFacts(mode)
    sets = [[Work("completed", "normal", *one) for one in some] for some in history]
    totals = [of_exercise(some, facts, None, "epley") for some in sets]
    reached = [
        Reached(
            f"day {place}", f"{place}", None if one.top_weight_kg is None else float(one.top_weight_kg), one.most_reps
        )
        for place, one in enumerate(totals)
    ]

    def read(places: set[int]) -> list[Done]:
        return [
            Done(f"{place}.{number}", f"{place}", f"day {place}", work)
            for place in sorted(places)
            for number, work in enumerate(sets[place])
        ]

    every = most_reps(read(set(range(len(sets)))), facts)
    found = ladder(reached, facts, read, few)
    assert [(one.value, one.reps, one.done.set_id) for one in found] == [
        (one.value, one.reps, one.done.set_id) for one in every
    ]
