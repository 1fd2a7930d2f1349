import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    """A member of staff in the admin."""
    client = Client()
    client.force_login(User.objects.create_superuser("staff@example.org", "chalk-and-iron-42"))
    return client


def test_people_are_found_and_opened_by_staff(staff: Client, lifter: User) -> None:
    listed = staff.get(reverse("admin:accounts_user_changelist"), {"q": "ann@"})
    opened = staff.get(reverse("admin:accounts_user_change", args=[lifter.pk]))
    assert (listed.status_code, opened.status_code) == (200, 200)
    assert [user.email for user in listed.context["cl"].queryset] == ["ann@example.org"]


def test_account_made_in_the_admin_can_sign_in(staff: Client) -> None:
    form = {
        "email": "New@Example.org",
        "usable_password": "true",
        "password1": "chalk-and-iron-42",
        "password2": "chalk-and-iron-42",
    }
    assert staff.post(reverse("admin:accounts_user_add"), form).status_code == 302
    assert Client().login(username="new@example.org", password="chalk-and-iron-42")


def test_members_are_not_let_in(pages: Client) -> None:
    assert pages.get(reverse("admin:index")).status_code == 302
