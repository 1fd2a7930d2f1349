from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

WORKOUTS = "/api/v1/workouts"
KEYS = {
    "id",
    "user_id",
    "title",
    "type",
    "status",
    "planned_on",
    "started_at",
    "completed_at",
    "duration_seconds",
    "duration_minutes",
    "local_date",
    "timezone",
    "notes",
    "bodyweight_kg",
    "routine_id",
    "program_day_id",
    "source",
    "totals",
    "version",
    "created_at",
    "updated_at",
}


# JSON, but not a workout.
NO_OBJECT = ("[]", "7", '"x"')


@pytest.fixture
def tree(squat: Exercise) -> dict[str, Any]:
    """A workout with one exercise and two sets, as a client sends it."""
    sets = [{"weight": 100, "reps": 5}, {"weight": "225", "weight_unit": "lb", "reps": 3, "rpe": 8.5}]
    return {
        "title": "Legs",
        "started_at": "2026-03-02T18:00:00Z",
        "duration_minutes": 45,
        "exercises": [{"exercise_id": str(squat.pk), "notes": "low bar", "sets": sets}],
    }


def test_whole_tree_in_one_post(api: APIClient, tree: dict[str, Any]) -> None:
    answer = api.post(WORKOUTS, tree)
    body = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"{WORKOUTS}/{body['id']}")
    assert set(body) == KEYS | {"exercises"}
    assert (body["status"], body["completed_at"], body["local_date"]) == (
        "completed",
        "2026-03-02T18:45:00Z",
        "2026-03-02",
    )
    assert body["totals"] == {"exercises": 1, "sets": 2, "reps": 8, "volume_kg": 806.174}
    assert [entry["weight_kg"] for entry in body["exercises"][0]["sets"]] == [100.0, 102.058]
    assert api.get(answer["Location"]).json() == body


def test_bad_set_deep_in_a_tree_is_named_by_its_path_and_nothing_is_written(
    api: APIClient, tree: dict[str, Any]
) -> None:
    tree["exercises"][0]["sets"][1]["reps"] = -1
    answer = api.post(WORKOUTS, tree)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercises.0.sets.1.reps"])
    assert set(answer.json()) == {"message", "code", "errors", "request_id"}
    assert not Workout.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 201),
        ("notes", "x" * 10_001),
        ("started_at", "yesterday"),
        ("started_at", "0001-01-01T00:00:00Z"),
        ("started_at", "1899-12-31"),
        ("started_at", "2126-01-01"),
        ("started_at", 5),
        ("planned_on", "2126-01-01"),
        ("planned_on", "2026-02-30"),
        ("duration_seconds", -1),
        ("duration_seconds", 864_001),
        ("duration_seconds", 10**30),
        ("duration_minutes", 14_401),
        ("bodyweight_kg", 0),
        ("bodyweight_kg", 701),
        ("bodyweight_kg", "NaN"),
        ("bodyweight_kg", "1e999999"),
        ("status", "done"),
        ("timezone", "Mars"),
        ("exercises", "none"),
        ("exercises", [1]),
        ("exercises", [{"exercise_id": "x"}]),
        ("exercises", [{}]),
    ],
)
def test_bad_field_is_refused_and_nothing_is_written(api: APIClient, field: str, value: Any) -> None:
    answer = api.post(WORKOUTS, {field: value})
    assert answer.status_code == 422
    assert next(iter(answer.json()["errors"])).split(".")[0] == field
    assert not Workout.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["{", "[1, 2", '{"title": "\\ud800"}', '{"title": "a\\u0000b"}', "[" * 5000, '{"title": NaN}', "[]", "7", '"x"'],
)
def test_hostile_bodies_are_refused_without_a_crash(api: APIClient, body: str) -> None:
    answer = api.post(WORKOUTS, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (
        (422, "invalid") if body in NO_OBJECT else (400, "bad_request")
    )
    assert not Workout.objects.exists()


def test_put_under_an_own_id_creates_once_and_then_replaces(api: APIClient, tree: dict[str, Any]) -> None:
    address = f"{WORKOUTS}/{uuid7()}"
    created, replaced = api.put(address, tree), api.put(address, {"started_at": "2026-03-02T18:00:00Z"})
    assert (created.status_code, replaced.status_code) == (201, 200)
    assert (replaced.json()["title"], replaced.json()["duration_seconds"], len(replaced.json()["exercises"])) == (
        "",
        None,
        1,
    )
    assert Workout.objects.count() == 1
    assert api.put(address, {"exercises": []}).json()["exercises"] == []


def test_put_of_what_was_read_changes_nothing_but_versions(api: APIClient, tree: dict[str, Any]) -> None:
    body = api.post(WORKOUTS, tree).json()
    again = api.put(f"{WORKOUTS}/{body['id']}", body).json()

    def without_versions(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without_versions(v) for k, v in value.items() if k not in ("version", "updated_at")}
        return [without_versions(item) for item in value] if isinstance(value, list) else value

    assert without_versions(again) == without_versions(body)


def test_put_with_an_id_of_another_version_is_refused(api: APIClient) -> None:
    answer = api.put(f"{WORKOUTS}/7f5e6f7c-9a7e-4a52-9b65-0c9f5d1f2a11", {})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["id"])


def test_patch_merges(api: APIClient, tree: dict[str, Any]) -> None:
    body = api.post(WORKOUTS, tree).json()
    answer = api.patch(f"{WORKOUTS}/{body['id']}", {"notes": "strong"}).json()
    assert (answer["notes"], answer["title"], len(answer["exercises"])) == ("strong", "Legs", 1)


