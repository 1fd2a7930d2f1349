"""Sets over the API."""

from typing import Any

import pytest
from django.utils import timezone as clock
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

SETS = "/api/v1/sets"
KEYS = {
    "id",
    "workout_exercise_id",
    "set_number",
    "set_type",
    "status",
    "weight",
    "weight_unit",
    "weight_kg",
    "reps",
    "rpe",
    "duration_seconds",
    "distance_m",
    "avg_heart_rate",
    "max_heart_rate",
    "calories",
    "rest_seconds",
    "tempo",
    "notes",
    "as_prescribed",
    "prescribed",
    "completed_at",
    "records",
    "version",
    "created_at",
    "updated_at",
}


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    """Squats in a running workout of the lifter's."""
    return make_exercise(make_workout(lifter), squat)


@pytest.fixture
def address(row: WorkoutExercise) -> str:
    """Where its sets are logged."""
    return f"/api/v1/workout-exercises/{row.pk}/sets"


def test_one_set_is_logged_and_read_back(api: APIClient, row: WorkoutExercise, address: str) -> None:
    answer = api.post(address, {"weight": "62.5", "reps": 8, "rpe": 8.5, "set_type": "top_set", "tempo": "30X0"})
    body = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"{SETS}/{body['id']}")
    assert set(body) == KEYS
    assert (body["set_number"], body["status"], body["weight"], body["weight_unit"], body["rpe"]) == (
        1,
        "completed",
        62.5,
        "kg",
        8.5,
    )
    assert api.get(answer["Location"]).json() == body
    row.refresh_from_db()
    assert row.volume_kg == 500


def test_many_sets_are_logged_in_one_call(api: APIClient, address: str) -> None:
    answer = api.post(address, {"sets": [{"weight": 100, "reps": 8}, {"weight": 110, "reps": 6}]})
    assert answer.status_code == 201
    assert [(entry["set_number"], entry["reps"]) for entry in answer.json()["sets"]] == [(1, 8), (2, 6)]


@pytest.mark.parametrize(
    "sets", [[{"reps": 8}, {"reps": "many"}], [{"reps": 1, "set_number": 2}, {"reps": 1, "set_number": 2}], []]
)
def test_many_sets_are_logged_all_or_none(api: APIClient, address: str, sets: list[Any]) -> None:
    assert api.post(address, {"sets": sets}).status_code == 422
    assert not Set.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weight", -1),
        ("weight", 2001),
        ("weight", "62,5"),
        ("weight", "heavy"),
        ("weight", "Infinity"),
        ("weight", True),
        ("weight", 1.23456),
        ("weight_unit", "stone"),
        ("reps", -1),
        ("reps", 10_000),
        ("reps", 5.5),
        ("rpe", 0.5),
        ("rpe", 10.5),
        ("rpe", 7.3),
        ("duration_seconds", 864_001),
        ("distance_m", 1_000_001),
        ("distance_m", 1.23),
        ("avg_heart_rate", 5),
        ("calories", -1),
        ("rest_seconds", "long"),
        ("set_type", "working"),
        ("status", "done"),
        ("set_number", 0),
        ("tempo", "x" * 21),
        ("notes", "x" * 10_001),
        ("completed_at", "noon"),
        ("completed_at", "1800-01-01"),
        ("completed_at", "2099-01-01"),
        ("prescribed", 5),
        ("id", "7"),
    ],
)
def test_bad_field_is_refused_and_nothing_is_written(api: APIClient, address: str, field: str, value: Any) -> None:
    answer = api.post(address, {"reps": 5, field: value})
    assert (answer.status_code, [key.split(".")[0] for key in answer.json()["errors"]]) == (422, [field])
    assert not Set.objects.exists()


