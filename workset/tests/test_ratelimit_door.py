"""Whoever tries too often at the door is refused before the password is looked at; nobody else is."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD
from workset.limits import MORE_BY_NAME
from workset.tests.rates import AUTH, HEADERS, WRONG, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


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
    settings.RATE_AUTH = "1/d"
    names = [{"email": "ann@example.org"}, {"username": " ANN@Example.org "}] * 5 + [{"email": "ann@example.org"}]
    answers = [
        anonymous_api.post(f"{AUTH}/login", name | {"password": "wrong"}, REMOTE_ADDR=f"203.0.113.{number}")
        for number, name in enumerate(names)
    ]
    right = anonymous_api.post(f"{AUTH}/login", WRONG | {"password": PASSWORD}, REMOTE_ADDR="203.0.113.77")
    other = anonymous_api.post(f"{AUTH}/login", {"email": stranger.email, "password": PASSWORD})

    assert [answer.status_code for answer in answers] == [401] * MORE_BY_NAME + [429]
    assert (right.status_code, other.status_code) == (429, 200)


def test_owner_gets_in_while_one_stranger_guesses(
    anonymous_api: APIClient, client: Client, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "2/d"
    guesses = statuses(lambda: anonymous_api.post(f"{AUTH}/login", WRONG, REMOTE_ADDR="203.0.113.9"), 4)
    right = anonymous_api.post(f"{AUTH}/login", WRONG | {"password": PASSWORD}, REMOTE_ADDR="203.0.113.10")
    page = client.post("/sign-in/", {"username": lifter.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.11")

    assert (guesses, right.status_code, page.status_code) == ([401, 401, 429, 429], 200, 302)


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
    assert refresh(f" {laptop}").status_code == 401  # nor is it read where it isn't counted
    assert statuses(lambda: refresh("rubbish"), 2) == [429, 429]


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


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [("login", {"password": "wrong"}, 401), ("password/reset", {}, 202)],
)
def test_spellings_of_one_name_are_counted_as_one(
    anonymous_api: APIClient, lifter: User, settings: Any, path: str, more: dict[str, str], expected: int
) -> None:
    settings.RATE_AUTH = "1/d"
    names = [*["ann@example.org"] * 4, *["ann@\uff45xample.org"] * 4, *["ann@exampl\uff45.\uff4frg"] * 3]
    answers = [
        anonymous_api.post(f"{AUTH}/{path}", {"email": name} | more, REMOTE_ADDR=f"203.0.113.{number}")
        for number, name in enumerate(names)
    ]

    assert [answer.status_code for answer in answers] == [expected] * MORE_BY_NAME + [429]


def test_owner_who_is_signed_in_is_not_locked_out_by_strangers_guesses(
    anonymous_api: APIClient, api: APIClient, pages: Client, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "1/d"
    places = range(MORE_BY_NAME + 1)
    answers = [anonymous_api.post(f"{AUTH}/login", WRONG, REMOTE_ADDR=f"203.0.113.{number}") for number in places]
    assert [answer.status_code for answer in answers] == [401] * MORE_BY_NAME + [429]

    new = {"current_password": PASSWORD, "password": "a-new-one-that-nobody-knows"}
    assert api.put("/api/v1/me/password", new).status_code == 204
    assert pages.post("/settings/data/delete/", {"password": "wrong"}).status_code != 429


def test_guesses_inside_are_counted_by_person_from_wherever_they_come(
    api: APIClient, lifter: User, settings: Any
) -> None:
    settings.RATE_AUTH = "2/d"
    answers = [
        api.delete("/api/v1/me", {"password": "wrong"}, REMOTE_ADDR=f"203.0.113.{number}") for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
