"""Scripts of other origins: none by default, those of ALLOWED_ORIGINS under /api, and never with a cookie."""

import json
from typing import Any

import pytest
from django.test import Client

from workset.tests.commands import manage

pytestmark = pytest.mark.anywhere

VISIT = """
import json
from django.test import Client

def seen(answer):
    told = {name.lower(): value for name, value in answer.headers.items() if name.startswith("access-control-")}
    return {"status": answer.status_code, "vary": answer.headers.get("Vary", "")} | told
print(json.dumps([
    seen(getattr(Client(), method)(path, headers={"origin": origin} | more))
    for origin in ORIGINS for method, path, more in ASKED
]))
"""
EXPOSED = {
    "ETag",
    "Location",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Idempotency-Replayed",
    "Deprecation",
    "Sunset",
}
PREFLIGHT = ["options", "/api/v1/workouts", {"access-control-request-method": "PUT"}]
UNKNOWN = ["get", "/api/v1/nothing", {}]
OUTSIDE = ["get", "/health", {}]


def visit(origins: list[str], asked: list[Any], **values: str) -> list[dict[str, Any]]:
    """What a browser is told, for each origin and address."""
    script = f"ORIGINS, ASKED = {origins!r}, {asked!r}\n{VISIT}"
    ran = manage("shell", "--no-imports", "-c", script, **values)
    return json.loads(ran.stdout.splitlines()[-1])


def words(listed: str) -> set[str]:
    return {word.strip() for word in listed.split(",")}


def test_allowed_origins_may_call_the_api_and_read_what_they_need() -> None:
    origins = ["https://app.example", "capacitor://localhost"]
    answers = visit(origins, [PREFLIGHT, UNKNOWN], ALLOWED_ORIGINS="https://App.example/, capacitor://localhost")

    for origin, (preflight, answer) in zip(origins, [answers[:2], answers[2:]], strict=True):
        assert (preflight["status"], preflight["access-control-allow-origin"]) == (200, origin)
        assert words(preflight["access-control-allow-methods"]) == {"DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"}
        assert words(preflight["access-control-allow-headers"]) == {
            "accept",
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "if-none-match",
        }
        assert (answer["status"], answer["access-control-allow-origin"]) == (404, origin)
        assert words(answer["access-control-expose-headers"]) == EXPOSED
        assert "origin" in words(answer["vary"].lower())
        assert "access-control-allow-credentials" not in preflight | answer


def test_refusal_by_a_limit_can_be_read_by_an_allowed_origin() -> None:
    answers = visit(["https://app.example"], [UNKNOWN, UNKNOWN], ALLOWED_ORIGINS="https://app.example", RATE_ANON="1/d")

    assert [(answer["status"], answer["access-control-allow-origin"]) for answer in answers] == [
        (404, "https://app.example"),
        (429, "https://app.example"),
    ]


def test_other_origins_and_other_addresses_are_told_nothing() -> None:
    others = [
        "https://evil.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil",
        "null",
    ]
    answers = visit(others, [PREFLIGHT, UNKNOWN], ALLOWED_ORIGINS="https://app.example")
    answers += visit(["https://app.example"], [OUTSIDE], ALLOWED_ORIGINS="https://app.example")

    assert [name for answer in answers for name in answer if name.startswith("access-control-")] == []
    assert answers[-1]["status"] == 200


@pytest.mark.django_db
def test_nobody_is_allowed_by_default(client: Client) -> None:
    answer = client.get("/api/v1/nothing", headers={"origin": "https://app.example"})

    assert [name for name in answer.headers if name.lower().startswith("access-control-")] == []
    assert "origin" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize(
    "written",
    [
        "*",
        "https://*.app.example",
        "app.example",
        "https://app.example/path",
        "https://app.example?x",
        "https://joe:hush@app.example",
        "ftp://app.example",
        "null",
        "https://app.example, app2.example",
        "https://",
        ",",
    ],
)
def test_what_is_no_origin_stops_the_start(written: str) -> None:
    ran = manage("check", ALLOWED_ORIGINS=written)

    assert (ran.returncode, "hush" in ran.stderr) == (1, False)
    assert ran.stderr.endswith("give origins with commas between them, such as https://app.example.\n")
