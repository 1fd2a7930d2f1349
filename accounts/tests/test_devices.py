"""Devices: each sign-in is one, its tokens are a family, and what ends is refused at the next request."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone as clock
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from accounts.devices import end, end_all
from accounts.models import Device, SecurityEvent, User
from accounts.purges import purge
from accounts.sessions import browser_name
from accounts.tests.factories import PASSWORD
from accounts.tokens import TokenRefused, Tokens, rotate, sign_in
from workset.models import DueWork

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

ME = "/api/v1/me"
Kind = SecurityEvent.Kind


def answers(access: str) -> int:
    """The status that an access token gets."""
    return APIClient().get(ME, HTTP_AUTHORIZATION=f"Bearer {access}").status_code


def kinds(user: User) -> list[str]:
    """What happened to a person's sign-in, the oldest first."""
    return [event.kind for event in reversed(SecurityEvent.objects.for_user(user))]


@pytest.fixture
def tokens(lifter: User) -> Tokens:
    """The tokens of the lifter's phone."""
    return sign_in(lifter, "phone")[1]


def test_spent_token_answers_with_the_same_successor_for_thirty_seconds(tokens: Tokens) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        first = rotate(tokens.refresh)
    with time_machine.travel(now + timedelta(seconds=29), tick=False):
        again = rotate(tokens.refresh)
    assert again.refresh == first.refresh != tokens.refresh
    assert answers(first.access) == 200


def test_token_spent_before_the_grace_ends_the_family_and_the_account_is_told(lifter: User, tokens: Tokens) -> None:
    successor = rotate(tokens.refresh)
    with time_machine.travel(clock.now() + timedelta(seconds=31)):
        for token in (tokens.refresh, successor.refresh):
            with pytest.raises(TokenRefused):
                rotate(token)
        assert answers(successor.access) == 401
        call_command("worker", once=True)
    assert kinds(lifter)[-1] == Kind.REFUSED_REUSE
    (letter,) = mail.outbox
    assert (letter.to, "phone" in letter.body) == (["ann@example.org"], True)


def test_token_two_generations_old_ends_the_family_at_once(tokens: Tokens) -> None:
    rotate(rotate(tokens.refresh).refresh)
    with pytest.raises(TokenRefused):
        rotate(tokens.refresh)
    assert not Device.objects.exists()


def test_no_table_holds_a_token_in_clear(tokens: Tokens) -> None:
    successor = rotate(tokens.refresh)
    kept = set(OutstandingToken.objects.values_list("token", flat=True))
    assert kept == {sha256(token.encode()).hexdigest() for token in (tokens.refresh, successor.refresh)}
    assert BlacklistedToken.objects.get().token.token == sha256(tokens.refresh.encode()).hexdigest()


def test_refresh_token_ends_after_ninety_days_without_use_and_a_year_after_the_sign_in(lifter: User) -> None:
    began = clock.now()
    with time_machine.travel(began):
        idle, used = sign_in(lifter, "idle")[1], sign_in(lifter, "used")[1]
    for day in (80, 160, 240, 320, 364):
        with time_machine.travel(began + timedelta(days=day)):
            used = rotate(used.refresh)
    with time_machine.travel(began + timedelta(days=91)), pytest.raises(TokenRefused):
        rotate(idle.refresh)
    with time_machine.travel(began + timedelta(days=366)), pytest.raises(TokenRefused):
        rotate(used.refresh)


def test_new_device_is_told_by_mail_but_neither_the_first_nor_a_known_one(lifter: User) -> None:
    for name in ("phone", "phone", "laptop"):
        sign_in(lifter, name)
    assert kinds(lifter) == [Kind.NEW_DEVICE, Kind.SIGN_IN, Kind.NEW_DEVICE]
    call_command("worker", once=True)
    (letter,) = mail.outbox
    assert (letter.to, "laptop" in letter.body) == (["ann@example.org"], True)


def test_browser_is_a_device_and_its_session_dies_with_it(client: Client, lifter: User) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
    client.post("/sign-in/", {"username": lifter.email, "password": PASSWORD}, headers={"user-agent": agent})
    device = Device.objects.get()
    assert (device.name, device.kind) == ("Firefox on Linux", Device.Kind.BROWSER)
    assert client.get("/workouts/").status_code == 200
    end(device)
    assert client.get("/workouts/").url == "/sign-in/?next=/workouts/"


