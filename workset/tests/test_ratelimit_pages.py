"""A form that is posted too often says when to try again and keeps what was typed; nothing is done."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD
from workset.limits import duration
from workset.tests.rates import AUTH, WRONG, statuses

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


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


def test_pages_are_counted_by_person_and_say_when_to_come_back(
    pages: Client, stranger_pages: Client, settings: Any
) -> None:
    settings.RATE_USER = "2/d"
    refused = [pages.get(reverse("workouts")) for _ in range(3)][-1]

    assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
    assert f"Try again in {duration(int(refused['Retry-After']))}." in refused.content.decode()
    assert stranger_pages.get(reverse("workouts")).status_code == 200


def test_forms_and_calls_that_write_have_one_count(pages: Client, api: APIClient, lifter: User, settings: Any) -> None:
    settings.RATE_WRITE = "1/d"
    assert api.post("/api/v1/workouts", {}).status_code == 201
    refused = pages.post(reverse("workout-start"))

    assert (refused.status_code, lifter.workouts.count()) == (429, 1)
    assert pages.get(reverse("today")).status_code == 200
