"""Records as they are read from the logbook: whatever was done to it, they are what comparing all sets would find."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import invariant, precondition, rule

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.logbook.account import change_account
from workouts.logbook.exercises import add_exercise
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.recount import WEIGHED_MODES, bodyweight_of
from workouts.marks import E1RM, WEIGHT
from workouts.models import Set, Workout
from workouts.models.workout_exercise import load_facts
from workouts.record_book import ASSISTANCE, Done, Work
from workouts.records import book_of, books_of, records_of
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workouts.tests.test_random_edits import Logbook, place
from workouts.tests.test_record_book import brute_force
from workset.lib.errors import Conflict

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def sets_in_order(user: User, exercise: Exercise) -> list[Done]:
    """The sets of an exercise as instances tell them, put in order here."""
    found = []
    for one in Set.objects.for_user(user).filter(workout_exercise__exercise=exercise):
        row = one.workout_exercise
        workout = row.workout
        body = bodyweight_of(workout) if exercise.load_mode in WEIGHED_MODES else None
        said = (one.status, one.set_type, one.weight_kg, one.reps, one.rpe, one.duration_seconds, one.distance_m)
        done = Done(str(one.pk), str(workout.pk), str(workout.local_date), Work(*said, body))
        key = (workout.local_date, workout.started_at or LONG_AGO, workout.pk, row.order, one.set_number)
        found.append((key, done))
    return [done for _, done in sorted(found, key=lambda pair: pair[0])]


def history_of(user: User, exercise: Exercise) -> set[tuple]:
    """Kind, reps, value and set of all records ever set."""
    return {(one.kind, one.reps, one.value, str(one.set_id)) for one in book_of(user, exercise).history}


class LogbookWithRecords(Logbook):
    """The same random work, with merges and switched units."""

    @precondition(lambda self: self.live(Workout))
    @rule(workout=place, exercise=place, order=st.none() | st.integers(1, 5))
    def add(self, workout: int, exercise: int, order: int | None) -> None:
        with suppress(ValidationError):  # an exercise that was merged into another one can't be chosen
            chosen = self.pick(self.live(Workout), workout), self.pick(self.exercises, exercise)
            add_exercise(*chosen, {"order": order})

    @rule(into=place)
    def merge_own_exercise(self, into: int) -> None:
        with suppress(Conflict, ValidationError):  # it is merged already, or would be into itself
            merge_exercise(self.own, self.pick(self.exercises, into))
            self.own.refresh_from_db()

    @rule()
    def take_merge_back(self) -> None:
        with suppress(Conflict):  # it has not been merged
            undo_merge(self.own)
            self.own.refresh_from_db()

    @rule(unit=st.sampled_from(["kg", "lb"]))
    def switch_unit(self, unit: str) -> None:
        change_account(self.user, {"weight_unit": unit})

    @precondition(lambda self: self.live(Set))
    @invariant()
    def records_are_what_comparing_all_sets_finds(self) -> None:
        self.user.refresh_from_db()
        exercises = list(Exercise.objects.all())
        books = books_of(self.user, exercises)
        marks: dict[UUID, list[str]] = {}
        for workout in Workout.objects.for_user(self.user).with_tree():
            marks |= records_of(self.user, [s for row in workout.exercises.all() for s in row.sets.all()])
        for exercise in exercises:
            book = books[exercise.pk]
            noted = {(one.kind, one.reps, one.value, str(one.set_id)) for one in book.history}
            facts = load_facts(exercise)
            assert noted == brute_force(sets_in_order(self.user, exercise), facts, self.user.e1rm_formula)
            for pk, kinds in book.kinds_by_set().items():
                assert sorted(marks.pop(pk)) == sorted(kind for kind in kinds if kind in (WEIGHT, E1RM, ASSISTANCE))
        assert not any(marks.values())


class TestRandomWork(TestCase, LogbookWithRecords.TestCase):
    settings = settings(max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


workouts_logged = st.lists(
    st.lists(st.tuples(st.integers(0, 4).map(lambda n: n * 20), st.integers(0, 6)), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


class TestOrderOfArrival(TestCase):
    """What was written first doesn't matter, only what was done first."""

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(workouts=workouts_logged, randomness=st.randoms(use_true_random=False))
    def test_order_in_which_workouts_arrive_changes_no_record(self, workouts: list, randomness: Any) -> None:
        squat = ExerciseFactory()
        found = []
        for shuffled in (False, True):
            user = UserFactory()
            days = list(enumerate(workouts))
            if shuffled:
                randomness.shuffle(days)
            for day, sets in days:
                row = make_exercise(make_workout(user, started_at=STARTED + timedelta(hours=10 * day)), squat)
                for weight, reps in sets:
                    make_set(row, weight, reps)
            told = book_of(user, squat).history
            found.append([(one.kind, one.reps, one.value, one.before, one.local_date) for one in told])
        assert found[0] == found[1]


@pytest.mark.django_db
def test_import_of_older_workouts_takes_the_records(lifter: User, squat: Exercise) -> None:
    make_set(make_exercise(make_workout(lifter), squat), 100)
    day = STARTED.date() - timedelta(days=30)
    sets = [ImportedSet(1, weight=Decimal(100), reps=5)]
    old = ImportedWorkout("1", "Legs", day, 1, started_at=datetime(day.year, day.month, day.day, 18), exercises=[])
    old.exercises.append(ImportedExercise("Barbell Squat", 1, sets=sets))
    commit(lifter, History("strong", "test", "kg", workouts=[old], rows_read=1, set_rows=1))
    assert {one.local_date for one in book_of(lifter, squat).present if one.kind != "workout_volume"} == {day}


@pytest.mark.django_db
def test_body_of_the_day_counts_and_one_typed_in_the_workout_goes_before_it(lifter: User) -> None:
    """Push-ups lift all of the body here: 80 kg x 10 is 800 kg, 85 x 10 is 850, 90 x 10 is 900."""
    dip = ExerciseFactory(bodyweight=True, bodyweight_fraction=1)
    weigh(lifter, STARTED.date(), Decimal(80))
    weigh(lifter, STARTED.date() + timedelta(days=7), Decimal(85))
    for day, typed in ((-1, None), (0, None), (7, None), (8, Decimal(90))):
        workout = make_workout(lifter, started_at=STARTED + timedelta(days=day), bodyweight_kg=typed)
        make_set(make_exercise(workout, dip), None, 10)
    volumes = [one.value for one in book_of(lifter, dip).history if one.kind == "set_volume"]
    assert volumes == [800, 850, 900]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "queries"), [("squat", 1), ("push_up", 2)])
def test_book_takes_one_query_and_one_for_the_body(
    lifter: User, name: str, queries: int, request: pytest.FixtureRequest, django_assert_num_queries: Any
) -> None:
    exercise = request.getfixturevalue(name)
    for day in range(3):
        make_set(make_exercise(make_workout(lifter, started_at=STARTED + timedelta(days=day)), exercise), 100 + day)
    with django_assert_num_queries(queries):
        assert book_of(lifter, exercise).present
    with django_assert_num_queries(0):
        assert books_of(lifter, []) == {}
