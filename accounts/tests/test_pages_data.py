"""The end of an account, and the places behind More."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

NAMES = ["more", "settings-data", "account-delete"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_an_account_are_its_owners(client: Client, pages: Client, name: str) -> None:
    assert pages.get(reverse(name)).status_code == 200
    assert client.get(reverse(name)).url == f"{reverse('sign-in')}?next={reverse(name)}"
    assert pages.put(reverse(name)).status_code == 405


def test_account_is_deleted_with_its_password_and_signed_out(pages: Client, lifter: User, stranger: User) -> None:
    answer = pages.post(reverse("account-delete"), {"password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert b"Your account and everything in it is deleted." in answer.content
    assert "_auth_user_id" not in pages.session
    assert list(User.objects.all()) == [stranger]


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("wrong", "This is not the password of the account. Nothing was deleted."),
        ("", "This field is required."),
    ],
)
def test_account_is_not_deleted_without_its_password(pages: Client, lifter: User, password: str, message: str) -> None:
    answer = pages.post(reverse("account-delete"), {"password": password})
    assert answer.context["form"].errors == {"password": [message]}
    assert User.objects.filter(pk=lifter.pk).exists()


def test_account_is_not_deleted_by_whoever_is_signed_out(client: Client, lifter: User) -> None:
    assert client.post(reverse("account-delete"), {"password": PASSWORD}).status_code == 302
    assert User.objects.filter(pk=lifter.pk).exists()


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_an_account_ask_the_database_for_the_account_only(
    pages: Client, name: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        pages.get(reverse(name))
