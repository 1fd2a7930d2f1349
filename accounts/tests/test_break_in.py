"""What somebody tries who has an old password, an ended device or another one's address."""

import json
import logging
import logging.config
import sys
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone as clock
from rest_framework.test import APIClient

from accounts.addresses import ask_to_change, token_for, verify
from accounts.devices import end, end_all
from accounts.models import Device, SecurityEvent, User
from accounts.passwords import change_password, set_password
from accounts.registration import close_account, register
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tokens import TokenRefused, rotate, sign_in
from workset.due import ask_for
from workset.logs import WithoutSecrets
from workset.models import DueWork
from workset.tests.admin import staff_client
from workset.tests.races import race

pytestmark = pytest.mark.django_db

ME = "/api/v1/me"
OTHER = "chalk-and-iron-43"


def configured_formatter() -> logging.Formatter:
    """What writes an entry where the project is run."""
    return logging.config.DictConfigurator(settings.LOGGING).configure_formatter(settings.LOGGING["formatters"]["line"])


class SlowBody(BytesIO):
    """A body that is sent so slowly that something else happens before it has come."""

    def __init__(self, content: bytes, meanwhile: Callable[[], Any]) -> None:
        super().__init__(content)
        self.meanwhile = meanwhile

    def read(self, *args: Any) -> bytes:
        if self.meanwhile is not None:
            self.meanwhile, act = None, self.meanwhile
            act()
        return super().read(*args)


def send_slowly(api: APIClient, method: str, path: str, body: dict, meanwhile: Callable[[], Any]) -> int:
    """The status of a call whose body arrives after `meanwhile`."""
    content = json.dumps(body).encode()
    slow = {"wsgi.input": SlowBody(content, meanwhile), "CONTENT_LENGTH": str(len(content))}
    return api.generic(method, path, content, content_type="application/json", **slow).status_code


