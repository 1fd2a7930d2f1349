"""Who asks too often is told when to try again, and nothing is done; everybody else goes on."""

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD
from workouts.models import Workout
from workset.limits import duration
from workset.tests.commands import manage

pytestmark = pytest.mark.django_db

AUTH = "/api/v1/auth"
HEADERS = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRONG = {"email": "ann@example.org", "password": "wrong"}


def told(answer: Any) -> tuple[int, int]:
    """What the headers say: the limit, and how much is left of it."""
    return int(answer["X-RateLimit-Limit"]), int(answer["X-RateLimit-Remaining"])


def statuses(ask: Callable[[], Any], times: int) -> list[int]:
    return [ask().status_code for _ in range(times)]


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


# --- At the door ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("login", {"email": "{}@example.org", "password": "wrong"}, 401),
        ("register", {"email": "{}@example.org", "password": PASSWORD}, 201),
        ("password/reset", {"email": "{}@example.org"}, 202),
    ],
)
def test_one_network_has_so_many_tries_whatever_names_it_gives(
    anonymous_api: APIClient, lifter: User, settings: Any, path: str, body: dict[str, str], status: int
) -> None:
    settings.RATE_AUTH = "2/d"
    answers = [
        anonymous_api.post(f"{AUTH}/{path}", {name: value.format(number) for name, value in body.items()}).status_code
        for number in range(4)
    ]

    assert answers == [status, status, 429, 429]


def test_one_account_has_so_many_tries_from_wherever_they_come(
    anonymous_api: APIClient, lifter: User, stranger: User, settings: Any
) -> None:
    settings.RATE_AUTH = "2/d"
    names = [{"email": "ann@example.org"}, {"username": " ANN@Example.org "}, {"email": "ann@example.org"}]
    answers = [
        anonymous_api.post(f"{AUTH}/login", name | {"password": "wrong"}, REMOTE_ADDR=f"203.0.113.{number}")
        for number, name in enumerate(names)
    ]
    right = anonymous_api.post(f"{AUTH}/login", WRONG | {"password": PASSWORD}, REMOTE_ADDR="203.0.113.7")
    other = anonymous_api.post(f"{AUTH}/login", {"email": stranger.email, "password": PASSWORD})

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert (right.status_code, other.status_code) == (429, 200)


