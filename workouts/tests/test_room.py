"""A workout takes no more than its page can show, by whichever way it comes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.exercises import add_exercise, remove_exercise
from workouts.logbook.sets import add_sets, delete_set
from workouts.logbook.undelete import undelete_exercise, undelete_set
from workouts.logbook.workouts import change_workout, copy, log_workout
from workouts.models import Set, Workout, WorkoutExercise
from workouts.models.ranges import MOST_EXERCISES_IN_A_WORKOUT, MOST_SETS_IN_A_WORKOUT
from workouts.tests.factories import make_exercise, make_workout
from workset.lib.errors import Conflict

pytestmark = pytest.mark.django_db

HALF = MOST_SETS_IN_A_WORKOUT // 2


def many_sets(number: int) -> list[dict]:
    return [{"reps": 5}] * number


@pytest.fixture
def full(lifter: User, squat: Exercise) -> Workout:
    """A workout with as many sets as it takes, in two exercises."""
    return log_workout(lifter, {}, [{"exercise": squat, "sets": many_sets(HALF)}] * 2)


@pytest.mark.parametrize(
    "verb",
    [
        lambda workout, row: add_sets(row, many_sets(1)),
        lambda workout, row: add_exercise(workout, row.exercise, {"sets": many_sets(1)}),
        lambda workout, row: change_workout(
            workout,
            {},
            [{"id": row.pk, "exercise": row.exercise}, {"exercise": row.exercise, "sets": many_sets(HALF + 1)}],
        ),
        lambda workout, row: log_workout(
            workout.user, {}, [{"exercise": row.exercise, "sets": many_sets(HALF + 1)}] * 2
        ),
    ],
)
def test_workout_takes_so_many_sets_and_no_more(full: Workout, verb: Callable) -> None:
    with pytest.raises(Conflict) as told:
        verb(full, full.exercises.first())
    assert (told.value.code, told.value.messages) == (
        "full",
        [f"A workout takes {MOST_SETS_IN_A_WORKOUT} sets at most. Go on in another one."],
    )
    assert (Set.objects.count(), Workout.objects.count()) == (MOST_SETS_IN_A_WORKOUT, 1)


def test_what_was_deleted_comes_back_only_where_there_is_room(full: Workout, lifter: User) -> None:
    row, other = full.exercises.all()
    entry = row.sets.first()
    delete_set(entry)
    [more] = add_sets(other, many_sets(1))
    with pytest.raises(Conflict):
        undelete_set(lifter, entry.pk)
    delete_set(more)
    assert undelete_set(lifter, entry.pk) == entry
    remove_exercise(other)
    add_sets(row, many_sets(1))
    with pytest.raises(Conflict):
        undelete_exercise(lifter, other.pk)


def test_full_workout_is_told_so_by_api_and_page(full: Workout, api: APIClient, pages: Client) -> None:
    row = full.exercises.first()
    answer = api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"reps": 5})
    assert (answer.status_code, answer.data["code"]) == (409, "full")
    answer = pages.post(reverse("set-add", args=[row.pk]), {"reps": "5"})
    assert b"Go on in another one." in answer.content
    assert Set.objects.count() == MOST_SETS_IN_A_WORKOUT


def test_workout_takes_so_many_exercises_and_no_more(lifter: User, squat: Exercise) -> None:
    workout = log_workout(lifter, {}, [{"exercise": squat}] * MOST_EXERCISES_IN_A_WORKOUT)
    with pytest.raises(Conflict) as told:
        add_exercise(workout, squat)
    assert told.value.code == "full"
    with pytest.raises(Conflict):
        change_workout(workout, {}, [{"exercise": squat}] * (MOST_EXERCISES_IN_A_WORKOUT + 1))
    assert WorkoutExercise.objects.count() == MOST_EXERCISES_IN_A_WORKOUT


def test_what_is_too_large_from_of_old_can_be_changed_and_made_smaller(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    Set.objects.bulk_create(
        Set(workout_exercise=row, set_number=number, reps=5, status="completed")
        for number in range(1, MOST_SETS_IN_A_WORKOUT + 4)
    )
    tree = [
        {"id": row.pk, "exercise": squat, "sets": [{"id": entry.pk, "reps": 6} for entry in row.sets.all()[:1_001]]}
    ]
    change_workout(row.workout, {}, tree)
    assert Set.objects.filter(reps=6).count() == 1_001
    delete_set(row.sets.last())
    with pytest.raises(Conflict):
        add_sets(row, many_sets(1))
    assert copy(row.workout).exercises.get().sets.count() == MOST_SETS_IN_A_WORKOUT
