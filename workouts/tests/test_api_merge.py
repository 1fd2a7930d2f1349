"""Versions, favourites and merges over the API."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.own import set_preference
from exercises.tests.factories import ExerciseFactory
from workouts.models import Merge, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db


def path(exercise: Exercise, rest: str = "") -> str:
    return f"/api/v1/exercises/{exercise.pk}{rest}"


@pytest.fixture
def own(lifter: User) -> Exercise:
    return ExerciseFactory(owner=lifter, name="My Squat")


def test_versions_are_listed_newest_first(api: APIClient) -> None:
    made = api.post("/api/v1/exercises", {"name": "Lift", "aliases": ["L"], "secondary_muscles": ["glutes"]})
    api.patch(made["Location"], {"tracking": "bodyweight_reps", "load_mode": "bodyweight", "bodyweight_fraction": 0.64})
    body = api.get(f"{made['Location']}/versions").json()
    assert (set(body), body["meta"]["total"]) == ({"data", "links", "meta"}, 2)
    newest, first = body["data"]
    assert [(one["version"], one["tracking"], one["bodyweight_fraction"]) for one in (newest, first)] == [
        (2, "bodyweight_reps", 0.64),
        (1, "weight_reps", None),
    ]
    not_facts = {"id", "owner", "weight_unit", "pinned_note", "is_favourite", "archived_at", "merged_into"}
    assert set(first) == set(made.json()) - not_facts - {"created_at", "updated_at"} | {"made_at"}
    assert (first["aliases"], first["secondary_muscles"]) == (["L"], ["glutes"])


@pytest.mark.parametrize("count", [1, 3])
def test_versions_take_a_fixed_number_of_queries(
    api: APIClient, own: Exercise, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        api.patch(path(own), {"name": f"Squat {number}"})
    with django_assert_num_queries(7):  # device and user, exercise with its three lists, count, page
        api.get(path(own, "/versions"))


def test_favourite_is_ones_own_and_can_be_filtered_by(
    api: APIClient, stranger_api: APIClient, squat: Exercise, push_up: Exercise
) -> None:
    assert api.get(path(squat)).json()["is_favourite"] is False
    assert api.patch(path(squat), {"is_favourite": True}).json()["is_favourite"] is True
    assert stranger_api.get(path(squat)).json()["is_favourite"] is False
    for query, names in (("true", ["Barbell Squat"]), ("false", ["Push Up"])):
        rows = api.get(f"/api/v1/exercises?favourite={query}").json()["data"]
        assert [row["name"] for row in rows] == names
    assert api.patch(path(squat), {"is_favourite": "perhaps"}).status_code == 422
    assert api.patch(path(squat), {"is_favourite": False}).json()["is_favourite"] is False


def test_merge_moves_the_history_and_delete_undoes_it(
    api: APIClient, lifter: User, own: Exercise, squat: Exercise
) -> None:
    make_set(make_exercise(make_workout(lifter), own))
    answer = api.post(path(own, "/merge"), {"into": str(squat.pk)})
    assert (answer.status_code, answer.json()["id"]) == (200, str(squat.pk))
    assert WorkoutExercise.objects.get().exercise == squat
    merged = api.get(path(own)).json()
    assert (merged["merged_into"], merged["archived_at"] is None) == (str(squat.pk), False)
    assert api.post(path(own, "/merge"), {"into": str(squat.pk)}).status_code == 200
    assert api.delete(path(own, "/merge")).status_code == 204
    assert WorkoutExercise.objects.get().exercise == own
    after = api.get(path(own)).json()
    assert (after["merged_into"], after["archived_at"]) == (None, None)
    again = api.delete(path(own, "/merge"))
    assert (again.status_code, again.json()["code"]) == (409, "not_merged")


def test_merge_of_what_is_merged_already_is_a_conflict(
    api: APIClient, own: Exercise, squat: Exercise, push_up: Exercise
) -> None:
    api.post(path(own, "/merge"), {"into": str(squat.pk)})
    answer = api.post(path(own, "/merge"), {"into": str(push_up.pk)})
    assert (answer.status_code, answer.json()["code"]) == (409, "merged")


@pytest.mark.parametrize("wrong", [{}, {"into": None}, {"into": "nonsense"}, {"into": 7}, "own", "theirs", "nobody's"])
def test_merge_into_what_cannot_take_it_is_refused_by_its_field(
    api: APIClient, stranger: User, own: Exercise, wrong: dict | str
) -> None:
    targets = {"own": own.pk, "theirs": ExerciseFactory(owner=stranger).pk, "nobody's": uuid7()}
    body = wrong if isinstance(wrong, dict) else {"into": str(targets[wrong])}
    answer = api.post(path(own, "/merge"), body)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["into"])
    assert not Merge.objects.exists()


def test_merge_of_the_catalogue_is_forbidden_and_a_strangers_is_not_found(
    api: APIClient, stranger_api: APIClient, anonymous_api: APIClient, own: Exercise, squat: Exercise, push_up: Exercise
) -> None:
    body = {"into": str(push_up.pk)}
    assert [api.post(path(squat, "/merge"), body).status_code, api.delete(path(squat, "/merge")).status_code] == [
        403
    ] * 2
    for client, number in ((stranger_api, 404), (anonymous_api, 401)):
        calls = [
            client.post(path(own, "/merge"), body),
            client.delete(path(own, "/merge")),
            client.get(path(own, "/versions")),
        ]
        assert [answer.status_code for answer in calls] == [number] * 3
    wrong = [api.get(path(own, "/merge")), api.put(path(own, "/merge"), body), api.post(path(own, "/versions"))]
    assert [answer.status_code for answer in wrong] == [405] * 3
    assert not Merge.objects.exists()


def test_settings_that_one_does_not_name_stay(api: APIClient, lifter: User, own: Exercise) -> None:
    set_preference(lifter, own, {"weight_unit": "lb", "pinned_note": "heels down", "is_favourite": True})
    body = api.patch(path(own), {"pinned_note": None}).json()
    assert (body["weight_unit"], body["pinned_note"], body["is_favourite"]) == ("lb", None, True)
    body = api.put(path(own), {"name": "Renamed"}).json()
    assert (body["name"], body["weight_unit"], body["is_favourite"]) == ("Renamed", "lb", True)
