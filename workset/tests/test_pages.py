"""Pages for anybody, and the sign on the door."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.anywhere


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/privacy/", "/help/"])
def test_pages_for_anybody_are_shown_and_take_no_post(client: Client, pages: Client, path: str) -> None:
    assert (client.get(path).status_code, pages.get(path).status_code) == (200, 200)
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_help_names_the_version_and_whom_to_ask(client: Client, settings: Any) -> None:
    settings.SUPPORT_EMAIL = ""
    assert b"mailto:" not in client.get("/help/").content
    settings.SUPPORT_EMAIL = "help@example.org"
    page = client.get("/help/").content.decode()
    assert 'href="mailto:help@example.org"' in page
    assert f"This is Workset {settings.WORKSET_VERSION}." in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/workouts/", "/admin/", "/nothing/"])
def test_maintenance_closes_every_page(pages: Client, settings: Any, path: str, django_assert_num_queries: Any) -> None:
    settings.MAINTENANCE = True
    with django_assert_num_queries(0):
        answer = pages.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert b"Workset is being worked on" in answer.content
    assert answer.has_header("Content-Security-Policy")


@pytest.mark.parametrize("path", ["/api/v1/workouts", "/api/ping"])
def test_maintenance_answers_programs_in_json(client: Client, settings: Any, path: str) -> None:
    settings.MAINTENANCE = True
    answer = client.post(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert (answer.json()["code"], answer.json()["request_id"]) == ("maintenance", answer["X-Request-Id"])


def test_health_is_answered_in_maintenance(client: Client, settings: Any) -> None:
    settings.MAINTENANCE = True
    answer = client.get("/health")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_maintenance_changes_nothing(pages: Client, lifter: User, settings: Any) -> None:
    settings.MAINTENANCE = True
    assert pages.post("/workouts/start/").status_code == 503
    settings.MAINTENANCE = False
    assert pages.get("/workouts/").context["page_obj"].paginator.count == 0


def test_every_answer_has_the_policy_and_the_documentation_its_own(client: Client) -> None:
    def policy(path: str) -> set[str]:
        return set(client.get(path)["Content-Security-Policy"].split("; "))

    ours = policy("/privacy/")
    assert {"default-src 'none'", "script-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'"} < ours
    assert policy("/api/docs") != ours
    assert policy("/api/ping") == policy("/nowhere") == policy("/privacy/") == ours