def stale(user: User) -> User:
    """The account as a request read it that is still on its way."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    "act",
    [
        lambda user: change_password(user, PASSWORD, "evil-and-iron-44", None),
        lambda user: close_account(user, PASSWORD),
        lambda user: ask_to_change(user, "evil@example.org"),
        lambda user: sign_in(user, "evil"),
    ],
)
def test_request_that_began_under_the_old_password_is_not_obeyed(lifter: User, act: Callable[[User], Any]) -> None:
    before = stale(lifter)
    set_password(lifter, OTHER)
    with pytest.raises((ValidationError, TokenRefused)):
        act(before)
    lifter.refresh_from_db()
    assert (lifter.check_password(OTHER), lifter.pending_email, Device.objects.count()) == (True, "", 0)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/password", {"current_password": PASSWORD, "password": "evil-and-iron-44"}),
        ("DELETE", "", {"password": PASSWORD}),
        ("PATCH", "", {"email": "evil@example.org"}),
    ],
)
def test_body_that_comes_after_the_device_was_signed_out_does_nothing(
    lifter: User, api: APIClient, method: str, path: str, body: dict
) -> None:
    status = send_slowly(api, method, ME + path, body, lambda: end_all(lifter))
    assert status == 422
    fresh = User.objects.get(pk=lifter.pk)
    assert (fresh.check_password(PASSWORD), fresh.pending_email) == (True, "")


def test_rename_does_not_bring_an_ended_device_back(lifter: User, api: APIClient) -> None:
    device = Device.objects.get()
    assert send_slowly(api, "PATCH", f"{ME}/devices/{device.pk}", {"name": "x"}, lambda: end(device)) == 404
    assert not Device.objects.exists()


def test_rename_does_not_take_a_rotation_back(lifter: User, api: APIClient) -> None:
    device, tokens = sign_in(lifter, "phone")
    assert send_slowly(api, "PATCH", f"{ME}/devices/{device.pk}", {"name": "x"}, lambda: rotate(tokens.refresh)) == 200
    with time_machine.travel(clock.now() + timedelta(seconds=31)), pytest.raises(TokenRefused):
        rotate(tokens.refresh)


def test_only_the_name_of_a_device_can_be_written(lifter: User, api: APIClient) -> None:
    before = Device.objects.values().get()
    forged = {"name": "x", "kind": "browser", "last_used_at": "0001-01-01T00:00:00Z"}
    assert api.patch(f"{ME}/devices/{before['id']}", forged).status_code == 200
    assert Device.objects.values().get() == before | {"name": "x"}


def test_new_password_calls_a_change_of_address_off(lifter: User) -> None:
    ask_to_change(lifter, "evil@example.org")
    link = token_for(lifter, "evil@example.org")
    set_password(lifter, OTHER)
    with pytest.raises(ValidationError):
        verify(link)
    lifter.refresh_from_db()
    assert (lifter.email, lifter.pending_email) == ("ann@example.org", "")


def test_present_address_is_told_when_another_one_is_asked_for(lifter: User) -> None:
    ask_to_change(lifter, "new@example.org")
    call_command("worker", once=True)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ann@example.org", "new@example.org"]


def test_passwords_are_guessed_no_faster_inside_than_at_the_door(
    lifter: User, api: APIClient, pages: Client, settings: Any
) -> None:
    settings.RATE_AUTH = "3/m"
    body = {"current_password": "wrong", "password": OTHER}
    assert [api.put(f"{ME}/password", body).status_code for _ in range(4)] == [422, 422, 422, 429]
    assert api.delete(ME, {"password": "wrong"}).status_code == 429
    for page in ("/password/change/", "/settings/security/email/", "/settings/data/delete/"):
        form = pages.post(page, body | {"email": "new@example.org"}).context["form"]
        assert "too often" in str(form.non_field_errors())


def test_quiet_registration_is_not_undone_by_signing_in(
    lifter: User, anonymous_api: APIClient, client: Client, settings: Any
) -> None:
    settings.REGISTRATION_QUIET = True
    new = register("new@example.org", PASSWORD)
    pair = {"email": new.email, "password": PASSWORD}
    assert anonymous_api.post("/api/v1/auth/login", pair).status_code == 401
    assert client.post("/sign-in/", {"username": new.email, "password": PASSWORD}).status_code == 200
    verify(token_for(new, new.email))
    assert anonymous_api.post("/api/v1/auth/login", pair).status_code == 200


def test_owner_of_an_address_is_told_once_however_often_somebody_signs_up_with_it(
    lifter: User, anonymous_api: APIClient, settings: Any
) -> None:
    settings.REGISTRATION_QUIET = True
    for _turn in range(3):
        answer = anonymous_api.post("/api/v1/auth/register", {"email": lifter.email, "password": OTHER})
        assert answer.status_code == 201
        call_command("worker", "--once")
    assert len(mail.outbox) == 1


def test_reset_by_mail_verifies_the_address(lifter: User) -> None:
    set_password(lifter, OTHER, verified=True)
    lifter.refresh_from_db()
    assert lifter.email_verified


def test_account_that_is_switched_off_and_on_has_no_devices(lifter: User) -> None:
    _, tokens = sign_in(lifter, "phone")
    staff = staff_client()
    address = f"/admin/accounts/user/{lifter.pk}/change/"
    sent = {"email": lifter.email, "role": "member", "timezone": "UTC", "locale": "en", "distance_unit": "km"}
    for is_active in ({}, {"is_active": "on"}):
        assert staff.post(address, sent | {"week_start": "monday"} | is_active).status_code == 302
    with pytest.raises(TokenRefused):
        rotate(tokens.refresh)


def test_name_of_a_device_carries_no_letter_of_its_own(lifter: User) -> None:
    device, _ = sign_in(lifter, "iPhone.\n\nYour account was locked.\x00 Open https://evil.example/" + "x" * 99)
    assert device.name == "iPhone. Your account was locked. Open https://evil.example/x"


@pytest.mark.parametrize("email", ["ann@example.org\u200b", "ann@\uff45xample.org"])
def test_address_that_looks_like_anothers_opens_no_account(lifter: User, email: str) -> None:
    with pytest.raises(ValidationError):
        register(email, PASSWORD)


def test_work_that_was_given_up_does_not_swallow_the_next(lifter: User) -> None:
    ask_for("password-reset", "key", {"email": lifter.email})
    DueWork.objects.update(failed_at=clock.now(), attempts=15)
    ask_for("password-reset", "key", {"email": lifter.email})
    call_command("worker", once=True)
    assert [letter.to for letter in mail.outbox] == [["ann@example.org"]]


@pytest.mark.parametrize("call", ["/api/v1/auth/password/reset", "/api/v1/auth/email/resend"])
def test_mailbox_is_not_filled_by_asking_again(lifter: User, api: APIClient, call: str) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        for number in range(3):
            answer = api.post(call, {"email": "ANN@example.org"}, REMOTE_ADDR=f"192.0.2.{number}")
            assert answer.status_code == 202
            call_command("worker", once=True)
        assert [letter.to for letter in mail.outbox] == [["ann@example.org"]]
        now.shift(timedelta(minutes=6))
        api.post(call, {"email": "ann@example.org"})
        call_command("worker", once=True)
    assert len(mail.outbox) == 2


def test_logs_hold_no_link_that_was_mailed() -> None:
    said = []
    for path in ("/email/verify/SECRET/", "/password/reset/uid/SECRET/", "/sign-up/?invite=SECRET&x=1"):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Forbidden (%s): %s", ("CSRF", path), None)
        WithoutSecrets().filter(record)
        said.append(record.getMessage())
    assert said == [
        "Forbidden (CSRF): /email/verify/...",
        "Forbidden (CSRF): /password/reset/...",
        "Forbidden (CSRF): /sign-up/?invite=...&x=1",
    ]


def test_what_was_sent_can_forge_no_entry_of_the_log() -> None:
    try:
        raise ValueError("x\n2026-01-01 00:00:00 ERROR forged\x1b[2J\r\u2028gone")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed: %s", ("a\nb ü",), sys.exc_info())
    first, *further = configured_formatter().format(record).split("\n")
    assert first.endswith("ERROR django.request Failed: a")
    assert further[0] == "\tb ü"
    assert further[-1] == "\t2026-01-01 00:00:00 ERROR forged\\x1b[2J\\r\\u2028gone"
    assert all(line.startswith("\t") for line in further)


@pytest.mark.django_db(transaction=True)
def test_parallel_reuse_is_one_event() -> None:
    user = UserFactory()
    _, tokens = sign_in(user, "phone")
    rotate(rotate(tokens.refresh).refresh)
    results = race(lambda number: rotate(tokens.refresh), 16)
    assert all(isinstance(result, TokenRefused) for result in results)
    assert SecurityEvent.objects.filter(kind=SecurityEvent.Kind.REFUSED_REUSE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_refresh_that_meets_a_sign_out_is_refused_not_broken() -> None:
    user = UserFactory()
    for _round in range(5):
        _, tokens = sign_in(user, "phone")
        results = race(lambda number, t=tokens: end_all(user) if number == 0 else rotate(t.refresh), 4)
        assert not [r for r in results if isinstance(r, Exception) and not isinstance(r, TokenRefused)]
