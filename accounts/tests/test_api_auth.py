from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone as clock
from rest_framework.test import APIClient

from accounts.models import Device, User
from accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

AUTH = "/api/v1/auth"
GOOD = {"email": "New@Example.org", "password": PASSWORD}


def login(api: APIClient, **body: str) -> dict:
    return api.post(f"{AUTH}/login", {"email": "ann@example.org", "password": PASSWORD} | body).json()


def bearer(token: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_scheme_of_a_token_is_read_as_clients_write_it(anonymous_api: APIClient, lifter: User) -> None:
    token = login(anonymous_api)["access_token"]
    for scheme in ("Bearer", "bearer"):
        assert anonymous_api.get("/api/v1/me", HTTP_AUTHORIZATION=f"{scheme} {token}").status_code == 200


def test_register_answers_the_account_without_its_password(anonymous_api: APIClient) -> None:
    answer = anonymous_api.post(
        f"{AUTH}/register", GOOD | {"name": "Ann", "timezone": "Europe/Berlin", "weight_unit": "lb"}
    )
    body = answer.json()
    assert answer.status_code == 201
    assert (body["email"], body["name"], body["timezone"], body["weight_unit"]) == (
        "new@example.org",
        "Ann",
        "Europe/Berlin",
        "lb",
    )
    assert "password" not in body
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "ANN@example.org"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"password": "new@example.org"}, "password"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"weight_unit": "stone"}, "weight_unit"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_register_refuses_by_field_and_writes_nothing(
    anonymous_api: APIClient, lifter: User, change: dict[str, str], field: str
) -> None:
    answer = anonymous_api.post(f"{AUTH}/register", GOOD | change)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert list(User.objects.all()) == [lifter]


def test_login_answers_tokens_account_and_device(anonymous_api: APIClient, lifter: User) -> None:
    body = login(anonymous_api, device_name="Pixel 9")
    assert set(body) == {"access_token", "refresh_token", "token_type", "expires_in", "user", "device"}
    assert (body["token_type"], body["expires_in"], body["user"]["id"]) == ("Bearer", 600, str(lifter.pk))
    assert (body["device"]["name"], body["device"]["kind"], body["device"]["current"]) == ("Pixel 9", "api", True)


@pytest.mark.parametrize("name", ["email", "username"])
def test_login_takes_the_address_in_any_case_under_either_name(
    anonymous_api: APIClient, lifter: User, name: str
) -> None:
    answer = anonymous_api.post(f"{AUTH}/login", {name: "Ann@EXAMPLE.org", "password": PASSWORD})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body", [{"email": "ann@example.org", "password": "wrong"}, {"email": "no@one", "password": "x"}]
)
def test_login_with_a_wrong_pair_says_the_same_for_known_and_unknown(
    anonymous_api: APIClient, lifter: User, body: dict[str, str]
) -> None:
    answer = anonymous_api.post(f"{AUTH}/login", body)
    assert (answer.status_code, answer.json()["message"]) == (401, "No account has this e-mail address and password.")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not Device.objects.exists()


def test_inactive_account_can_not_sign_in_and_its_tokens_end(anonymous_api: APIClient, lifter: User) -> None:
    tokens = login(anonymous_api)
    User.objects.update(is_active=False)
    assert "access_token" not in login(anonymous_api)
    assert anonymous_api.get("/api/v1/me", **bearer(tokens["access_token"])).status_code == 401
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401


def test_refresh_rotates_and_a_token_spent_long_ago_is_refused(anonymous_api: APIClient, lifter: User) -> None:
    first = login(anonymous_api)
    second = anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": first["refresh_token"]})
    assert second.status_code == 200
    assert set(second.json()) == {"access_token", "refresh_token", "token_type", "expires_in"}
    assert second.json()["refresh_token"] != first["refresh_token"]
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": second.json()["refresh_token"]}).status_code == 200
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": first["refresh_token"]}).status_code == 401


@pytest.mark.parametrize(("token", "status"), [("", 422), ("rubbish", 401), ("a.b.c", 401), ("x" * 5000, 422)])
def test_refresh_with_rubbish_is_refused(anonymous_api: APIClient, token: str, status: int) -> None:
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": token}).status_code == status


