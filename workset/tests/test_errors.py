import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from workouts.models import Workout

pytestmark = pytest.mark.anywhere


@contextmanager
def broken(problem: Exception) -> Iterator[None]:
    """Every statement to the database meets `problem`."""

    def fail(execute: object, sql: str, params: object, many: bool, context: object) -> None:
        raise problem

    with connection.execute_wrapper(fail):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/nothing", "/api/v1/workouts/7"])
def test_unknown_address_under_api_is_json(api: APIClient, path: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    body = json.loads(answer.content)
    assert set(body) == {"message", "code", "errors", "request_id"}
    assert (body["code"], body["request_id"]) == ("not_found", answer["X-Request-Id"])


@pytest.mark.django_db
def test_unknown_page_is_a_page(pages: Client) -> None:
    answer = pages.get("/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.django_db
def test_fault_of_ours_is_told_without_details(api: APIClient, pages: Client) -> None:
    pages.raise_request_exception = False
    with broken(RuntimeError("secret detail")):
        program, page = api.get("/api/v1/workouts"), pages.get(reverse("workouts"))
    assert (program.status_code, program.json()["code"], b"secret" in program.content) == (500, "server_error", False)
    assert (page.status_code, b"secret" in page.content) == (500, False)


@pytest.mark.django_db
def test_database_that_is_away_is_a_503_that_says_when_to_try_again(api: APIClient, pages: Client) -> None:
    with broken(OperationalError("connection refused")):
        program, page = api.get("/api/v1/workouts"), pages.get(reverse("workouts"))
    for answer in (program, page):
        assert (answer.status_code, answer["Retry-After"], b"refused" in answer.content) == (503, "5", False)
    assert program.json()["code"] == "unavailable"


@pytest.mark.django_db
def test_wrong_media_type_and_method_are_told(api: APIClient) -> None:
    assert api.post("/api/v1/workouts", "<x/>", content_type="text/xml").json()["code"] == "unsupported_media_type"
    assert api.get("/api/v1/workouts", HTTP_ACCEPT="text/html").json()["code"] == "not_acceptable"
    assert api.post("/api/v1/me").json()["code"] == "method_not_allowed"


@pytest.mark.django_db
def test_form_without_its_token_is_refused_with_a_page(lifter: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lifter)  # type: ignore[arg-type]
    assert client.post(reverse("sign-out")).status_code == 403


SHAPE = {"message", "code", "errors", "request_id"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/workouts/", "/api/v2/workouts"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
def test_no_address_under_api_answers_html(api: APIClient, path: str, method: str) -> None:
    answer = getattr(api, method)(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("delete", "/api/v1/workouts"),
        ("post", "/api/v1/me"),
        ("patch", "/api/v1/exercises/categories"),
        ("put", "/api/v1/workouts/bin"),
        ("get", "/api/v1/auth/login"),
        ("trace", "/api/v1/workouts"),
        ("post", "/api/ping"),
    ],
)
def test_wrong_method_is_405_that_names_the_right_ones(api: APIClient, method: str, path: str) -> None:
    answer = api.generic(method.upper(), path)
    assert (answer.status_code, answer["Content-Type"], set(answer.json())) == (405, "application/json", SHAPE)
    assert method.upper() not in answer["Allow"].split(", ")


@pytest.mark.django_db
def test_session_without_its_csrf_token_may_not_write(lifter: User) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(lifter)
    assert client.get("/api/v1/workouts").status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method("/api/v1/workouts", {"title": "Push"})
        assert (answer.status_code, answer["Content-Type"], set(answer.json())) == (403, "application/json", SHAPE)
    assert not Workout.objects.exists()


@pytest.mark.django_db
def test_anonymous_is_told_how_to_sign_in(anonymous_api: APIClient) -> None:
    answer = anonymous_api.get("/api/v1/workouts")
    assert (answer.status_code, answer["WWW-Authenticate"].split()[0], set(answer.json())) == (401, "Bearer", SHAPE)


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer a.b.c", "Bearer \x00", "Token a", "Basic YTpi"])
def test_header_that_holds_no_token_is_refused_in_a_sentence(anonymous_api: APIClient, header: str) -> None:
    refused = anonymous_api.get("/api/v1/workouts", HTTP_AUTHORIZATION=header)
    assert (refused.status_code, refused.json()["code"], refused.json()["errors"]) == (401, "not_signed_in", {})
    assert re.fullmatch(r"[A-Z][\w ,:.'-]+", refused.json()["message"])


def test_crash_names_its_request(api: APIClient) -> None:
    with broken(RuntimeError("secret detail")):
        answer = api.post("/api/v1/workouts", {"title": "Push"}, HTTP_IDEMPOTENCY_KEY="crash")
    assert (answer.status_code, answer.json()["request_id"]) == (500, answer["X-Request-Id"])
    assert set(answer.json()) == SHAPE
