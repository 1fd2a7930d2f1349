"""PUT with `If-None-Match: *` makes what isn't there, and changes nothing that is."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from workouts.models import Workout
from workset.lib.ids import uuid7
from workset.tests.resources import CHANGES, bodies, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(lifter: User) -> dict[str, str]:
    """The address of one resource of the lifter's of each kind."""
    return rows_of(lifter)


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind != "me"])
def test_put_that_may_only_create_is_told_what_stands(api: APIClient, lifter: User, kind: str) -> None:
    address, body = f"/api/v1/{kind}/{uuid7()}", bodies(lifter)[kind]
    made = api.put(address, body, HTTP_IF_NONE_MATCH="*")
    again = api.put(address, body, HTTP_IF_NONE_MATCH="*")
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json() == made.json() == api.get(address).json()
    name, value = CHANGES[kind]
    refused = api.put(address, body | {name: value}, HTTP_IF_NONE_MATCH="*")
    assert (refused.status_code, refused.json()["current"]) == (412, made.json())
    assert api.get(address).json() == made.json()


def test_put_that_may_only_create_sees_another_tree(api: APIClient, lifter: User) -> None:
    address, body = f"/api/v1/workouts/{uuid7()}", bodies(lifter)["workouts"]
    made = api.put(address, body, HTTP_IF_NONE_MATCH="*").json()
    (exercise,) = body["exercises"]
    other_sets = [exercise["sets"][:1], [*exercise["sets"], {"reps": 1}], [exercise["sets"][0] | {"reps": 6}] * 2]
    trees = [[], [exercise, exercise], *([exercise | {"sets": sets}] for sets in other_sets)]
    answers = [api.put(address, body | {"exercises": tree}, HTTP_IF_NONE_MATCH="*").status_code for tree in trees]
    assert (answers, api.get(address).json()) == ([412] * 5, made)


def test_put_with_if_match_creates_nothing(api: APIClient, lifter: User) -> None:
    address = f"/api/v1/workouts/{uuid7()}"
    answers = [api.put(address, {"title": "Push"}, HTTP_IF_MATCH=tag) for tag in ("*", '"other"')]
    assert [(answer.status_code, answer.json()["current"]) for answer in answers] == [(412, None)] * 2
    assert not Workout.objects.exists()


def test_id_of_a_strangers_row_is_not_found_either_way(stranger_api: APIClient, addresses: dict[str, str]) -> None:
    for kind in ("workouts", "workout-exercises", "sets", "exercises", "body-measurements", "goals"):
        for header in ({"HTTP_IF_MATCH": "*"}, {"HTTP_IF_NONE_MATCH": "*"}):
            assert stranger_api.put(addresses[kind], {}, **header).status_code == 404
