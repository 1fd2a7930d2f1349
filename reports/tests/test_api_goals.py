"""Goals over the API."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from reports.models import Goal
from reports.tests.factories import make_goal
from workouts.logbook.merge import merge_exercise
from workouts.models import Set
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workset.lib.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

ADDRESS = "/api/v1/goals"
KEYS = {
    *("id", "type", "exercise_id", "exercise_name", "metric", "target_value", "weight_unit", "target_kg", "period"),
    *("starts_on", "deadline", "status", "value", "progress", "achieved_on", "version", "created_at", "updated_at"),
}
START = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def given(squat: Exercise) -> dict[str, Any]:
    """A body that sets a goal."""
    return {
        "type": "strength",
        "exercise_id": str(squat.pk),
        "metric": "e1rm",
        "target_value": 300,
        "weight_unit": "lb",
        "starts_on": "2026-03-01",
        "deadline": "2026-09-01",
    }


def lift(user: User, exercise: Exercise, day: int, weight: Any, reps: int = 1) -> Set:
    workout = make_workout(user, started_at=START + timedelta(days=day), status="completed")
    return make_set(make_exercise(workout, exercise), weight, reps)


def test_goal_is_set_and_read(api: APIClient, given: dict[str, Any], squat: Exercise) -> None:
    answer = api.post(ADDRESS, given)
    body = answer.json()
    assert (answer.status_code, answer["Location"], set(body)) == (201, f"{ADDRESS}/{body['id']}", KEYS)
    assert {name: body[name] for name in given} == given
    assert (body["target_kg"], body["exercise_name"], body["period"]) == (136.078, "Barbell Squat", None)
    assert (body["status"], body["value"], body["progress"], body["achieved_on"]) == ("missed", None, 0, None)
    assert api.get(answer["Location"]).json() == body


def test_progress_status_and_what_achieved_it_follow_what_was_done(
    api: APIClient, lifter: User, squat: Exercise
) -> None:
    goal = make_goal(lifter, squat, target_value=120)
    first = lift(lifter, squat, 0, 90)
    shown = api.get(f"{ADDRESS}/{goal.pk}").json()
    assert (shown["status"], shown["value"], shown["progress"], shown["achieved_on"]) == ("active", 90, 75, None)
    entry = lift(lifter, squat, 7, 120)
    told = api.get(f"{ADDRESS}/{goal.pk}/progress").json()
    deed = {
        "on": "2026-03-09",
        "workout_id": str(entry.workout_exercise.workout_id),
        "set_id": str(entry.pk),
    }
    assert told == {
        "goal_id": str(goal.pk),
        "status": "achieved",
        "unit": "kg",
        "start_value": None,
        "value": 120,
        "target": 120,
        "percent": 100,
        "remaining": 0,
        "points": [{"date": "2026-03-02", "value": 90}, {"date": "2026-03-09", "value": 120}],
        "projection": None,
        "best": deed,
        "achieved": deed,
        "definitions": dict.fromkeys(("status", "percent", "projection"), "/help/#goals"),
    }
    api.delete(f"/api/v1/sets/{entry.pk}")
    told = api.get(f"{ADDRESS}/{goal.pk}/progress").json()
    assert (told["status"], told["value"], told["achieved"]) == ("active", 90, None)
    assert told["best"]["set_id"] == str(first.pk)


def test_projection_comes_with_enough_points(api: APIClient, lifter: User) -> None:
    today = lifter.today()
    goal = make_goal(lifter, type="bodyweight", target_value=80, starts_on=today - timedelta(days=60))
    address = f"{ADDRESS}/{goal.pk}/progress"
    for number in range(4):
        weigh(lifter, today - timedelta(days=20 - number * 5), Decimal(90) - number)
    assert api.get(address).json()["projection"] is None
    weigh(lifter, today, Decimal(86))
    on = str(today + timedelta(days=30))
    told = api.get(address).json()
    assert told["projection"] == {"on": on, "low": on, "high": on, "points_used": 5}
    assert (told["start_value"], told["percent"], told["best"]) == (90, 40, None)


def test_answer_to_a_read_is_304_until_something_is_done(api: APIClient, lifter: User, squat: Exercise) -> None:
    address = f"{ADDRESS}/{make_goal(lifter, squat).pk}"
    for number, path in enumerate((address, f"{address}/progress", ADDRESS)):
        tag = api.get(path)["ETag"]
        assert api.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304
        lift(lifter, squat, 1, 100 + number)
        assert api.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_change_that_was_seen_is_made_though_something_was_done_since(
    api: APIClient, lifter: User, squat: Exercise
) -> None:
    address = f"{ADDRESS}/{make_goal(lifter, squat).pk}"
    tag = api.get(address)["ETag"]
    lift(lifter, squat, 1, 100)
    changed = api.patch(address, {"target_value": 150}, HTTP_IF_MATCH=tag)
    assert (changed.status_code, changed.json()["target_value"]) == (200, 150)
    stale = api.patch(address, {"target_value": 160}, HTTP_IF_MATCH=tag)
    assert (stale.status_code, stale.json()["current"]["target_value"]) == (412, 150)


def test_put_under_an_own_id_creates_then_replaces(api: APIClient, given: dict[str, Any]) -> None:
    address = f"{ADDRESS}/{uuid7()}"
    assert [api.put(address, given).status_code for _again in range(2)] == [201, 200]
    body = api.put(address, {"type": "strength", "target_value": 150}).json()
    assert (body["target_value"], body["weight_unit"], body["metric"], body["deadline"]) == (150, "kg", "weight", None)
    assert (body["exercise_id"], body["starts_on"]) == (given["exercise_id"], given["starts_on"])


def test_post_is_made_once_for_one_key(api: APIClient, given: dict[str, Any]) -> None:
    first, again = (api.post(ADDRESS, given, HTTP_IDEMPOTENCY_KEY="once") for _ in range(2))
    assert (again["Idempotency-Replayed"], again.json(), Goal.objects.count()) == ("true", first.json(), 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "glory"),
        ("exercise_id", None),
        ("exercise_id", "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a"),
        ("exercise_id", "squat"),
        ("metric", "workouts"),
        ("metric", "beauty"),
        ("target_value", 0),
        ("target_value", -1),
        ("target_value", "heavy"),
        ("target_value", None),
        ("target_value", 100_000),
        ("weight_unit", "stone"),
        ("period", "week"),
        ("period", "year"),
        ("starts_on", "soon"),
        ("starts_on", "1899-12-31"),
        ("deadline", "2026-02-28"),
        ("deadline", "2999-01-01"),
    ],
)
def test_bad_field_is_refused_and_nothing_is_written(
    api: APIClient, lifter: User, squat: Exercise, given: dict[str, Any], field: str, value: Any
) -> None:
    answer = api.post(ADDRESS, given | {field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Goal.objects.exists()
    goal = make_goal(lifter, squat)
    before = Goal.objects.values().get()
    for verb in (api.put, api.patch):
        assert verb(f"{ADDRESS}/{goal.pk}", given | {field: value}).status_code == 422
    assert Goal.objects.values().get() == before


def test_type_and_target_are_needed(api: APIClient) -> None:
    answer = api.post(ADDRESS, {})
    assert (answer.status_code, sorted(answer.json()["errors"])) == (422, ["target_value", "type"])


def test_exercise_of_a_stranger_can_not_be_aimed_at(api: APIClient, stranger: User, given: dict[str, Any]) -> None:
    theirs = create_exercise(stranger, {"name": "Theirs"})
    answer = api.post(ADDRESS, given | {"exercise_id": str(theirs.pk)})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercise_id"])


def test_deleted_goal_is_not_brought_back_by_a_late_replay(api: APIClient, given: dict[str, Any]) -> None:
    address = f"{ADDRESS}/{uuid7()}"
    api.put(address, given)
    assert api.delete(address).status_code == 204
    assert (api.get(address).status_code, api.delete(address).status_code) == (404, 404)
    answer = api.put(address, given)
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    assert not Goal.objects.exists()


def test_list_is_newest_first_and_filtered(api: APIClient, lifter: User, stranger: User, squat: Exercise) -> None:
    make_goal(stranger, squat)
    lift(lifter, squat, 0, 120)
    names = {
        str(make_goal(lifter, squat, target_value=100).pk): "achieved",
        str(make_goal(lifter, squat, target_value=200, metric="e1rm").pk): "active",
        str(make_goal(lifter, ExerciseFactory(), deadline=date(2026, 3, 31)).pk): "missed",
        str(make_goal(lifter, type="consistency", target_value=300, period="week").pk): "weekly",
    }

    def found(query: str = "") -> list[str]:
        return [names[row["id"]] for row in api.get(f"{ADDRESS}?{query}").json()["data"]]

    assert found() == ["weekly", "missed", "active", "achieved"]
    assert found("type=strength") == ["missed", "active", "achieved"]
    assert found("metric=e1rm") == ["active"]
    assert found("period=week") == ["weekly"]
    assert found(f"exercise={squat.pk}") == ["active", "achieved"]
    assert found("status=active") == ["weekly", "active"]
    assert found("status=achieved&type=strength") == ["achieved"]
    assert found("status=missed") == ["missed"]


@pytest.mark.parametrize("query", ["type=glory", "status=soon", "exercise=squat", "metric=x", "period=year", "page=0"])
def test_unknown_filter_value_is_refused(api: APIClient, query: str) -> None:
    assert api.get(f"{ADDRESS}?{query}").status_code == 422


def test_merged_exercise_is_shown_as_what_it_went_into(api: APIClient, lifter: User, squat: Exercise) -> None:
    own = create_exercise(lifter, {"name": "My Squat"})
    body = {"type": "strength", "exercise_id": str(own.pk), "target_value": 120}
    address = f"{ADDRESS}/{uuid7()}"
    api.put(address, body)
    merge_exercise(own, squat)
    shown = api.get(address).json()
    assert (shown["exercise_id"], shown["exercise_name"]) == (str(squat.pk), "Barbell Squat")
    assert [row["id"] for row in api.get(f"{ADDRESS}?exercise={squat.pk}").json()["data"]] == [shown["id"]]
    replayed = api.put(address, body, HTTP_IF_NONE_MATCH="*")
    assert (replayed.status_code, replayed.json()) == (200, shown)
    assert api.put(address, body).json()["exercise_id"] == str(squat.pk)
    assert Goal.objects.get().exercise == own


def test_goal_of_another_person_is_not_found(
    stranger_api: APIClient, anonymous_api: APIClient, lifter: User, squat: Exercise, given: dict[str, Any]
) -> None:
    address = f"{ADDRESS}/{make_goal(lifter, squat).pk}"
    for client, status in ((stranger_api, 404), (anonymous_api, 401)):
        reads = [client.get(address), client.get(f"{address}/progress")]
        writes = [client.put(address, given), client.patch(address, {}), client.delete(address)]
        assert {answer.status_code for answer in (*reads, *writes)} == {status}
    assert (anonymous_api.get(ADDRESS).status_code, anonymous_api.post(ADDRESS, given).status_code) == (401, 401)
    assert stranger_api.get(ADDRESS).json()["meta"]["total"] == 0
    assert Goal.objects.get().target_value == 140


def test_wrong_method_is_refused(api: APIClient, lifter: User) -> None:
    goal = f"{ADDRESS}/{make_goal(lifter).pk}"
    answers = [api.delete(ADDRESS), api.post(goal), api.post(f"{goal}/progress"), api.delete(f"{goal}/progress")]
    assert [answer.status_code for answer in answers] == [405] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_one_row_as_for_three(
    api: APIClient, lifter: User, squat: Exercise, rows: int, django_assert_num_queries: Any
) -> None:
    for _each in range(rows):
        make_goal(lifter, squat)
        make_goal(lifter, create_exercise(lifter, {"name": f"Own {_each}"}))
    with django_assert_num_queries(4):
        assert len(api.get(ADDRESS).json()["data"]) == 2 * rows