def test_table_of_sessions_signs_nobody_in(pages: Client) -> None:
    key = pages.cookies[settings.SESSION_COOKIE_NAME].value
    assert pages.get("/workouts/").status_code == 200
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key
    assert Session.objects.get().session_key != key
    assert thief.get("/workouts/").status_code == 302


def test_signing_out_ends_the_browsers_device(pages: Client) -> None:
    pages.post("/sign-out/")
    assert not Device.objects.exists()
    assert not Session.objects.exists()


def test_signing_in_twice_in_one_browser_is_one_device(client: Client, lifter: User) -> None:
    client.force_login(lifter)
    client.force_login(lifter)
    assert Device.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("", "Browser"),
        ("curl/8.5.0", "Browser"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Firefox/144.0", "Firefox on macOS"),
    ],
)
def test_browser_is_named_as_people_call_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_password_change_by_api_ends_all_others_of_five_devices(lifter: User) -> None:
    others = [sign_in(lifter, f"phone {number}")[1] for number in range(4)]
    mine = sign_in(lifter, "mine")[1]
    browser = Client()
    browser.force_login(lifter)
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {mine.access}")
    wrong = api.put(f"{ME}/password", {"current_password": "wrong", "password": "chalk-and-iron-43"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["current_password"])
    assert api.put(f"{ME}/password", {"current_password": PASSWORD, "password": "chalk-and-iron-43"}).status_code == 204
    assert [answers(one.access) for one in others] == [401] * 4
    assert (answers(mine.access), browser.get("/workouts/").status_code) == (200, 302)


def test_deactivated_account_is_refused_everywhere_at_the_next_request(lifter: User, tokens: Tokens) -> None:
    browser = Client()
    browser.force_login(lifter)
    User.objects.update(is_active=False)
    assert (answers(tokens.access), browser.get("/workouts/").status_code) == (401, 302)
    with pytest.raises(TokenRefused):
        rotate(tokens.refresh)


def test_devices_are_listed_renamed_and_signed_out_by_api(lifter: User, stranger: User, api: APIClient) -> None:
    phone, tokens = sign_in(lifter, "phone")
    theirs, _ = sign_in(stranger, "theirs")
    listed = api.get(f"{ME}/devices").json()["data"]
    assert [(one["name"], one["kind"], one["current"]) for one in listed] == [
        ("phone", "api", False),
        ("test phone", "api", True),
    ]
    assert api.patch(f"{ME}/devices/{phone.pk}", {"name": "Pixel"}).json()["name"] == "Pixel"
    assert api.delete(f"{ME}/devices/{phone.pk}").status_code == 204
    assert api.delete(f"{ME}/devices/{theirs.pk}").status_code == 404
    assert answers(tokens.access) == 401
    assert Device.objects.filter(pk=theirs.pk).exists()


def test_all_other_devices_are_signed_out_by_api(lifter: User, api: APIClient, tokens: Tokens) -> None:
    assert api.delete(f"{ME}/devices").status_code == 204
    assert (answers(tokens.access), api.get(ME).status_code) == (401, 200)


def test_security_events_are_listed_newest_first(lifter: User, stranger: User, api: APIClient) -> None:
    sign_in(stranger, "theirs")
    end_all(lifter, but=Device.objects.for_user(lifter)[0])
    sign_in(lifter, "laptop")
    listed = api.get(f"{ME}/security-events").json()["data"]
    assert [(one["kind"], one["device_name"]) for one in listed] == [
        ("new_device", "laptop"),
        ("new_device", "test phone"),
    ]


def test_purge_deletes_what_ended_and_nothing_else(lifter: User, tokens: Tokens) -> None:
    rotate(tokens.refresh)
    purge(DueWork())
    assert (OutstandingToken.objects.count(), Device.objects.count(), len(kinds(lifter))) == (2, 1, 1)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        purge(DueWork())
    assert (OutstandingToken.objects.count(), Device.objects.count(), len(kinds(lifter))) == (0, 0, 0)