def test_taken_number_is_a_conflict(api: APIClient, address: str) -> None:
    api.post(address, {"reps": 5})
    answer = api.post(address, {"reps": 6, "set_number": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "set_number_taken")
    assert [entry.reps for entry in Set.objects.all()] == [5]


def test_put_logs_under_an_own_id_once_and_then_replaces(api: APIClient, row: WorkoutExercise) -> None:
    address = f"{SETS}/{uuid7()}"
    body = {"workout_exercise_id": str(row.pk), "weight": 100, "reps": 5, "notes": "belt"}
    created, replay = api.put(address, body), api.put(address, body)
    assert (created.status_code, replay.status_code, Set.objects.count()) == (201, 200, 1)
    replaced = api.put(address, {"reps": 6}).json()
    assert (replaced["reps"], replaced["weight"], replaced["notes"], replaced["set_number"]) == (6, None, "", 1)


def test_creating_put_with_a_taken_number_takes_the_next_free(api: APIClient, row: WorkoutExercise) -> None:
    make_set(row)
    answer = api.put(f"{SETS}/{uuid7()}", {"workout_exercise_id": str(row.pk), "reps": 5, "set_number": 1})
    assert (answer.status_code, answer.json()["set_number"]) == (201, 2)


def test_late_put_does_not_bring_a_deleted_set_back(api: APIClient, row: WorkoutExercise) -> None:
    address = f"{SETS}/{make_set(row).pk}"
    assert api.delete(address).status_code == 204
    answer = api.put(address, {"workout_exercise_id": str(row.pk), "reps": 5})
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    assert not Set.objects.exists()


def test_set_finds_or_makes_its_place_by_workout_and_exercise(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    body = {"workout_id": str(workout.pk), "exercise_id": str(squat.pk), "reps": 5}
    first, second = api.post(SETS, body).json(), api.post(SETS, body).json()
    assert first["workout_exercise_id"] == second["workout_exercise_id"]
    assert (first["set_number"], second["set_number"]) == (1, 2)


def test_set_without_a_place_says_what_to_give(api: APIClient) -> None:
    answer = api.post(SETS, {"reps": 5})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["workout_exercise_id"])


def test_set_in_a_strangers_workout_is_refused(api: APIClient, stranger: User, squat: Exercise) -> None:
    theirs = make_exercise(make_workout(stranger), squat)
    answers = [
        api.post(SETS, {"workout_exercise_id": str(theirs.pk), "reps": 5}),
        api.post(SETS, {"workout_id": str(theirs.workout_id), "exercise_id": str(squat.pk), "reps": 5}),
        api.put(f"{SETS}/{uuid7()}", {"workout_exercise_id": str(theirs.pk), "reps": 5}),
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert not Set.objects.exists()


def test_id_of_a_strangers_set_can_not_be_taken(
    api: APIClient, stranger: User, row: WorkoutExercise, squat: Exercise
) -> None:
    theirs = make_set(make_exercise(make_workout(stranger), squat))
    body = {"workout_exercise_id": str(row.pk), "reps": 1}
    assert api.put(f"{SETS}/{theirs.pk}", body).status_code == 404
    assert api.post(SETS, body | {"id": str(theirs.pk)}).json()["code"] == "id_taken"
    theirs.refresh_from_db()
    assert theirs.reps == 5


def test_patch_merges_and_keeps_the_number(api: APIClient, row: WorkoutExercise) -> None:
    made = make_set(row, notes="belt")
    body = api.patch(f"{SETS}/{made.pk}", {"reps": 7}).json()
    assert (body["reps"], body["notes"], body["weight"], body["version"]) == (7, "belt", 100.0, 2)


def test_prescription_stands_beside_what_was_done(api: APIClient, address: str) -> None:
    prescribed = {"reps_min": 5, "reps_max": 8, "weight_kg": 100, "rpe": None, "duration_seconds": None}
    body = api.post(address, {"reps": 6, "weight": 100, "prescribed": prescribed, "as_prescribed": True}).json()
    assert (body["prescribed"], body["as_prescribed"]) == (prescribed | {"weight_kg": 100.0}, True)
    assert api.patch(f"{SETS}/{body['id']}", {"prescribed": None}).json()["prescribed"] is None
    answer = api.post(address, {"prescribed": {"reps_min": 8, "reps_max": 5}})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["prescribed"])


def test_cardio_set_carries_time_and_distance(api: APIClient, lifter: User) -> None:
    run = make_exercise(make_workout(lifter), ExerciseFactory(cardio=True))
    body = {
        "duration_seconds": 1800,
        "distance_m": 5000.5,
        "avg_heart_rate": 150,
        "max_heart_rate": 172,
        "calories": 400,
    }
    answer = api.post(f"/api/v1/workout-exercises/{run.pk}/sets", body).json()
    assert {name: answer[name] for name in body} == body
    assert answer["status"] == "completed"


def test_skipped_and_planned_sets_count_for_nothing(api: APIClient, row: WorkoutExercise, address: str) -> None:
    api.post(address, {"reps": 5, "weight": 100, "status": "skipped"})
    api.post(address, {"reps": 5, "weight": 100, "status": "planned"})
    row.refresh_from_db()
    assert row.set_count == 0


def test_anonymous_is_401_and_wrong_method_405(anonymous_api: APIClient, api: APIClient, address: str) -> None:
    assert [anonymous_api.post(address, {}).status_code, anonymous_api.post(SETS, {}).status_code] == [401, 401]
    assert [api.get(address).status_code, api.get(SETS).status_code] == [405, 405]


def test_refused_set_leaves_no_exercise_behind(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    body = {"workout_id": str(workout.pk), "exercise_id": str(squat.pk), "reps": 1, "weight": 4409}
    assert api.post(SETS, body).status_code == 422
    assert not WorkoutExercise.objects.exists()


def test_bad_set_in_a_list_of_one_is_named_by_its_place(api: APIClient, address: str) -> None:
    assert list(api.post(address, {"sets": [{"weight": 4409}]}).json()["errors"]) == ["sets.0.weight"]


def test_highest_number_does_not_block_the_next_set(api: APIClient, address: str) -> None:
    numbers = [api.post(address, {"reps": 1} | given).json()["set_number"] for given in ({"set_number": 9999}, {}, {})]
    assert numbers == [9999, 1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_set_is_logged_in_few_queries(
    api: APIClient, lifter: User, squat: Exercise, count: int, django_assert_num_queries: Any
) -> None:
    """Device and user, the place; in the transaction five beside the three writes; two for the records."""
    row = make_exercise(make_workout(lifter, started_at=clock.now()), squat)
    for _ in range(count):
        make_set(row)
        make_set(make_exercise(row.workout, row.exercise))
    with django_assert_num_queries(13):
        answer = api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"weight": 100, "reps": 5})
    assert answer.status_code == 201
