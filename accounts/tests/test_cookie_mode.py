"""Cookie mode: no script reads the refresh token, and no other site can use it."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Device, User
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

AUTH = "/api/v1/auth"


@pytest.fixture
def browser(lifter: User) -> APIClient:
    """A page of this site that has signed in by cookie; Django's CSRF check is on."""
    client = APIClient(enforce_csrf_checks=True)
    answer = client.post(
        f"{AUTH}/login", {"email": lifter.email, "password": PASSWORD, "use_cookie": True}, format="json"
    )
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "user", "device"}
    return client


def csrf(client: APIClient) -> dict[str, str]:
    """The header that this site's pages send."""
    return {"x-csrftoken": client.cookies["csrf"].value}


def test_cookie_goes_to_the_calls_of_auth_alone_and_no_script_reads_it(browser: APIClient) -> None:
    cookie = browser.cookies["refresh"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (AUTH, True, "Strict")


def test_cookie_refreshes_and_is_renewed(browser: APIClient) -> None:
    before = browser.cookies["refresh"].value
    answer = browser.post(f"{AUTH}/refresh", headers=csrf(browser))
    assert (answer.status_code, set(answer.json())) == (200, {"access_token", "token_type", "expires_in"})
    assert browser.cookies["refresh"].value != before


def test_cookie_without_csrf_token_or_from_another_site_is_refused(browser: APIClient) -> None:
    before = browser.cookies["refresh"].value
    foreign = csrf(browser) | {"sec-fetch-site": "cross-site"}
    other_origin = csrf(browser) | {"origin": "https://evil.example"}
    for headers in ({}, foreign, other_origin, {"x-csrftoken": "x" * 32}):
        assert browser.post(f"{AUTH}/refresh", headers=headers).status_code == 403
        assert browser.post(f"{AUTH}/logout", headers=headers).status_code == 403
    assert browser.cookies["refresh"].value == before
    assert Device.objects.count() == 1


def test_logout_by_cookie_ends_the_device_and_takes_the_cookie_back(browser: APIClient) -> None:
    assert browser.post(f"{AUTH}/logout", headers=csrf(browser)).status_code == 204
    assert (browser.cookies["refresh"].value, Device.objects.count()) == ("", 0)


def test_refresh_with_neither_body_nor_cookie_is_401(lifter: User) -> None:
    assert APIClient().post(f"{AUTH}/refresh", {}, format="json").status_code == 401


def test_form_of_another_site_takes_no_cookie_away(browser: APIClient) -> None:
    answer = APIClient().post(f"{AUTH}/logout", headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code, dict(answer.cookies)) == (204, {})
