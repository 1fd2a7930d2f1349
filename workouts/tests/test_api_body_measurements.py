"""Bodyweight, girths and body fat over the API."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.body import record_measurement
from workouts.models import BodyMeasurement
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workset.lib.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

ADDRESS = "/api/v1/body-measurements"
KEYS = {"id", "date", "kind", "value", "unit", "created_at", "updated_at"}
GIVEN = {"date": "2026-03-02", "kind": "waist", "value": 32.5, "unit": "in"}
DAY = date(2026, 3, 2)


def kinds(answer: Any) -> list[tuple[str, str]]:
    return [(row["date"], row["kind"]) for row in answer.json()["data"]]


def test_measurement_is_recorded_and_read(api: APIClient) -> None:
    answer = api.post(ADDRESS, GIVEN)
    body = answer.json()
    assert (answer.status_code, answer["Location"], set(body)) == (201, f"{ADDRESS}/{body['id']}", KEYS)
    assert {name: body[name] for name in GIVEN} == GIVEN
    assert api.get(answer["Location"]).json() == body
    assert BodyMeasurement.objects.get().metric_value == Decimal("82.55")


@pytest.mark.parametrize(("kind", "unit"), [("bodyweight", "kg"), ("calf", "cm"), ("body_fat", "%")])
def test_value_without_a_unit_is_metric(api: APIClient, lifter: User, kind: str, unit: str) -> None:
    User.objects.update(weight_unit="lb", distance_unit="mi")
    assert api.post(ADDRESS, {"date": "2026-03-02", "kind": kind, "value": 20}).json()["unit"] == unit


def test_second_of_a_day_is_the_same_measurement_with_the_last_value(api: APIClient) -> None:
    first = api.post(ADDRESS, GIVEN).json()
    second = api.post(ADDRESS, GIVEN | {"value": 33}).json()
    assert (second["id"], second["value"], BodyMeasurement.objects.count()) == (first["id"], 33, 1)


def test_bodyweight_moves_what_was_lifted(api: APIClient, lifter: User, push_up: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=None, reps=10)
    volumes = []

    def note() -> None:
        workout.refresh_from_db()
        volumes.append(workout.volume_kg)

    address = api.post(ADDRESS, {"date": "2026-03-01", "kind": "bodyweight", "value": 80})["Location"]
    note()
    api.patch(address, {"value": 90})
    note()
    api.patch(address, {"date": "2026-03-03"})
    note()
    api.patch(address, {"date": "2026-03-02"})
    note()
    api.delete(address)
    note()
    assert volumes == [512, 576, 0, 576, 0]


def test_put_under_an_own_id_creates_then_replaces(api: APIClient) -> None:
    address = f"{ADDRESS}/{uuid7()}"
    assert [api.put(address, GIVEN).status_code for _again in range(2)] == [201, 200]
    body = api.put(address, {"date": "2026-03-03", "kind": "waist", "value": 80}).json()
    assert (body["date"], body["value"], body["unit"], address) == ("2026-03-03", 80, "cm", f"{ADDRESS}/{body['id']}")


def test_patch_changes_what_it_names(api: APIClient, lifter: User) -> None:
    row = record_measurement(lifter, "waist", DAY, Decimal("32.5"), "in")
    body = api.patch(f"{ADDRESS}/{row.pk}", {"value": 33}).json()
    assert (body["value"], body["unit"], body["date"]) == (33, "in", "2026-03-02")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2999-01-01"),
        ("date", "1899-12-31"),
        ("date", "soon"),
        ("kind", "nose"),
        ("value", 0),
        ("value", 200),
        ("value", "heavy"),
        ("value", None),
        ("value", 80.12345),
        ("unit", "kg"),
        ("unit", "ft"),
    ],
)
def test_bad_field_is_refused_and_nothing_is_written(api: APIClient, lifter: User, field: str, value: Any) -> None:
    answer = api.post(ADDRESS, GIVEN | {field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not BodyMeasurement.objects.exists()
    row = record_measurement(lifter, "waist", DAY, Decimal(80))
    if field != "kind":
        assert api.patch(f"{ADDRESS}/{row.pk}", {"unit": "in", field: value}).status_code == 422
    row.refresh_from_db()
    assert (row.date, row.value, row.unit) == (DAY, 80, "cm")


def test_kind_stays_what_it_was(api: APIClient, lifter: User) -> None:
    row = record_measurement(lifter, "waist", DAY, Decimal(80))
    answer = api.patch(f"{ADDRESS}/{row.pk}", {"kind": "hips"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["kind"])


def test_day_that_is_taken_is_a_conflict(api: APIClient, lifter: User) -> None:
    record_measurement(lifter, "waist", DAY, Decimal(80))
    other = record_measurement(lifter, "waist", DAY + timedelta(days=1), Decimal(81))
    for answer in (api.put(f"{ADDRESS}/{uuid7()}", GIVEN), api.patch(f"{ADDRESS}/{other.pk}", {"date": "2026-03-02"})):
        assert (answer.status_code, answer.json()["code"]) == (409, "date_taken")
    assert list(BodyMeasurement.objects.order_by("date").values_list("value", flat=True)) == [80, 81]


def test_deleted_measurement_is_not_brought_back_by_a_late_replay(api: APIClient) -> None:
    address = f"{ADDRESS}/{uuid7()}"
    api.put(address, GIVEN)
    assert api.delete(address).status_code == 204
    assert (api.get(address).status_code, api.delete(address).status_code) == (404, 404)
    answer = api.put(address, GIVEN)
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    assert not BodyMeasurement.objects.exists()


def test_list_is_newest_first_and_filtered(api: APIClient, lifter: User, stranger: User) -> None:
    weigh(stranger, DAY, Decimal(70))
    weigh(lifter, DAY, Decimal(80))
    weigh(lifter, DAY + timedelta(days=2), Decimal(80))
    record_measurement(lifter, "waist", DAY + timedelta(days=1), Decimal(80))
    assert kinds(api.get(ADDRESS)) == [
        ("2026-03-04", "bodyweight"),
        ("2026-03-03", "waist"),
        ("2026-03-02", "bodyweight"),
    ]
    assert kinds(api.get(f"{ADDRESS}?kind=waist")) == [("2026-03-03", "waist")]
    assert kinds(api.get(f"{ADDRESS}?from=2026-03-03&to=2026-03-03")) == [("2026-03-03", "waist")]


@pytest.mark.parametrize("query", ["kind=nose", "from=soon", "to=2026-13-01"])
def test_unknown_filter_value_is_refused(api: APIClient, query: str) -> None:
    assert api.get(f"{ADDRESS}?{query}").status_code == 422


def test_measurement_of_another_person_is_not_found(
    stranger_api: APIClient, anonymous_api: APIClient, lifter: User
) -> None:
    address = f"{ADDRESS}/{record_measurement(lifter, 'waist', DAY, Decimal(80)).pk}"
    for client, status in ((stranger_api, 404), (anonymous_api, 401)):
        answers = [client.get(address), client.put(address, GIVEN), client.patch(address, {}), client.delete(address)]
        assert {answer.status_code for answer in answers} == {status}
    assert (anonymous_api.get(ADDRESS).status_code, anonymous_api.post(ADDRESS, GIVEN).status_code) == (401, 401)
    assert stranger_api.get(ADDRESS).json()["meta"]["total"] == 0
    assert BodyMeasurement.objects.get().value == 80


def test_wrong_method_is_refused(api: APIClient) -> None:
    assert (api.delete(ADDRESS).status_code, api.post(f"{ADDRESS}/{uuid7()}").status_code) == (405, 405)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_one_row_as_for_three(
    api: APIClient, lifter: User, rows: int, django_assert_num_queries: Any
) -> None:
    for days in range(rows):
        weigh(lifter, DAY + timedelta(days=days), Decimal(80))
    with django_assert_num_queries(3):
        api.get(ADDRESS)
