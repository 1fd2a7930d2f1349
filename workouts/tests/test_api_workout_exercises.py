"""One stretch of an exercise in a workout, over the API."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    """Squats in a running workout of the lifter's."""
    return make_exercise(make_workout(lifter), squat)


def test_exercise_of_a_workout_is_added_moved_and_removed(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_exercise(workout, ExerciseFactory(name="Bench"))
    answer = api.post(
        f"/api/v1/workouts/{workout.pk}/exercises",
        {
            "exercise_id": str(squat.pk),
            "order": 1,
            "superset": 1,
            "rest_seconds": 90,
            "sets": [{"reps": 5, "weight": 60}],
        },
    )
    body = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/workout-exercises/{body['id']}")
    assert (body["order"], body["totals"]["volume_kg"], body["totals"]["best_e1rm_kg"]) == (1, 300.0, 70.0)
    moved = api.patch(answer["Location"], {"order": 2, "notes": "paused"}).json()
    assert (moved["order"], moved["notes"], moved["superset"], len(moved["sets"])) == (2, "paused", 1, 1)
    replaced = api.put(answer["Location"], {"notes": ""}).json()
    assert (replaced["order"], replaced["superset"], replaced["rest_seconds"]) == (2, None, None)
    assert api.delete(answer["Location"]).status_code == 204
    assert list(workout.exercises.values_list("order", flat=True)) == [1]


def test_exercise_of_a_workout_is_swapped_and_keeps_its_sets(
    api: APIClient, row: WorkoutExercise, push_up: Exercise
) -> None:
    make_set(row)
    body = api.patch(f"/api/v1/workout-exercises/{row.pk}", {"exercise_id": str(push_up.pk)}).json()
    assert (body["exercise_name"], len(body["sets"])) == ("Push Up", 1)


def test_what_was_read_of_a_workout_exercise_can_be_put(api: APIClient, row: WorkoutExercise) -> None:
    make_set(row)
    address = f"/api/v1/workout-exercises/{row.pk}"
    body = api.get(address).json()
    assert api.put(address, body).json()["sets"] == body["sets"]


def test_exercise_is_put_into_a_workout_under_an_own_id_once(api: APIClient, row: WorkoutExercise) -> None:
    address = f"/api/v1/workout-exercises/{uuid7()}"
    body = {
        "workout_id": str(row.workout_id),
        "exercise_id": str(ExerciseFactory(name="Bench").pk),
        "order": 1,
        "sets": [{"reps": 5}],
    }
    made, replay = api.put(address, body), api.put(address, body)
    assert (made.status_code, made["Location"], replay.status_code) == (201, address, 200)
    assert (made.json()["order"], made.json()["exercise_name"], len(made.json()["sets"])) == (1, "Bench", 1)
    assert api.get(address).json()["sets"] == made.json()["sets"] == replay.json()["sets"]
    row.refresh_from_db()
    assert (row.order, WorkoutExercise.objects.count(), Set.objects.count()) == (2, 2, 1)


def test_put_that_adds_an_exercise_says_what_it_needs(api: APIClient, stranger: User, squat: Exercise) -> None:
    address = f"/api/v1/workout-exercises/{uuid7()}"
    theirs = make_workout(stranger)
    for body, missing in [
        ({}, {"workout_id", "exercise_id"}),
        ({"workout_id": str(theirs.pk), "exercise_id": str(squat.pk)}, {"workout_id"}),
    ]:
        answer = api.put(address, body)
        assert (answer.status_code, set(answer.json()["errors"])) == (422, missing)
    assert api.patch(address, {}).status_code == 404
    assert not WorkoutExercise.objects.exists()


def test_late_put_does_not_bring_a_removed_exercise_back(
    api: APIClient, stranger_api: APIClient, row: WorkoutExercise
) -> None:
    address = f"/api/v1/workout-exercises/{row.pk}"
    body = {"workout_id": str(row.workout_id), "exercise_id": str(row.exercise_id)}
    assert stranger_api.put(address, body).status_code == 404
    api.delete(address)
    answer = api.put(address, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    other_version = api.put("/api/v1/workout-exercises/b1f9d9ae-8f6e-4c55-9a39-2f7d3f1f8a11", body)
    assert (other_version.status_code, list(other_version.json()["errors"])) == (422, ["id"])
