"""A name that is no field is refused, wherever a body is taken, and the near one is named."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tokens import sign_in
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.tests.factories import make_goal
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

WORKOUTS = "/api/v1/workouts"
SIGN_OUT = "/api/v1/auth/logout"  # answers 204 whatever it is sent


def calls_with_a_body() -> list[tuple[str, str]]:
    """Every method and path of the API that takes one."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return [
        (method, path)
        for path, calls in paths.items()
        for method, call in calls.items()
        if "requestBody" in call and path != SIGN_OUT
    ]


@pytest.fixture
def ids(lifter: User) -> dict[str, str]:
    """For each collection the id of a row of the lifter's."""
    entry = make_set(make_exercise(make_workout(lifter), ExerciseFactory()))
    rows = {
        "sets": entry,
        "workout-exercises": entry.workout_exercise,
        "workouts": entry.workout_exercise.workout,
        "exercises": ExerciseFactory(owner=lifter),
        "body-measurements": weigh(lifter, STARTED.date(), 80),
        "goals": make_goal(lifter),
        "devices": sign_in(lifter, "tablet")[0],
    }
    return {collection: str(row.pk) for collection, row in rows.items()}


def test_every_call_that_takes_a_body_refuses_an_unknown_field(api: APIClient, ids: dict[str, str]) -> None:
    calls = calls_with_a_body()
    assert len(calls) > 25
    taking = []
    for method, path in calls:
        before, _, after = path.partition("/{id}")
        address = f"{before}/{ids[before.rpartition('/')[2]]}{after}" if "{" in path else path
        answer = getattr(api, method)(address, {"no_such_thing": 1})
        told = answer.json().get("errors", {}).get("no_such_thing") if answer.content else None
        if (answer.status_code, told) != (422, ["There is no field no_such_thing."]):
            taking.append((method, path, answer.status_code))
    assert taking == []


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("startedAt", "started_at"),
        ("started", "started_at"),
        ("performedAt", "started_at"),
        ("date", "started_at"),
        ("durationMinutes", "duration_minutes"),
        ("duration", "duration_minutes"),
        ("completed", "status"),
        ("bodyweigth_kg", "bodyweight_kg"),
    ],
)
def test_near_field_of_a_workout_is_named(api: APIClient, written: str, near: str) -> None:
    answer = api.post(WORKOUTS, {"title": "Push", written: "2026-03-02"})
    told = f"There is no field {written}; did you mean {near}?"
    assert (answer.status_code, answer.json()["errors"]) == (422, {written: [told]})
    assert not Workout.objects.exists()


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("weigth", "weight"),
        ("weight_performed", "weight"),
        ("performedReps", "reps"),
        ("rpe_performed", "rpe"),
        ("prescribedReps", "prescribed.reps_min"),
        ("prescribed_weight", "prescribed.weight_kg"),
        ("completed", "status"),
    ],
)
def test_unknown_field_deep_in_a_tree_is_named_by_its_path(
    api: APIClient, squat: Exercise, written: str, near: str
) -> None:
    tree = [{"exercise_id": str(squat.pk), "sets": [{"reps": 5}, {written: 5}]}]
    answer = api.post(WORKOUTS, {"exercises": tree})
    told = f"There is no field {written}; did you mean {near}?"
    assert (answer.status_code, answer.json()["errors"]) == (422, {f"exercises.0.sets.1.{written}": [told]})
    assert not Workout.objects.exists()


def test_name_of_a_person_and_place_of_an_exercise_are_found_under_other_names(
    api: APIClient, lifter: User, squat: Exercise
) -> None:
    assert "did you mean name?" in api.patch("/api/v1/me", {"full_name": "Ann"}).json()["errors"]["full_name"][0]
    body = {"exercise_id": str(squat.pk), "exerciseOrder": 1}
    answer = api.post(f"{WORKOUTS}/{make_workout(lifter).pk}/exercises", body)
    assert "did you mean order?" in answer.json()["errors"]["exerciseOrder"][0]


def test_unknown_field_is_told_beside_the_other_faults(api: APIClient) -> None:
    errors = api.post(WORKOUTS, {"status": "done", "titel": "Push"}).json()["errors"]
    assert set(errors) == {"status", "titel"}


def test_unknown_field_inside_a_prescription_is_refused(api: APIClient, ids: dict[str, str]) -> None:
    answer = api.patch(f"/api/v1/sets/{ids['sets']}", {"prescribed": {"reps": 5}})
    assert list(answer.json()["errors"]) == ["prescribed.reps"]


def test_what_was_read_may_be_sent_back_whole(api: APIClient, ids: dict[str, str]) -> None:
    addresses = [f"/api/v1/{name}/{pk}" for name, pk in ids.items() if name != "devices"] + ["/api/v1/me"]
    bodies = [api.get(address).json() for address in addresses]
    assert [api.put(*pair).status_code for pair in zip(addresses, bodies, strict=True)] == [200] * len(addresses)


def test_read_only_fields_are_ignored(api: APIClient, squat: Exercise) -> None:
    made = api.post(WORKOUTS, {"title": "Push", "version": 7, "user_id": "me", "totals": None, "source": "hevy"})
    assert (made.status_code, made.json()["version"], made.json()["source"]) == (201, 1, "")
    mine = api.patch(f"/api/v1/exercises/{squat.pk}", {"pinned_note": "belt", "version": 7, "owner": "me"})
    assert (mine.status_code, mine.json()["pinned_note"], mine.json()["version"]) == (200, "belt", 1)


def test_late_put_of_a_set_may_name_its_place_again(api: APIClient, ids: dict[str, str], squat: Exercise) -> None:
    place = {"workout_id": ids["workouts"], "exercise_id": str(squat.pk)}
    body = place | {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "reps": 5}
    answers = [api.put(f"/api/v1/sets/{body['id']}", body).status_code for _ in range(2)]
    assert (answers, Set.objects.count()) == ([201, 200], 2)


def test_not_found_comes_before_not_valid(stranger_api: APIClient, ids: dict[str, str]) -> None:
    for method, path in calls_with_a_body():
        if "{" in path and "devices" not in path:
            before, _, after = path.partition("/{id}")
            address = f"{before}/{ids[before.rpartition('/')[2]]}{after}"
            answer: Any = getattr(stranger_api, method)(address, {"no_such_thing": 1})
            assert (method, path, answer.status_code) == (method, path, 404)


def test_thousands_of_unknown_fields_are_refused_at_once_and_in_short(api: APIClient) -> None:
    answer = api.post(WORKOUTS, {f"{number}{'x' * 100}": 1 for number in range(8000)})
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 20)
    assert len(answer.content) < 5000


def test_unknown_names_of_a_whole_tree_are_told_twenty_times_at_most(api: APIClient, squat: Exercise) -> None:
    strange = {f"weighu{number}": 1 for number in range(5)}
    sets = [{"reps": 5} | strange for _ in range(100)]
    answer = api.post(WORKOUTS, {"exercises": [{"exercise_id": str(squat.pk), "sets": sets}]})

    assert answer.status_code == 422
    told = [path for path in answer.json()["errors"] if "weighu" in path]
    assert len(told) == 20
    assert answer.json()["errors"]["exercises.0.sets.99.detail"] == ["There are more fields that don't exist."]
    assert not Workout.objects.exists()
