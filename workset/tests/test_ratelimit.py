"""Every answer of the API says what is left, and a refusal when to try again; others go on."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from workouts.models import Workout
from workset.limits import duration
from workset.tests.rates import AUTH, HEADERS, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


# --- What every answer says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/me", 200),
        ("post", "/api/v1/workouts", 201),
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/v1/workouts/019b8d00-0000-7000-8000-000000000000", 404),
        ("post", "/api/v1/me", 405),
    ],
)
def test_every_answer_tells_what_is_left(api: APIClient, method: str, path: str, status: int) -> None:
    answer = getattr(api, method)(path, {} if method == "post" else None)

    assert (answer.status_code, [name for name in HEADERS if name not in answer]) == (status, [])


def test_answers_that_no_view_gave_tell_it_too(api: APIClient, anonymous_api: APIClient, settings: Any) -> None:
    answers = [
        api.post("/api/v1/workouts", "{", content_type="application/json"),
        api.get("/api/v1/me", HTTP_ACCEPT="text/html"),
        api.post("/api/v1/workouts", "<x/>", content_type="text/xml"),
        anonymous_api.get("/api/v1/me"),
        anonymous_api.get("/api/v1/me", HTTP_AUTHORIZATION="Bearer rubbish"),
    ]
    settings.MAINTENANCE = True
    answers.append(anonymous_api.get("/api/v1/me"))

    assert [answer.status_code for answer in answers] == [400, 406, 415, 401, 401, 503]
    assert [name for answer in answers for name in HEADERS if name not in answer] == []


def test_pages_and_the_servers_own_addresses_tell_nothing(client: Client) -> None:
    answers = [client.get(path) for path in ("/", "/health", "/api/ping")]
    answers.append(client.post(reverse("sign-in"), {"username": "ann@example.org", "password": "wrong"}))

    assert [name for answer in answers for name in HEADERS if name in answer] == []


def test_headers_count_down_to_a_429_that_says_when_the_window_ends(anonymous_api: APIClient, settings: Any) -> None:
    settings.RATE_ANON = "2/m"
    with time_machine.travel(NOON, tick=False):
        answers = [anonymous_api.get("/api/v1/me") for _ in range(3)]
    first, _, last = answers
    body = last.json()
    wait = body.pop("retry_after")

    assert [(answer.status_code, *told(answer)) for answer in answers] == [(401, 2, 1), (401, 2, 0), (429, 2, 0)]
    assert 1 <= wait <= 60
    assert {answer["X-RateLimit-Reset"] for answer in answers} == {str(int(NOON.timestamp()) + wait)}
    assert (last["Retry-After"], "Retry-After" in first) == (str(wait), False)
    assert body == {
        "message": f"That was too often. Try again in {duration(wait)}.",
        "code": "too_many_requests",
        "errors": {},
        "request_id": last["X-Request-Id"],
    }
    assert "no-store" in last["Cache-Control"]


@pytest.mark.parametrize("rate", ["2/s", "2/m", "2/h", "2/d"])
def test_window_ends_when_it_was_said_and_not_a_second_before(
    anonymous_api: APIClient, settings: Any, rate: str
) -> None:
    settings.RATE_ANON = rate
    with time_machine.travel(NOON, tick=False) as clock:
        assert statuses(lambda: anonymous_api.get("/api/v1/me"), 2) == [401, 401]
        refused = anonymous_api.get("/api/v1/me")
        clock.shift(int(refused["Retry-After"]) - 1)
        assert anonymous_api.get("/api/v1/me").status_code == 429
        clock.shift(1)
        assert int(refused["X-RateLimit-Reset"]) == int(time.time())
        assert anonymous_api.get("/api/v1/me").status_code == 401


def test_429_of_a_view_has_the_same_shape(api: APIClient, settings: Any) -> None:
    settings.RATE_USER = "1/d"
    api.get("/api/v1/me")
    refused = api.get("/api/v1/me")

    assert refused.status_code == 429
    assert sorted(refused.json()) == ["code", "errors", "message", "request_id", "retry_after"]
    assert refused.json()["code"] == "too_many_requests"
    assert refused["Retry-After"] == str(refused.json()["retry_after"])
    assert told(refused) == (1, 0)


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/nothing"])
def test_429_is_answered_in_camel_case_where_that_is_asked_for(api: APIClient, settings: Any, path: str) -> None:
    settings.RATE_USER = settings.RATE_ANON = "1/d"
    answers = [api.get(path, HTTP_ACCEPT="application/vnd.workset.v1+json") for _ in range(2)]

    assert answers[1].status_code == 429
    assert sorted(json.loads(answers[1].content)) == ["code", "errors", "message", "requestId", "retryAfter"]


# --- For whom it is counted -----------------------------------------------------------------------------------------


def test_one_person_is_refused_and_another_goes_on(api: APIClient, stranger_api: APIClient, settings: Any) -> None:
    settings.RATE_USER = "3/d"

    assert statuses(lambda: api.get("/api/v1/me"), 5) == [200, 200, 200, 429, 429]
    assert statuses(lambda: stranger_api.get("/api/v1/me"), 3) == [200, 200, 200]


def test_writes_have_a_limit_of_their_own_and_a_refused_one_writes_nothing(api: APIClient, settings: Any) -> None:
    settings.RATE_WRITE = "2/d"
    answers = [api.post("/api/v1/workouts", {"title": "Legs"}) for _ in range(3)]

    assert [(answer.status_code, *told(answer)) for answer in answers] == [(201, 2, 1), (201, 2, 0), (429, 2, 0)]
    assert Workout.objects.count() == 2
    assert api.get("/api/v1/workouts").status_code == 200


def test_unknown_addresses_and_bad_tokens_are_counted_by_network(api: APIClient, settings: Any) -> None:
    settings.RATE_ANON = "2/d"
    here, there = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "203.0.113.10"}
    paths = ["/api/v1/nothing", "/api/v1/me", "/api/v1/me"]
    bad = APIClient(HTTP_AUTHORIZATION="Bearer rubbish")

    assert [bad.get(path, **here).status_code for path in paths] == [404, 401, 429]
    assert bad.get("/api/v1/me", **there).status_code == 401
    assert api.get("/api/v1/me", **here).status_code == 200


@pytest.mark.parametrize(
    ("hops", "header", "passes"),
    [
        (0, "198.51.100.{}", 2),  # forged: nobody of ours wrote it
        (1, "198.51.100.{}, 203.0.113.9", 2),  # forged, and the proxy's word behind it
        (1, "198.51.100.{}", 5),  # the proxy's word: five clients
        (2, "198.51.100.{}, 10.0.0.7", 5),
    ],
)
def test_forged_address_changes_nothing(
    anonymous_api: APIClient, settings: Any, hops: int, header: str, passes: int
) -> None:
    settings.RATE_AUTH, settings.TRUSTED_PROXY_HOPS = "2/d", hops
    answers = [
        anonymous_api.post(f"{AUTH}/login", {"email": f"{n}@example.org"}, HTTP_X_FORWARDED_FOR=header.format(n))
        for n in range(5)
    ]

    assert [answer.status_code for answer in answers] == [422] * passes + [429] * (5 - passes)


def test_ipv6_household_has_one_limit(anonymous_api: APIClient, settings: Any) -> None:
    settings.RATE_ANON = "2/d"
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::", "2001:db8:1:2::3", "2001:db8:1:3::1"]

    answers = [anonymous_api.get("/api/v1/me", REMOTE_ADDR=address).status_code for address in addresses]

    assert answers == [401, 401, 429, 401]
