"""Ids under which a stranger deleted something: to everybody else they are a stranger's, as before."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import BodyMeasurement, Set, Tombstone, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

API = "/api/v1"
Body = dict[str, Any]


def workout(owner: User) -> Body:
    return {"title": "Legs"}


def row(owner: User) -> Body:
    squat = Exercise.objects.filter(owner=None).first() or ExerciseFactory()
    return {"workout_id": str(make_workout(owner).pk), "exercise_id": str(squat.pk)}


def entry(owner: User) -> Body:
    return {"workout_exercise_id": str(make_exercise(make_workout(owner), ExerciseFactory()).pk), "reps": 5}


def measurement(owner: User) -> Body:
    return {"date": "2026-03-02", "kind": "waist", "value": 82.5, "unit": "cm"}


def exercise(owner: User) -> Body:
    return {"name": "Zercher Squat", "primary_muscle": "quadriceps", "equipment": "barbell", "category": "strength"}


RESOURCES = [
    ("workouts", workout, Workout),
    ("workout-exercises", row, WorkoutExercise),
    ("sets", entry, Set),
    ("body-measurements", measurement, BodyMeasurement),
    ("exercises", exercise, Exercise),
]


def buried(api: APIClient, owner: User, resource: str, body: Callable[[User], Body]) -> str:
    """The id under which somebody made one and deleted it for good."""
    made = api.put(f"{API}/{resource}/0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a", body(owner))
    assert made.status_code == 201, made.json()
    pk: str = made.json()["id"]
    assert api.delete(f"{API}/{resource}/{pk}").status_code == 204
    if resource == "workouts":
        assert api.delete(f"{API}/workouts/bin").status_code == 204
    assert str(Tombstone.objects.get(pk=pk).user_id) == str(owner.pk)
    return pk


@pytest.mark.parametrize(("resource", "body", "model"), RESOURCES)
def test_put_under_an_id_that_a_stranger_buried_is_404(
    api: APIClient, stranger_api: APIClient, lifter: User, stranger: User, resource: str, body: Any, model: Any
) -> None:
    pk = buried(stranger_api, stranger, resource, body)
    address, given = f"{API}/{resource}/{pk}", body(lifter)

    answers = [api.put(address, given), api.put(address, {"rubbish": 1}), api.put(address, given, HTTP_IF_MATCH='"1"')]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * 3
    assert not model.objects.filter(pk=pk).exists()


@pytest.mark.parametrize(("resource", "body", "model"), RESOURCES)
def test_put_under_an_id_that_one_buried_oneself_is_409_deleted(
    api: APIClient, lifter: User, resource: str, body: Any, model: Any
) -> None:
    pk = buried(api, lifter, resource, body)
    answer = api.put(f"{API}/{resource}/{pk}", body(lifter))

    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    assert not model.objects.filter(pk=pk).exists()


def test_post_with_an_id_that_a_stranger_buried_is_409(
    api: APIClient, stranger_api: APIClient, lifter: User, stranger: User
) -> None:
    pk = buried(stranger_api, stranger, "sets", entry)
    answers = [
        api.post(f"{API}/sets", entry(lifter) | {"id": pk}),
        api.post(f"{API}/workouts", {"id": pk}),
        api.put(f"{API}/workouts/0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3b", tree_with(pk)),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "id_taken")] * 3
    assert (Set.objects.count(), Workout.objects.filter(user=lifter, title="Tree").count()) == (0, 0)


def test_of_several_sets_none_may_have_an_id_that_was_used(
    api: APIClient, stranger_api: APIClient, lifter: User, stranger: User
) -> None:
    row = make_exercise(make_workout(lifter), ExerciseFactory())
    theirs = make_set(make_exercise(make_workout(stranger), ExerciseFactory()))
    mine = make_set(row)
    assert api.delete(f"{API}/sets/{mine.pk}").status_code == 204
    for used, code in (
        (str(mine.pk), "deleted"),
        (str(theirs.pk), "id_taken"),
        (buried(stranger_api, stranger, "sets", entry), "id_taken"),
    ):
        sets = [{"id": str(uuid7()), "reps": 5}, {"id": used, "reps": 5}]
        answer = api.post(f"{API}/workout-exercises/{row.pk}/sets", {"sets": sets})
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not row.sets.exists()


def tree_with(pk: str) -> Body:
    """A workout whose set has this id."""
    squat = ExerciseFactory()
    return {"title": "Tree", "exercises": [{"exercise_id": str(squat.pk), "sets": [{"id": pk, "reps": 5}]}]}
