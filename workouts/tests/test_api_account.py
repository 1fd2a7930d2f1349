import pytest
from django.apps import apps
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.sets import delete_set
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db


def rows_of(user: User) -> set[str]:
    """Every model that holds a row of this person's."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.related_model is User and model.objects.filter(**{field.name: user}).exists():
                found.add(model.__name__)
    return found


@pytest.fixture
def full_logbook(lifter: User, stranger: User) -> None:
    """Own exercises that are in use, tombstones, tokens; and a stranger with the same."""
    for person in (lifter, stranger):
        row = make_exercise(make_workout(person), ExerciseFactory(owner=person))
        delete_set(make_set(row))
        make_set(row)


def test_deleted_account_leaves_nothing_behind_and_others_alone(
    api: APIClient, lifter: User, stranger: User, full_logbook: None
) -> None:
    before = rows_of(stranger)
    assert rows_of(lifter) >= {"Workout", "WorkoutExercise", "Exercise", "Tombstone", "Device", "OutstandingToken"}
    assert api.delete("/api/v1/me", {"password": PASSWORD}).status_code == 204
    assert rows_of(lifter) == set()
    assert list(User.objects.all()) == [stranger]
    assert rows_of(stranger) == before
    assert api.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("body", [{}, {"password": "wrong"}])
def test_account_is_not_deleted_without_its_password(
    api: APIClient, lifter: User, full_logbook: None, body: dict[str, str]
) -> None:
    answer = api.delete("/api/v1/me", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["password"])
    assert "Workout" in rows_of(lifter)