def test_list_is_newest_first_in_the_envelope(api: APIClient, lifter: User, stranger: User) -> None:
    for days in (3, 1, 2):
        make_workout(lifter, started_at=STARTED + timedelta(days=days), title=f"Day {days}")
    make_workout(stranger)
    body = api.get(f"{WORKOUTS}?page_size=2").json()
    assert [row["title"] for row in body["data"]] == ["Day 3", "Day 2"]
    assert set(body["data"][0]) == KEYS
    assert body["meta"] == {"current_page": 1, "from": 1, "last_page": 2, "per_page": 2, "to": 2, "total": 3}
    assert body["links"] == {
        "first": "http://testserver/api/v1/workouts?page=1&page_size=2",
        "last": "http://testserver/api/v1/workouts?page=2&page_size=2",
        "prev": None,
        "next": "http://testserver/api/v1/workouts?page=2&page_size=2",
    }


def test_strangers_workout_does_not_exist(api: APIClient, stranger: User, squat: Exercise) -> None:
    workout = make_workout(stranger)
    row = make_exercise(workout, squat)
    made = make_set(row)
    before = list(Workout.objects.values()), list(Set.objects.values())
    address = f"{WORKOUTS}/{workout.pk}"
    calls = [
        api.get(address),
        api.put(address, {}),
        api.patch(address, {}),
        api.delete(address),
        api.get(f"{address}/report"),
        api.post(f"{address}/complete"),
        api.post(f"{address}/copy"),
        api.post(f"{address}/restore"),
        api.post(f"{address}/exercises", {"exercise_id": str(squat.pk)}),
        api.get(f"/api/v1/workout-exercises/{row.pk}"),
        api.patch(f"/api/v1/workout-exercises/{row.pk}", {"notes": "x"}),
        api.delete(f"/api/v1/workout-exercises/{row.pk}"),
        api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"reps": 1}),
        api.get(f"/api/v1/sets/{made.pk}"),
        api.put(f"/api/v1/sets/{made.pk}", {"reps": 1}),
        api.patch(f"/api/v1/sets/{made.pk}", {"reps": 1}),
        api.delete(f"/api/v1/sets/{made.pk}"),
    ]
    assert [answer.status_code for answer in calls] == [404] * len(calls)
    assert {answer.json()["code"] for answer in calls} == {"not_found"}
    assert (list(Workout.objects.values()), list(Set.objects.values())) == before


def test_strangers_exercise_can_not_be_used(api: APIClient, stranger: User) -> None:
    private = ExerciseFactory(owner=stranger, name="Secret Lift")
    answer = api.post(WORKOUTS, {"exercises": [{"exercise_id": str(private.pk)}]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercises.0.exercise_id"])
    assert "Secret" not in answer.content.decode()
    assert not Workout.objects.exists()


def test_anonymous_is_401_and_wrong_method_405(anonymous_api: APIClient, api: APIClient) -> None:
    answer = anonymous_api.get(WORKOUTS)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert api.put(WORKOUTS).status_code == 405
    assert api.get(f"{WORKOUTS}/not-an-id").json()["code"] == "not_found"


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_detail_take_a_fixed_number_of_queries(
    api: APIClient, lifter: User, squat: Exercise, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        workout = make_workout(lifter)
        for _ in range(count):
            row = make_exercise(workout, squat)
            for _ in range(count):
                make_set(row)
    with django_assert_num_queries(3):  # device and user, count, page
        api.get(WORKOUTS)
    with django_assert_num_queries(3):  # device and user, workout, tree
        api.get(f"{WORKOUTS}/{workout.pk}")


def test_body_over_one_mib_is_told_so(api: APIClient) -> None:
    answer = api.post(WORKOUTS, {"notes": "x" * 1_100_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_patch_takes_no_tree(api: APIClient, tree: dict[str, Any]) -> None:
    body = api.post(WORKOUTS, tree).json()
    answer = api.patch(f"{WORKOUTS}/{body['id']}", {"exercises": [{"id": body["exercises"][0]["id"]}]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercises"])
    assert Set.objects.count() == 2


def test_tree_is_bounded_as_a_whole(api: APIClient, squat: Exercise) -> None:
    row = {"exercise_id": str(squat.pk), "sets": [{"reps": 1}] * 500}
    answer = api.post(WORKOUTS, {"exercises": [row] * 5})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercises"])


def test_workout_with_an_exercise_that_was_archived_can_still_be_put(api: APIClient, tree: dict[str, Any]) -> None:
    body = api.post(WORKOUTS, tree).json()
    Exercise.objects.update(archived_at=STARTED)
    assert api.put(f"{WORKOUTS}/{body['id']}", body).status_code == 200
    assert list(api.post(WORKOUTS, tree).json()["errors"]) == ["exercises.0.exercise_id"]


def test_put_of_a_tree_keeps_when_a_set_was_done(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    made = make_set(row)
    tree = [{"id": str(row.pk), "exercise_id": str(squat.pk), "sets": [{"id": str(made.pk), "reps": 6, "weight": 100}]}]
    api.put(f"{WORKOUTS}/{workout.pk}", {"exercises": tree})
    again = Set.objects.get()
    assert (again.reps, again.completed_at) == (6, made.completed_at)


@pytest.mark.parametrize("count", [1, 10])
def test_tree_takes_a_fixed_number_of_queries(
    api: APIClient, squat: Exercise, count: int, django_assert_max_num_queries: Any
) -> None:
    row = {"exercise_id": str(squat.pk), "sets": [{"reps": 5}]}
    with django_assert_max_num_queries(24):
        assert api.post(WORKOUTS, {"exercises": [row] * count}).status_code == 201
