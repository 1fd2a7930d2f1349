import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Device, User
from accounts.tests.factories import PASSWORD
from accounts.tokens import sign_in

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


def test_password_set_by_staff_signs_every_device_out(staff: Client, lifter: User) -> None:
    sign_in(lifter, "phone")
    form = {"usable_password": "true", "password1": "chalk-and-iron-43", "password2": "chalk-and-iron-43"}
    assert staff.post(reverse("admin:auth_user_password_change", args=[lifter.pk]), form).status_code == 302
    assert not Device.objects.filter(user=lifter).exists()
    assert Client().login(username=lifter.email, password="chalk-and-iron-43")


def test_device_deleted_by_staff_is_signed_out(staff: Client, lifter: User) -> None:
    device, _ = sign_in(lifter, "phone")
    assert staff.post(reverse("admin:accounts_device_delete", args=[device.pk]), {"post": "yes"}).status_code == 302
    assert not Device.objects.filter(user=lifter).exists()


def test_what_stored_totals_depend_on_is_left_to_its_owner(staff: Client, lifter: User) -> None:
    address = reverse("admin:accounts_user_change", args=[lifter.pk])
    form = staff.get(address).context["adminform"].form
    assert {"weight_unit", "e1rm_formula", "bar_weight", "plates"} & set(form.fields) == set()
    sent = {"email": "Ann@Example.net", "role": "member", "timezone": "Europe/Berlin", "locale": "en"}
    sent |= {"distance_unit": "km", "week_start": "monday", "is_active": "on", "weight_unit": "lb"}
    assert staff.post(address, sent).status_code == 302
    lifter.refresh_from_db()
    assert (lifter.email, lifter.timezone, lifter.weight_unit) == ("ann@example.net", "Europe/Berlin", "kg")
    assert lifter.check_password(PASSWORD)
