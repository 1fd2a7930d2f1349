"""Signing in on a device and ending that: what is noted, and of what its owner is told."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone as clock

from accounts.models import Device, SecurityEvent, User
from workset.due import ask_for

USE_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def begin(user: User, name: str, kind: str, jti: str = "") -> Device:
    """A new signed-in device of `user`, who is told by mail where they signed in before, but never on such a one."""
    name = " ".join("".join(one if one.isprintable() else " " for one in name).split())[:60] or "Device"
    before = SecurityEvent.objects.for_user(user).sign_ins()
    is_new = not before.filter(device_name=name, device_kind=kind).exists()
    device = Device.objects.create(user=user, name=name, kind=kind, current_jti=jti)
    if is_new and before.exists():
        ask_for("new-device", str(device.pk), {"user": str(user.pk), "device": name})
    note(user, SecurityEvent.Kind.NEW_DEVICE if is_new else SecurityEvent.Kind.SIGN_IN, device)
    return device


def note(user: User, kind: str, device: Device | None = None) -> None:
    """Write down what happened to `user`'s sign-in."""
    name, device_kind = (device.name, device.kind) if device else ("", "")
    SecurityEvent.objects.create(user=user, kind=kind, device_name=name, device_kind=device_kind)


@transaction.atomic
def end(device: Device) -> None:
    """Sign a device out from another one."""
    if Device.objects.filter(pk=device.pk).delete()[0]:
        note(device.user, SecurityEvent.Kind.SIGNED_OUT, device)


def end_all(user: User, but: Device | None = None) -> int:
    """Sign out `user`'s devices, but for one: who else held a token or a session is out at the next request."""
    devices = Device.objects.filter(user=user)
    count: int = (devices.exclude(pk=but.pk) if but else devices).delete()[0]
    return count


def note_use(device: Device) -> None:
    """Keep when a device was used last, to the hour: not every request needs a write."""
    now = clock.now()
    if now - device.last_used_at > USE_IS_NOTED_EVERY:
        Device.objects.filter(pk=device.pk).update(last_used_at=now)
