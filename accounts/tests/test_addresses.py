"""E-mail addresses: verified by a mail, changed by a mail, and never told to strangers."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone as clock
from rest_framework.test import APIClient

from accounts.invites import send_invite
from accounts.models import Invite, User
from accounts.registration import register
from accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

AUTH = "/api/v1/auth"
NEW = {"email": "new@example.org", "password": PASSWORD}


def letters() -> list[tuple[str, str]]:
    """Recipient and link of each mail that was due; the links are good for nobody else."""
    mail.outbox.clear()
    call_command("worker", once=True)
    links = [re.search(r"http://testserver(/\S+)", letter.body) for letter in mail.outbox]
    found = [(letter.to[0], link[1] if link else "") for letter, link in zip(mail.outbox, links, strict=True)]
    return [(to, link) for to, link in found if link != "/password/change/"]  # what the present address is told


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_new_account_is_mailed_a_link_that_verifies_its_address_by_one_press(client: Client) -> None:
    user = register(**NEW)
    ((to, link),) = letters()
    assert to == "new@example.org"
    assert client.get(link).status_code == 200
    user.refresh_from_db()
    assert not user.email_verified  # mail programs open links by themselves
    client.post(link)
    user.refresh_from_db()
    assert user.email_verified


def test_address_is_verified_by_api(anonymous_api: APIClient) -> None:
    user = register(**NEW)
    ((_, link),) = letters()
    assert anonymous_api.post(f"{AUTH}/email/verify", {"token": token_of(link)}).status_code == 204
    user.refresh_from_db()
    assert user.email_verified


@pytest.mark.parametrize("token", ["rubbish", "a:b:c", "x" * 900])
def test_rubbish_verifies_nothing(anonymous_api: APIClient, client: Client, token: str) -> None:
    answer = anonymous_api.post(f"{AUTH}/email/verify", {"token": token})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["token"])
    assert "no longer works" in client.post(f"/email/verify/{token}/").content.decode()


def test_link_is_good_for_three_days(anonymous_api: APIClient) -> None:
    register(**NEW)
    ((_, link),) = letters()
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        assert anonymous_api.post(f"{AUTH}/email/verify", {"token": token_of(link)}).status_code == 422


def test_new_address_counts_once_its_mail_was_answered_and_the_old_one_is_told(lifter: User, api: APIClient) -> None:
    assert (
        api.patch("/api/v1/me", {"email": "Ann@Gym.example", "current_password": PASSWORD}).json()["email"]
        == "ann@example.org"
    )
    ((to, link),) = letters()
    assert to == "ann@gym.example"
    assert api.post(f"{AUTH}/email/verify", {"token": token_of(link)}).status_code == 204
    lifter.refresh_from_db()
    assert (lifter.email, lifter.pending_email, lifter.email_verified) == ("ann@gym.example", "", True)
    assert [to for to, _ in letters()] == ["ann@example.org"]


def test_address_of_somebody_else_is_told_to_them_and_not_to_who_asks(
    lifter: User, stranger: User, api: APIClient
) -> None:
    answer = api.patch("/api/v1/me", {"email": stranger.email, "current_password": PASSWORD})
    assert (answer.status_code, answer.json()["email"]) == (200, lifter.email)
    ((to, link),) = letters()
    assert (to, link) == (stranger.email, "/sign-in/")


def test_address_taken_meanwhile_is_refused(lifter: User, api: APIClient) -> None:
    api.patch("/api/v1/me", {"email": "new@example.org", "current_password": PASSWORD})
    ((_, link),) = letters()
    register(**NEW)
    answer = api.post(f"{AUTH}/email/verify", {"token": token_of(link)})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["token"])
    lifter.refresh_from_db()
    assert lifter.email == "ann@example.org"


def test_page_changes_the_address_with_the_password_only(pages: Client, lifter: User) -> None:
    form = {"email": "ann@gym.example", "password": "wrong"}
    refused = pages.post("/settings/security/email/", form)
    told = "This is not the password of the account. Nothing was changed."
    assert refused.context["form"].errors == {"password": [told]}
    assert letters() == []
    pages.post("/settings/security/email/", form | {"password": PASSWORD})
    ((to, link),) = letters()
    pages.post(link)
    lifter.refresh_from_db()
    assert (to, lifter.email) == ("ann@gym.example", "ann@gym.example")


def test_mail_is_sent_again_on_request(pages: Client, api: APIClient, lifter: User) -> None:
    assert api.post(f"{AUTH}/email/resend").status_code == 202
    pages.post("/settings/security/email/resend/")
    links = [link for _, link in letters() if "verify" in link]
    assert len(links) == 1  # asked for twice, due once


def test_quiet_registration_answers_the_same_and_tells_the_owner(
    anonymous_api: APIClient, lifter: User, settings: Any
) -> None:
    settings.REGISTRATION_QUIET = True
    answers = [anonymous_api.post(f"{AUTH}/register", NEW | {"email": email}) for email in (lifter.email, NEW["email"])]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (201, {"email": lifter.email}),
        (201, {"email": NEW["email"]}),
    ]
    assert sorted(letters())[0] == (lifter.email, "/sign-in/")
    assert User.objects.count() == 2


def test_quiet_registration_does_not_tell_beside_other_errors(
    anonymous_api: APIClient, lifter: User, settings: Any
) -> None:
    settings.REGISTRATION_QUIET = True
    bad = NEW | {"email": lifter.email, "timezone": "Mars/Olympus"}
    assert list(anonymous_api.post(f"{AUTH}/register", bad).json()["errors"]) == ["timezone"]


def test_quiet_sign_up_page_shows_the_same_for_both(client: Client, lifter: User, settings: Any) -> None:
    settings.REGISTRATION_QUIET = True
    shown = [
        client.post("/sign-up/", {"email": email, "password": PASSWORD}).content.decode().replace(email, "")
        for email in (lifter.email, NEW["email"])
    ]
    assert shown[0] == shown[1]


def test_invite_opens_one_account_where_nobody_else_may(
    client: Client, anonymous_api: APIClient, settings: Any
) -> None:
    settings.REGISTRATION = "invite"
    invite = send_invite(Invite(email="new@example.org"))
    ((to, link),) = letters()
    assert to == "new@example.org"
    assert client.get("/sign-up/").status_code == 403
    assert anonymous_api.post(f"{AUTH}/register", NEW).status_code == 403
    assert client.get(link).status_code == 200
    token = link.rpartition("=")[2]
    assert token not in str(Invite.objects.values())
    assert anonymous_api.post(f"{AUTH}/register", NEW | {"invite": token}).status_code == 201
    invite.refresh_from_db()
    assert invite.accepted_by == User.objects.get()
    again = NEW | {"email": "second@example.org", "invite": token}
    assert anonymous_api.post(f"{AUTH}/register", again).status_code == 403


def test_invite_ends_after_thirty_days(settings: Any) -> None:
    settings.REGISTRATION = "closed"
    invite = send_invite(Invite(email="new@example.org"))
    with time_machine.travel(clock.now() + timedelta(days=31)), pytest.raises(PermissionDenied):
        register(**NEW, invite=invite.token())


def test_refused_sign_up_does_not_use_the_invite_up(anonymous_api: APIClient, settings: Any) -> None:
    settings.REGISTRATION = "invite"
    token = send_invite(Invite(email="new@example.org")).token()
    weak = NEW | {"invite": token, "password": "short"}
    assert anonymous_api.post(f"{AUTH}/register", weak).status_code == 422
    assert anonymous_api.post(f"{AUTH}/register", NEW | {"invite": token}).status_code == 201


def test_password_is_reset_by_api_and_every_device_ends(anonymous_api: APIClient, api: APIClient, lifter: User) -> None:
    for email in (lifter.email, "nobody@example.org"):
        assert anonymous_api.post(f"{AUTH}/password/reset", {"email": email}).status_code == 202
    ((_, link),) = letters()
    _, _, _, uid, token, _ = link.split("/")
    body = {"uid": uid, "token": token, "password": "chalk-and-iron-43"}
    weak = anonymous_api.post(f"{AUTH}/password/confirm", body | {"password": "short"})
    assert (weak.status_code, list(weak.json()["errors"])) == (422, ["password"])
    assert anonymous_api.post(f"{AUTH}/password/confirm", body).status_code == 204
    assert api.get("/api/v1/me").status_code == 401
    again = anonymous_api.post(f"{AUTH}/password/confirm", body)
    assert (again.status_code, list(again.json()["errors"])) == (422, ["token"])


@pytest.mark.parametrize("uid", ["", "x", "AAAA", "%00", "é" * 50])
def test_reset_with_rubbish_is_refused(anonymous_api: APIClient, uid: str) -> None:
    answer = anonymous_api.post(f"{AUTH}/password/confirm", {"uid": uid, "token": "x", "password": PASSWORD})
    assert answer.status_code == 422


ME = "/api/v1/me"
OTHER = {"email": "other@example.org", "current_password": PASSWORD}


@pytest.mark.parametrize("method", ["patch", "put"])
@pytest.mark.parametrize("password", [{}, {"current_password": ""}, {"current_password": "wrong"}])
def test_another_address_is_not_asked_for_over_the_api_without_the_password(
    api: APIClient, lifter: User, method: str, password: dict[str, str]
) -> None:
    answer = getattr(api, method)(ME, {"email": "other@example.org", "name": "Changed"} | password)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["current_password"])
    lifter.refresh_from_db()
    assert (lifter.pending_email, lifter.name, letters()) == ("", "Ann", [])


def test_address_that_stays_takes_no_password(api: APIClient, lifter: User) -> None:
    assert api.put(ME, {"email": " ANN@example.org", "name": "Ann"}).status_code == 200
    assert "current_password" not in api.get(ME).json()


def test_wishes_for_another_address_are_counted_as_guesses(api: APIClient, settings: Any) -> None:
    settings.RATE_AUTH = "2/d"
    answers = [api.patch(ME, {"email": f"{number}@example.org", "current_password": "wrong"}) for number in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert api.patch(ME, {"name": "Ann B."}).status_code == 200


def test_many_wishes_mail_the_present_address_once(api: APIClient, lifter: User) -> None:
    for number in range(5):
        wish = {"email": f"{number}@example.org", "current_password": PASSWORD}
        assert api.patch(ME, wish).status_code == 200
        call_command("worker", once=True)

    assert [letter.to[0] for letter in mail.outbox].count("ann@example.org") == 1


def test_one_address_is_not_mailed_by_many_who_want_it(
    api: APIClient, stranger_api: APIClient, lifter: User, stranger: User
) -> None:
    assert (api.patch(ME, OTHER).status_code, api.patch(ME, OTHER).status_code) == (200, 200)
    answer = stranger_api.patch(ME, OTHER | {"name": "Changed"})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["email"])
    stranger.refresh_from_db()
    assert (stranger.pending_email, stranger.name) == ("", "Bob")
    assert [to for to, _ in letters()] == ["other@example.org"]