def test_refresh_of_a_deleted_account_is_refused(anonymous_api: APIClient, lifter: User) -> None:
    tokens = login(anonymous_api)
    lifter.delete()
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert anonymous_api.get("/api/v1/me", **bearer(tokens["access_token"])).status_code == 401


def test_access_token_is_good_for_ten_minutes(anonymous_api: APIClient, lifter: User) -> None:
    token = login(anonymous_api)["access_token"]
    assert anonymous_api.get("/api/v1/me", **bearer(token)).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        answer = anonymous_api.get("/api/v1/me", **bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("how", ["refresh token", "access token"])
def test_logout_ends_the_device_and_only_that_one(anonymous_api: APIClient, lifter: User, how: str) -> None:
    phone, laptop = login(anonymous_api), login(anonymous_api)
    if how == "refresh token":
        answer = anonymous_api.post(f"{AUTH}/logout", {"refresh_token": phone["refresh_token"]})
    else:
        answer = anonymous_api.post(f"{AUTH}/logout", **bearer(phone["access_token"]))
    assert (answer.status_code, answer.content) == (204, b"")
    assert anonymous_api.get("/api/v1/me", **bearer(phone["access_token"])).status_code == 401
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": phone["refresh_token"]}).status_code == 401
    assert anonymous_api.get("/api/v1/me", **bearer(laptop["access_token"])).status_code == 200


@pytest.mark.parametrize("body", [{}, {"refresh_token": "rubbish"}, {"refresh_token": None}, []])
def test_logout_is_always_204(anonymous_api: APIClient, body: object) -> None:
    assert anonymous_api.post(f"{AUTH}/logout", body, **bearer("rubbish")).status_code == 204


def test_expired_token_in_the_header_does_not_keep_one_from_signing_in(anonymous_api: APIClient, lifter: User) -> None:
    answer = anonymous_api.post(
        f"{AUTH}/login", {"email": "ann@example.org", "password": PASSWORD}, **bearer("rubbish")
    )
    assert answer.status_code == 200


def test_authenticated_request_costs_one_query(
    anonymous_api: APIClient, lifter: User, django_assert_num_queries: object
) -> None:
    token = login(anonymous_api)["access_token"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        anonymous_api.get("/api/v1/me", **bearer(token))


def test_logout_with_a_spent_refresh_token_ends_the_device_that_asks(anonymous_api: APIClient, lifter: User) -> None:
    first = login(anonymous_api)
    second = anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": first["refresh_token"]}).json()
    header = bearer(second["access_token"])
    anonymous_api.post(f"{AUTH}/logout", {"refresh_token": first["refresh_token"]}, **header)
    assert anonymous_api.get("/api/v1/me", **header).status_code == 401


def test_new_password_signs_out_all_apps(anonymous_api: APIClient, pages: Client, lifter: User) -> None:
    tokens = login(anonymous_api)
    form = {"current_password": PASSWORD, "password": "new-iron-and-chalk"}
    pages.post(reverse("password-change"), form)
    assert anonymous_api.get("/api/v1/me", **bearer(tokens["access_token"])).status_code == 401
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert pages.get(reverse("password-change")).status_code == 200


def test_access_token_is_no_refresh_token_nor_the_other_way_round(anonymous_api: APIClient, lifter: User) -> None:
    tokens = login(anonymous_api)
    assert anonymous_api.post(f"{AUTH}/refresh", {"refresh_token": tokens["access_token"]}).status_code == 401
    assert anonymous_api.get("/api/v1/me", **bearer(tokens["refresh_token"])).status_code == 401


def test_nobody_can_sign_up_where_registration_is_closed(
    anonymous_api: APIClient, client: Client, settings: Any
) -> None:
    settings.REGISTRATION = "closed"
    answer = anonymous_api.post(f"{AUTH}/register", GOOD)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert client.post(reverse("sign-up"), GOOD).status_code == 403
    assert not User.objects.exists()
