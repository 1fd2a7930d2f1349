import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone as clock

from accounts.models import Device, User
from accounts.tests.factories import PASSWORD
from accounts.tokens import sign_in
from workset.models import DueWork

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


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


def helper_of(*codenames: str) -> Client:
    """The browser of a member of staff who may do this and nothing more, and was signed in as help@example.org."""
    user = User.objects.create_user("help@example.org", "chalk-and-iron-42", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


PEOPLE = ("view_user", "change_user", "add_user", "delete_user")


def test_staff_who_may_change_people_give_nobody_more_to_do(lifter: User) -> None:
    helper = helper_of(*PEOPLE)
    for user in (User.objects.get(email="help@example.org"), lifter):
        sent = {"email": user.email, "role": "member", "timezone": "UTC", "locale": "en", "distance_unit": "km"}
        sent |= {"week_start": "monday", "is_active": "on", "is_superuser": "on", "is_staff": "on", "name": "New"}
        sent |= {"user_permissions": str(Permission.objects.get(codename="delete_workout").pk)}
        assert helper.post(reverse("admin:accounts_user_change", args=[user.pk]), sent).status_code == 302
    lifter.refresh_from_db()
    assert (lifter.name, lifter.is_staff, lifter.user_permissions.count()) == ("New", False, 0)
    assert not User.objects.filter(is_superuser=True).exists()
    assert set(User.objects.get(email="help@example.org").user_permissions.values_list("codename", flat=True)) == {
        *PEOPLE
    }


def test_superusers_are_left_alone_by_other_staff(lifter: User) -> None:
    boss = User.objects.create_superuser("boss@example.org", "chalk-and-iron-42")
    helper = helper_of(*PEOPLE)
    password = {"usable_password": "true", "password1": "chalk-and-iron-43", "password2": "chalk-and-iron-43"}
    chosen = {"action": "delete_selected", "_selected_action": [str(boss.pk)], "post": "yes"}
    answers = [
        helper.post(reverse("admin:accounts_user_change", args=[boss.pk]), {"email": "mine@example.org"}),
        helper.get(reverse("admin:auth_user_password_change", args=[boss.pk])),
        helper.post(reverse("admin:auth_user_password_change", args=[boss.pk]), password),
        helper.post(reverse("admin:accounts_user_delete", args=[boss.pk]), {"post": "yes"}),
        helper.post(reverse("admin:accounts_user_changelist"), chosen),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    boss.refresh_from_db()
    assert (boss.email, boss.check_password("chalk-and-iron-42")) == ("boss@example.org", True)
    assert helper.post(reverse("admin:auth_user_password_change", args=[lifter.pk]), password).status_code == 302


@pytest.mark.parametrize(("may", "attempts"), [(("view_duework",), 15), (("view_duework", "change_duework"), 0)])
def test_given_up_work_is_tried_again_by_who_may_change_it(may: tuple[str, ...], attempts: int) -> None:
    work = DueWork.objects.create(kind="password-reset", key="k", due_at=clock.now(), attempts=15)
    chosen = {"action": "try_again", "_selected_action": [str(work.pk)]}
    helper_of(*may).post(reverse("admin:workset_duework_changelist"), chosen)
    work.refresh_from_db()
    assert work.attempts == attempts


@pytest.mark.parametrize(
    "listed", ["workouts/workout/?deleted_at__year=99999", "workset/duework/?failed_at__year=99999"]
)
def test_filter_that_is_no_value_is_left_out(staff: Client, listed: str) -> None:
    answer = staff.get(f"/admin/{listed}")
    assert (answer.status_code, answer.url.endswith("?e=1")) == (302, True)
    assert staff.get(answer.url).status_code in (200, 302)


def test_role_is_given_by_superusers_alone(lifter: User) -> None:
    lifter.is_staff = True
    lifter.save()
    lifter.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client = Client()
    client.force_login(lifter)
    sent = {"email": lifter.email, "role": "admin", "timezone": "UTC", "locale": "en", "distance_unit": "km"}
    sent |= {"week_start": "monday", "is_active": "on", "name": "New"}
    assert client.post(reverse("admin:accounts_user_change", args=[lifter.pk]), sent).status_code == 302
    lifter.refresh_from_db()
    assert (lifter.name, lifter.role) == ("New", "member")
