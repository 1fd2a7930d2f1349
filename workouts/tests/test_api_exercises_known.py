"""PUT of an exercise with `if_known=answer`: what the account has already is answered, not made a second time."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Alias, Exercise
from exercises.own import create_exercise
from workouts.logbook.own_exercises import delete_exercise
from workouts.tests.factories import make_exercise, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db


def put(api: APIClient, name: str, pk: object = None, query: str = "?if_known=answer") -> tuple[int, str]:
    """The status of the answer, and the id of the exercise in it."""
    answer = api.put(f"/api/v1/exercises/{pk or uuid7()}{query}", {"name": name}, headers={"If-None-Match": "*"})
    return answer.status_code, answer.json().get("id", "")


@pytest.mark.parametrize("name", ["barbell squats", "BB Squat", "Back Squat"])
def test_known_name_is_answered_by_the_exercise_that_it_means(api: APIClient, squat: Exercise, name: str) -> None:
    Alias.objects.create(exercise=squat, name="Back Squat", position=1)
    assert put(api, name) == (200, str(squat.pk))
    assert put(api, name) == (200, str(squat.pk))
    assert list(Exercise.objects.all()) == [squat]


def test_own_exercise_comes_back_from_the_archive(api: APIClient, lifter: User) -> None:
    shrug = create_exercise(lifter, {"name": "Zercher Shrug"})
    make_exercise(make_workout(lifter), shrug)
    delete_exercise(shrug)
    assert put(api, "Zercher shrugs") == (200, str(shrug.pk))
    shrug.refresh_from_db()
    assert shrug.archived_at is None


def test_unknown_name_is_made_under_the_id_once(api: APIClient, lifter: User, squat: Exercise) -> None:
    pk = uuid7()
    assert put(api, "Zercher Carry", pk) == (201, str(pk))
    assert put(api, "Zercher Carry", pk) == (200, str(pk))
    assert Exercise.objects.get(pk=pk).owner == lifter


def test_strangers_exercise_is_not_known(api: APIClient, stranger: User) -> None:
    create_exercise(stranger, {"name": "Zercher Carry"})
    assert put(api, "Zercher Carry")[0] == 201


def test_nothing_is_made_under_an_id_that_was_deleted_or_is_none(api: APIClient, lifter: User) -> None:
    gone = create_exercise(lifter, {"name": "Gone"})
    delete_exercise(gone)
    assert put(api, "Zercher Carry", gone.pk)[0] == 409
    assert put(api, "")[0] == 422
    assert not Exercise.objects.exists()


def test_one_of_its_own_is_made_where_nobody_asks_for_what_is_known(api: APIClient, squat: Exercise) -> None:
    assert put(api, "Squat, Barbell", query="")[0] == 201
    assert Exercise.objects.count() == 2
