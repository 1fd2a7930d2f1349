"""How often a page asks the database: the same for one row as for three, and at most 15 times with five years."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from reports.tests.factories import make_goal
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.logbook.bin import move_to_bin
from workouts.logbook.body import record_measurement
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workset.tests.routes import (
    DEVICE_PAGES,
    ELSEWHERE,
    EXERCISE_PAGES,
    GOAL_PAGES,
    MEASUREMENT_PAGES,
    OWN_EXERCISE_PAGES,
    PLAIN_PAGES,
    POSTED,
    ROW_PAGES,
    SET_PAGES,
    WORKOUT_PAGES,
    named_routes,
    pages_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

MOST_QUERIES = 15
PAGES = {
    *PLAIN_PAGES,
    *WORKOUT_PAGES,
    *ROW_PAGES,
    *SET_PAGES,
    *EXERCISE_PAGES,
    *OWN_EXERCISE_PAGES,
    *MEASUREMENT_PAGES,
    *GOAL_PAGES,
    *DEVICE_PAGES,
}


def queries_of_pages(client: Client, user: User) -> dict[str, int]:
    """How many queries each page of the person's takes."""
    counts = {}
    for name, address in pages_of(user).items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        counts[name] = len(asked)
    return counts


def train(user: User, exercises: list[Exercise], day: date) -> None:
    """One of everything that a page lists: a workout of these exercises, one in the bin, a weighing."""
    start = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    workout = make_workout(user, status="completed", started_at=start, completed_at=start + timedelta(hours=1))
    for exercise in exercises:
        row = make_exercise(workout, exercise)
        make_set(row, 60, set_type="warm_up")
        make_set(row, 100)
    move_to_bin(make_workout(user, started_at=start))
    weigh(user, day, Decimal(80))
    record_measurement(user, "waist", day, Decimal(85))
    make_goal(user, exercises[0], starts_on=day)


def test_every_address_is_known(client: Client) -> None:
    names = {name for name, _pattern in named_routes()}
    assert names == PAGES | POSTED | ELSEWHERE


def test_pages_cost_the_same_with_one_row_and_with_three(
    pages: Client, lifter: User, squat: Exercise, push_up: Exercise
) -> None:
    own = create_exercise(lifter, {"name": "Ring Dip", "tracking": "bodyweight_reps", "load_mode": "bodyweight"})
    for day in (1, 2):  # there is a last time to stand beside the sets
        train(lifter, [own], date(2026, 3, day))
    make_workout(lifter)
    with_one = queries_of_pages(pages, lifter)
    for day in (3, 5):
        create_exercise(lifter, {"name": f"Log Press {day}"})
        train(lifter, [own, squat, push_up], date(2026, 3, day))
        make_workout(lifter)
    assert with_one.keys() == PAGES
    assert queries_of_pages(pages, lifter) == with_one


def test_pages_with_five_years_of_history_take_few_queries(pages: Client, lifter: User) -> None:
    call_command("load_catalogue", verbosity=0)
    create_exercise(lifter, {"name": "Log Press"})
    weigh(lifter, date(2024, 1, 1), Decimal(80))
    make_goal(lifter, Exercise.objects.catalogue().filter(tracking="weight_reps").first(), starts_on=date(2020, 1, 1))
    commit(lifter, five_years(lifter.today()))
    assert (Workout.objects.count(), Set.objects.count()) == (2_000, 40_000)
    counts = queries_of_pages(pages, lifter)
    assert counts.keys() == PAGES
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}


def five_years(until: date) -> History:
    """400 workouts a year of four exercises with five sets each, the last one yesterday."""
    names = list(Exercise.objects.catalogue().filter(tracking="weight_reps").values_list("name", flat=True)[:40])
    workouts = []
    for number in range(2_000):
        day = until - timedelta(days=1 + number * 365 // 400)
        start = datetime(day.year, day.month, day.day, 6 + 12 * (number % 2))
        chosen = [names[(number * 4 + place) % len(names)] for place in range(4)]
        exercises = [
            ImportedExercise(name, 1, sets=[ImportedSet(1, weight=Decimal(60 + number % 40), reps=5) for _ in range(5)])
            for name in chosen
        ]
        workouts.append(ImportedWorkout(f"{number}", "Push", day, 1, started_at=start, exercises=exercises))
    return History("strong", "test", "kg", workouts=workouts, rows_read=40_000, set_rows=40_000)
