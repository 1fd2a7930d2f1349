import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

GOOD = {"email": "New@Example.org", "name": "Ann", "password": PASSWORD}


def test_sign_up_opens_an_account_and_signs_in(client: Client) -> None:
    answer = client.post(reverse("sign-up"), GOOD, follow=True)
    assert answer.redirect_chain == [(reverse("welcome"), 302)]
    user = User.objects.get(email="new@example.org")
    assert (answer.wsgi_request.user, user.name) == (user, "Ann")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "ANN@example.org"}, "email"),
        ({"password": "short"}, "password"),
        ({"email": "nobody"}, "email"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_sign_up_says_what_is_wrong_beside_the_field(client: Client, lifter: User, change: dict, field: str) -> None:
    answer = client.post(reverse("sign-up"), GOOD | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert User.objects.count() == 1


def test_sign_in_takes_the_address_in_any_case(client: Client, lifter: User) -> None:
    answer = client.post(reverse("sign-in"), {"username": "ANN@example.org", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("who", ["ann@example.org", "nobody@example.org"])
def test_sign_in_says_the_same_for_known_and_unknown(client: Client, lifter: User, who: str) -> None:
    answer = client.post(reverse("sign-in"), {"username": who, "password": "wrong"})
    assert answer.context["form"].non_field_errors() == [
        "No account has this e-mail address and password. Check both, or reset the password."
    ]


def test_sign_in_does_not_lead_to_another_site(client: Client, lifter: User) -> None:
    address = reverse("sign-in") + "?next=https://evil.example/"
    answer = client.post(
        address, {"username": "ann@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.url == "/"


def test_sign_in_does_not_lead_whoever_is_signed_in_in_a_circle(pages: Client) -> None:
    assert pages.get(reverse("sign-in"), {"next": reverse("sign-in")}).url == "/"


@pytest.mark.parametrize("referer", ["http://[", "http://testserver]/", ""])
def test_post_of_whoever_is_signed_out_leads_to_the_sign_in_wherever_it_claims_to_come_from(
    client: Client, referer: str
) -> None:
    answer = client.post(reverse("account-delete"), headers={"referer": referer})
    assert answer.url.startswith(reverse("sign-in"))


def test_sign_out_takes_a_post(pages: Client) -> None:
    assert pages.get(reverse("sign-out")).status_code == 405
    assert pages.post(reverse("sign-out")).url == "/"
    assert "_auth_user_id" not in pages.session


def test_password_is_changed_with_the_old_one(pages: Client, lifter: User) -> None:
    form = {"current_password": PASSWORD, "password": "new-iron-and-chalk"}
    wrong = pages.post(reverse("password-change"), form | {"current_password": "wrong"})
    assert list(wrong.context["form"].errors) == ["current_password"]
    assert pages.post(reverse("password-change"), form, follow=True).status_code == 200
    lifter.refresh_from_db()
    assert lifter.check_password("new-iron-and-chalk")


def test_password_is_reset_by_a_mail_whose_link_begins_with_the_sites_address(client: Client, lifter: User) -> None:
    answer = client.post(reverse("password-reset"), {"email": "Ann@example.org"}, headers={"host": "evil.example"})
    assert mail.outbox == []  # no mail is sent inside a request
    call_command("worker", once=True)
    (letter,) = mail.outbox
    assert (answer.url, letter.to, "evil" in letter.body) == (
        reverse("password-reset-sent"),
        ["ann@example.org"],
        False,
    )
    link = re.search(r"http://testserver(/\S+)", letter.body)
    assert link is not None
    assert client.get(link[1]).context["is_good"]
    done = client.post(link[1], {"password": "new-iron-and-chalk"})
    assert done.url == reverse("password-reset-done")
    lifter.refresh_from_db()
    assert lifter.check_password("new-iron-and-chalk")
    assert client.get(link[1]).context["is_good"] is False


def test_reset_of_an_unknown_address_says_the_same_and_sends_nothing(client: Client) -> None:
    answer = client.post(reverse("password-reset"), {"email": "nobody@example.org"})
    call_command("worker", once=True)
    assert (answer.url, mail.outbox) == (reverse("password-reset-sent"), [])


@pytest.mark.parametrize("name", ["sign-in", "sign-up", "password-reset", "password-reset-sent", "password-reset-done"])
def test_pages_for_anybody_are_shown(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["password-change", "settings-devices", "settings-security", "email-change"])
def test_pages_of_an_account_lead_to_the_sign_in(client: Client, pages: Client, name: str) -> None:
    assert client.get(reverse(name)).url.startswith(reverse("sign-in"))
    assert pages.get(reverse(name)).status_code == 200


def test_password_hash_is_argon2id_with_the_published_parameters(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2id"]  # type: ignore[attr-defined]
    user = get_user_model()(email="x@example.org")
    user.set_password(PASSWORD)
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password(PASSWORD)
