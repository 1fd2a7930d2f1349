"""Several devices at once, with real threads on a real database."""

from decimal import Decimal
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.account import change_account
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.exercises import add_exercise, change_workout_exercise
from workouts.logbook.sets import add_sets, change_set
from workouts.logbook.workouts import change_workout, complete, log_workout
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.lib.errors import Conflict
from workset.lib.ids import uuid7
from workset.tests.races import RACERS, race

pytestmark = pytest.mark.django_db(transaction=True)


def codes(results: list[Any]) -> list[str]:
    """The codes of the conflicts among the results; another exception is the test's failure."""
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Conflict):
            raise result
    return [result.code for result in results if isinstance(result, Conflict)]


@pytest.fixture
def logbook() -> tuple[User, Workout, Exercise]:
    """A lifter's running workout and an exercise to do in it."""
    user = UserFactory()
    return user, make_workout(user), ExerciseFactory()


def test_sets_logged_at_once_are_all_kept_and_counted(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, exercise = logbook
    row = make_exercise(workout, exercise)
    assert not codes(race(lambda number: add_sets(row, [{"weight": 100, "reps": 5}, {"weight": 100, "reps": 1}])))
    workout.refresh_from_db()
    assert sorted(row.sets.values_list("set_number", flat=True)) == list(range(1, 2 * RACERS + 1))
    assert (workout.set_count, workout.reps, workout.volume_kg) == (2 * RACERS, 6 * RACERS, Decimal(600 * RACERS))


def test_edits_of_different_fields_lose_nothing(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, exercise = logbook
    made = make_set(make_exercise(workout, exercise))
    fields = [
        ("reps", 7),
        ("weight", Decimal(90)),
        ("rpe", Decimal(9)),
        ("notes", "belt"),
        ("tempo", "30X0"),
        ("rest_seconds", 90),
        ("calories", 5),
        ("set_type", "top_set"),
    ]
    assert not codes(race(lambda number: change_set(made, dict([fields[number]]))))
    made.refresh_from_db()
    assert {name: getattr(made, name) for name, _ in fields} == dict(fields)
    assert made.version == 1 + RACERS
    assert list(differing_rows()) == []


def test_one_of_many_with_the_same_number_wins(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, exercise = logbook
    row = make_exercise(workout, exercise)
    results = race(lambda number: add_sets(row, [{"reps": number, "set_number": 1}]))
    assert codes(results) == ["set_number_taken"] * (RACERS - 1)
    assert Set.objects.count() == 1


def test_one_of_many_with_the_same_id_wins(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, exercise = logbook
    row, made = make_exercise(workout, exercise), uuid7()
    results = race(lambda number: add_sets(row, [{"id": made, "reps": number}]))
    assert codes(results) == ["id_taken"] * (RACERS - 1)
    assert Set.objects.count() == 1


def test_exercises_added_and_moved_at_once_keep_their_places_apart(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, exercise = logbook
    first = make_exercise(workout, exercise)
    results = race(
        lambda number: (
            add_exercise(workout, exercise, {"order": 1})
            if number % 2
            else change_workout_exercise(first, {"order": number + 1})
        )
    )
    assert not codes(results)
    assert list(workout.exercises.values_list("order", flat=True)) == list(range(1, RACERS // 2 + 2))


def test_changes_of_one_workout_all_count(logbook: tuple[User, Workout, Exercise]) -> None:
    _, workout, _ = logbook
    assert not codes(
        race(lambda number: change_workout(workout, {"title": f"Push {number}"}) if number % 2 else complete(workout))
    )
    workout.refresh_from_db()
    assert workout.status == "completed"
    assert workout.version == 1 + RACERS // 2 + 1


def test_races_run_on_a_database_that_threads_share() -> None:
    assert connection.vendor == "postgresql" or ":memory:" not in str(connection.settings_dict["NAME"])


def test_bodyweight_recorded_while_a_workout_is_logged_counts_in_it() -> None:
    user, push_up, logged = UserFactory(), ExerciseFactory(bodyweight=True), Event()
    values = {"status": "completed", "started_at": STARTED}

    def act(number: int) -> None:
        if number:
            assert logged.wait(10)
            weigh(user, STARTED.date(), Decimal(80), "kg")
            return
        with transaction.atomic():
            log_workout(user, values, [{"exercise": push_up, "sets": [{"reps": 10}]}])
            logged.set()
            sleep(0.3)  # long enough for the other to be done before this is committed, if nothing holds it

    assert race(act, racers=2) == [None, None]
    assert Workout.objects.get().volume_kg == Decimal(512)


def test_formula_changed_while_a_set_is_logged_counts_in_it(logbook: tuple[User, Workout, Exercise]) -> None:
    user, workout, exercise = logbook
    row, changed = make_exercise(workout, exercise), Event()

    def act(number: int) -> None:
        if number:
            assert changed.wait(10)
            add_sets(row, [{"weight": 100, "reps": 5}])
            return
        with transaction.atomic():
            change_account(user, {"e1rm_formula": "brzycki"})
            changed.set()
            sleep(0.3)  # long enough for the other to have read the old formula, if nothing keeps it waiting

    assert race(act, racers=2) == [None, None]
    assert list(differing_rows()) == []


def test_bin_that_is_emptied_while_the_account_is_recounted_deadlocks_nothing() -> None:
    user, exercise = UserFactory(), ExerciseFactory()
    for _ in range(20):
        workout = make_workout(user)
        make_set(make_exercise(workout, exercise))
        move_to_bin(workout)

    def act(number: int) -> object:
        return empty_bin(user) if number else change_account(user, {"e1rm_formula": "brzycki"})

    assert not [result for result in race(act, racers=2) if isinstance(result, Exception)]
    assert not Workout.objects.exists()
