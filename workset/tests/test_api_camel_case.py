"""`application/vnd.workset.v1+json`: the same calls with keys in camelCase, in and out."""

import json
from io import BytesIO
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.api.camel_case import CamelCaseParser, CamelCaseRenderer, camel_case, camelised, snake_case

pytestmark = pytest.mark.anywhere

CAMEL = "application/vnd.workset.v1+json"
WORKOUTS = "/api/v1/workouts"

names = st.from_regex(r"[a-z0-9_.\-]{0,12}", fullmatch=True)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
)


@given(st.dictionaries(names, values))
def test_what_is_rendered_is_read_as_it_was(data: dict[str, Any]) -> None:
    assert CamelCaseParser().parse(BytesIO(CamelCaseRenderer().render(data))) == data


def test_every_field_of_the_schema_has_one_name_in_camel_case() -> None:
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"].values()
    named = {name for schema in schemas for name in schema.get("properties", {})}
    fields = {name for name in named if name == name.lower()}  # the schema has each in camelCase too
    turned = {camel_case(name) for name in fields}
    assert (len(fields) > 100, {snake_case(name) for name in turned}) == (True, fields)
    assert not [name for name in turned if "_" in name]
    assert {"e1rmFormula", "durationSeconds", "bodyweightKg"} <= turned


@pytest.mark.django_db
def test_workout_is_logged_and_read_in_camel_case(api: APIClient, squat: Exercise) -> None:
    body = {
        "startedAt": "2026-03-02T18:00:00Z",
        "exercises": [{"exerciseId": str(squat.pk), "sets": [{"reps": 5, "weight": 60, "setType": "warm_up"}]}],
    }
    made = api.post(WORKOUTS, json.dumps(body), content_type=CAMEL, HTTP_ACCEPT=CAMEL)
    assert (made.status_code, made["Content-Type"]) == (201, CAMEL)
    said = made.json()
    entry = said["exercises"][0]["sets"][0]
    assert (said["startedAt"], said["totals"]["volumeKg"]) == ("2026-03-02T18:00:00Z", 0.0)
    assert (entry["setType"], entry["setNumber"], entry["weightKg"]) == ("warm_up", 1, 60.0)
    assert camelised(api.get(made["Location"]).json()) == said == api.get(made["Location"], HTTP_ACCEPT=CAMEL).json()


@pytest.mark.django_db
def test_body_and_answer_choose_their_case_apart(api: APIClient) -> None:
    snake_answer = api.post(WORKOUTS, '{"plannedOn": "2026-12-01"}', content_type=CAMEL)
    camel_answer = api.post(WORKOUTS, {"planned_on": "2026-12-01"}, HTTP_ACCEPT=CAMEL)
    assert (snake_answer.json()["planned_on"], camel_answer.json()["plannedOn"]) == ("2026-12-01", "2026-12-01")


@pytest.mark.django_db
def test_camel_case_in_plain_json_is_an_unknown_field(api: APIClient) -> None:
    assert list(api.post(WORKOUTS, {"plannedOn": "2026-12-01"}).json()["errors"]) == ["plannedOn"]


@pytest.mark.django_db
def test_lists_and_the_account_are_turned_too(api: APIClient, lifter: User, squat: Exercise) -> None:
    make_set(make_exercise(make_workout(lifter), squat))
    page = api.get(WORKOUTS, HTTP_ACCEPT=CAMEL).json()
    assert set(page["meta"]) == {"currentPage", "from", "lastPage", "perPage", "to", "total"}
    assert page["data"][0]["totals"]["volumeKg"] == 500.0
    assert (
        api.patch("/api/v1/me", '{"weightUnit": "lb"}', content_type=CAMEL, HTTP_ACCEPT=CAMEL).json()["weightUnit"]
        == "lb"
    )


@pytest.mark.django_db
def test_errors_name_fields_as_they_were_written(api: APIClient, squat: Exercise) -> None:
    body = {"exercises": [{"exerciseId": str(squat.pk), "sets": [{"setType": "working", "restSecond": 5}]}]}
    answer = api.post(WORKOUTS, json.dumps(body), content_type=CAMEL, HTTP_ACCEPT=CAMEL)
    assert (answer.status_code, answer["Content-Type"]) == (422, CAMEL)
    assert set(answer.json()) == {"message", "code", "errors", "requestId"}
    assert set(answer.json()["errors"]) == {"exercises.0.sets.0.setType", "exercises.0.sets.0.restSecond"}
    assert not Workout.objects.exists()


@pytest.mark.django_db
def test_errors_before_any_view_are_turned_too(api: APIClient) -> None:
    answer = api.get("/api/v1/nothing", HTTP_ACCEPT=CAMEL)
    assert (answer.status_code, answer["Content-Type"], set(answer.json())) == (
        404,
        CAMEL,
        {"message", "code", "errors", "requestId"},
    )


@pytest.mark.django_db
def test_key_that_stands_in_both_cases_is_refused(api: APIClient) -> None:
    answer = api.post(WORKOUTS, '{"plannedOn": "2026-12-01", "planned_on": "2026-12-02"}', content_type=CAMEL)
    assert (answer.status_code, Workout.objects.count()) == (400, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, application/json;q=0.5", 200),
        (f"{CAMEL}; charset=utf-8", 200),
        ("application/vnd.workset.v2+json", 406),
        ("text/html", 406),
        ("text/html, image/png", 406),
    ],
)
def test_media_type_is_negotiated(api: APIClient, accept: str, status: int) -> None:
    answer = api.get(WORKOUTS, HTTP_ACCEPT=accept)
    assert answer.status_code == status
    assert answer["Content-Type"] in ("application/json", CAMEL)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/*",
        "*/*",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ],
)
def test_other_bodies_are_415(api: APIClient, media_type: str) -> None:
    answer = api.post(WORKOUTS, "title=Push", content_type=media_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert not Workout.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("encoding", "status"), [("identity", 201), ("gzip", 415), ("br, gzip", 415)])
def test_packed_bodies_are_415(api: APIClient, encoding: str, status: int) -> None:
    answer = api.post(WORKOUTS, {"title": "Push"}, format="json", HTTP_CONTENT_ENCODING=encoding)
    assert answer.status_code == status
    assert status == 201 or "without a Content-Encoding" in answer.json()["message"]


@pytest.mark.django_db
def test_format_in_the_address_is_an_unknown_parameter(api: APIClient) -> None:
    assert api.get(f"{WORKOUTS}?format=xml").status_code == 200