def test_tries_that_an_address_is_refused_for_do_not_lock_the_account(
    anonymous_api: APIClient, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "3/d"
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    for number in range(2):
        anonymous_api.post(f"{AUTH}/login", {"email": f"{number}@example.org", "password": "wrong"}, **elsewhere)
    assert statuses(lambda: anonymous_api.post(f"{AUTH}/login", WRONG, **elsewhere), 6) == [401] + [429] * 5

    assert anonymous_api.post(f"{AUTH}/login", WRONG | {"password": PASSWORD}).status_code == 200


def test_refused_try_asks_the_database_nothing(
    anonymous_api: APIClient, lifter: User, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.RATE_AUTH = "1/d"
    anonymous_api.post(f"{AUTH}/login", WRONG)

    with django_assert_num_queries(0):
        assert anonymous_api.post(f"{AUTH}/login", WRONG).status_code == 429


@pytest.mark.parametrize("name", [None, [], {"a": 1}, "", " ", "x" * 5000])
def test_name_that_is_none_is_counted_by_its_network_alone(
    anonymous_api: APIClient, settings: Any, name: object
) -> None:
    settings.RATE_AUTH = "1/d"
    body = {"email": name, "password": "wrong"}

    assert statuses(lambda: anonymous_api.post(f"{AUTH}/login", body), 2) == [422, 429]


def test_refresh_is_counted_by_device(api_of: Any, anonymous_api: APIClient, lifter: User, settings: Any) -> None:
    right = WRONG | {"password": PASSWORD}
    phone, laptop = (anonymous_api.post(f"{AUTH}/login", right).json()["refresh_token"] for _ in range(2))
    settings.RATE_REFRESH, settings.RATE_ANON = "2/d", "1/d"

    def refresh(token: str) -> APIClient:
        return anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": token})

    answers = [refresh(phone) for _ in range(3)]

    assert [(answer.status_code, *told(answer)) for answer in answers] == [(200, 2, 1), (200, 2, 0), (429, 2, 0)]
    assert refresh(laptop).status_code == 200
    assert statuses(lambda: refresh("rubbish"), 2) == [401, 429]


def test_sign_out_is_not_refused_for_a_stale_token(anonymous_api: APIClient, lifter: User) -> None:
    answer = anonymous_api.post(f"{AUTH}/logout", {}, HTTP_AUTHORIZATION="Bearer rubbish")

    assert (answer.status_code, [name for name in HEADERS if name not in answer]) == (204, [])


def test_sign_in_stays_limited_where_nothing_can_be_written(
    anonymous_api: APIClient, lifter: User, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    counters = settings.CACHES["counters"] | {"LOCATION": str(tmp_path / "data" / "counters.sqlite3")}
    settings.CACHES = settings.CACHES | {"counters": counters}
    settings.RATE_AUTH = "2/d"

    assert statuses(lambda: anonymous_api.post(f"{AUTH}/login", WRONG), 3) == [401, 401, 429]


# --- Pages ----------------------------------------------------------------------------------------------------------

SIGN_IN = {"username": "ann@example.org", "password": "wrong"}


def errors_of(answer: Any) -> list[str]:
    return answer.context["form"].non_field_errors()


def test_page_that_is_posted_too_often_says_when_and_keeps_what_was_typed(
    client: Client, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "2/d"
    for _ in range(2):
        client.post(reverse("sign-in"), SIGN_IN)
    refused = client.post(reverse("sign-in"), SIGN_IN | {"password": PASSWORD})

    assert (refused.status_code, "_auth_user_id" in client.session) == (429, False)
    assert errors_of(refused) == [f"That was too often. Try again in {duration(int(refused['Retry-After']))}."]
    assert 'value="ann@example.org"' in refused.content.decode()
    assert client.get(reverse("sign-in")).status_code == 200


def test_doors_of_pages_api_and_admin_have_one_count(
    client: Client, anonymous_api: APIClient, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "3/d"
    asked = [
        client.post(reverse("sign-in"), SIGN_IN),
        client.post(reverse("admin:login"), SIGN_IN),
        anonymous_api.post(f"{AUTH}/login", WRONG),
        client.post(reverse("sign-in"), SIGN_IN),
        client.post(reverse("admin:login"), SIGN_IN),
        anonymous_api.post(f"{AUTH}/login", WRONG),
    ]

    assert [answer.status_code for answer in asked] == [200, 200, 401, 429, 429, 429]
    assert re.search(r'class="errornote">\s*That was too often\. Try again in', asked[4].content.decode())


def test_sign_up_too_often_makes_no_account_and_keeps_what_was_typed(client: Client, settings: Any) -> None:
    settings.RATE_AUTH = "1/d"
    taken = {"email": "new@example.org", "name": "Ann", "password": "short"}
    client.post(reverse("sign-up"), taken)
    refused = client.post(reverse("sign-up"), taken | {"password": PASSWORD})

    assert (refused.status_code, User.objects.count(), len(errors_of(refused))) == (429, 0, 1)
    assert 'value="new@example.org"' in refused.content.decode()
    assert 'value="Ann"' in refused.content.decode()


def test_reset_too_often_sends_nothing(client: Client, lifter: User, settings: Any) -> None:
    settings.RATE_AUTH = "1/d"
    first = client.post(reverse("password-reset"), {"email": "nobody@example.org"})
    refused = client.post(reverse("password-reset"), {"email": "ann@example.org"})

    assert (first.status_code, refused.status_code, len(errors_of(refused))) == (302, 429, 1)
    assert mail.outbox == []
    assert 'value="ann@example.org"' in refused.content.decode()


def test_import_too_often_imports_nothing_and_leaves_others_be(
    pages: Client, stranger_pages: Client, settings: Any
) -> None:
    settings.RATE_IMPORT = "1/d"

    def send(client: Client) -> Any:
        return client.post(
            reverse("import"), {"file": SimpleUploadedFile("strong.csv", b"not a log"), "weight_unit": "lb"}
        )

    answers = [send(pages), send(pages), send(stranger_pages)]

    assert [answer.status_code for answer in answers] == [200, 429, 200]
    assert len(errors_of(answers[1])) == 1
    assert re.search(r'value="lb"[^>]*checked', answers[1].content.decode())


def test_forms_that_are_looked_at_are_not_counted(client: Client, settings: Any) -> None:
    settings.RATE_AUTH = "1/d"

    assert statuses(lambda: client.get(reverse("sign-in")), 3) == [200, 200, 200]
    assert statuses(lambda: client.get(reverse("admin:login")), 3) == [200, 200, 200]


# --- Settings and words ---------------------------------------------------------------------------------------------


def test_limits_are_the_published_ones_unless_somebody_sets_them() -> None:
    script = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.startswith("RATE_")}))
"""
    ran = manage("shell", "--no-imports", "-c", script, RATE_IMPORT="5/D")

    assert json.loads(ran.stdout) == {
        "RATE_AUTH": "10/m",
        "RATE_REFRESH": "60/m",
        "RATE_PUSH": "10/m",
        "RATE_IMPORT": "5/d",
        "RATE_ANON": "60/m",
        "RATE_USER": "600/m",
        "RATE_WRITE": "300/m",
    }


@pytest.mark.parametrize(
    ("database", "others", "place"),
    [
        ("sqlite:////srv/workset/log.sqlite3", {}, "/srv/workset/counters.sqlite3"),
        ("sqlite://", {}, ":memory:"),
        ("postgresql://ann@db.example/log", {}, "{root}/data/counters.sqlite3"),
        ("postgresql://ann@db.example/log", {"COUNTERS_URL": "sqlite:////run/counts"}, "/run/counts"),
    ],
)
def test_counters_lie_beside_the_database(database: str, others: dict[str, str], place: str, settings: Any) -> None:
    script = "from django.conf import settings; print(settings.CACHES['counters']['LOCATION'])"
    ran = manage("shell", "--no-imports", "-c", script, DATABASE_URL=database, **others)

    assert ran.stdout.strip() == place.format(root=settings.BASE_DIR)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (3600, "60 minutes"),
        (5400, "90 minutes"),
        (5401, "2 hours"),
        (86400, "24 hours"),
    ],
)
def test_time_to_wait_is_said_in_words_and_never_too_short(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_each_test_begins_with_nothing_counted(anonymous_api: APIClient, settings: Any) -> None:
    settings.RATE_AUTH = settings.RATE_ANON = "1/d"
    for _ in range(2):
        anonymous_api.post(f"{AUTH}/login", WRONG)
        anonymous_api.get("/api/v1/me")
    caches["counters"].clear()

    assert anonymous_api.post(f"{AUTH}/login", {}).status_code == 422
    assert anonymous_api.get("/api/v1/me").status_code == 401
