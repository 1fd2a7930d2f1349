"""Devices and security in the logbook: what is signed in, ended from here, and told."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Device, User
from accounts.tokens import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

DEVICES = reverse("settings-devices")


def names(user: User) -> list[str]:
    """The devices of a person."""
    return sorted(Device.objects.for_user(user).values_list("name", flat=True))


def test_page_lists_own_devices_and_marks_this_browser(pages: Client, lifter: User, stranger: User) -> None:
    sign_in(lifter, "Pixel 9")
    sign_in(stranger, "Theirs")
    page = pages.get(DEVICES).content.decode()
    assert [name in page for name in ("Pixel 9", "Browser", "Theirs")] == [True, True, False]
    assert page.count("This browser") == 1


def test_device_is_renamed(pages: Client, lifter: User) -> None:
    device, _ = sign_in(lifter, "Pixel 9")
    refused = pages.post(reverse("device", args=[device.pk]), {"name": " "})
    assert list(refused.context["form"].errors) == ["name"]
    assert pages.post(reverse("device", args=[device.pk]), {"name": "Phone"}).url == DEVICES
    assert names(lifter) == ["Browser", "Phone"]


def test_device_is_signed_out_and_the_event_noted(pages: Client, lifter: User) -> None:
    device, _ = sign_in(lifter, "Pixel 9")
    assert pages.post(reverse("device-end", args=[device.pk])).url == DEVICES
    assert names(lifter) == ["Browser"]
    assert "Device signed out from another one" in pages.get(reverse("settings-security")).content.decode()


def test_all_others_are_signed_out(pages: Client, lifter: User) -> None:
    for name in ("Pixel 9", "Tablet"):
        sign_in(lifter, name)
    pages.post(reverse("devices-end-others"))
    assert names(lifter) == ["Browser"]
    assert pages.get(DEVICES).status_code == 200


@pytest.mark.parametrize("name", ["device", "device-end"])
def test_device_of_another_person_is_not_found(stranger_pages: Client, lifter: User, name: str) -> None:
    device, _ = sign_in(lifter, "Pixel 9")
    assert stranger_pages.post(reverse(name, args=[device.pk]), {"name": "Mine"}).status_code == 404
    assert names(lifter) == ["Pixel 9"]


def test_security_page_shows_own_events_only(pages: Client, lifter: User, stranger: User) -> None:
    sign_in(lifter, "Pixel 9")
    sign_in(stranger, "Theirs")
    page = pages.get(reverse("settings-security")).content.decode()
    assert [name in page for name in ("Pixel 9", "Theirs", "Not verified yet")] == [True, False, True]
