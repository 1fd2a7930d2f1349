"""The one place that issues, rotates and ends tokens: simplejwt underneath, a Device row on top."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.models import Device, User

DEVICE_CLAIM = "device"


class TokenRefused(Exception):
    """The token is unknown, expired, used before, or its device is signed out. Says no more to whoever sent it."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client gets: both tokens, and for how many seconds the access token is good."""

    access: str
    refresh: str
    expires_in: int


def sign_in(user: User, device_name: str) -> tuple[Device, Tokens]:
    """A new device of `user` with its first tokens."""
    with transaction.atomic():
        device = Device.objects.create(user=user, name=device_name or "API client")
        return device, issue(device)


def issue(device: Device) -> Tokens:
    """A fresh pair of tokens of `device`."""
    refresh = RefreshToken.for_user(device.user)
    refresh[DEVICE_CLAIM] = str(device.id)
    lifetime: timedelta = settings.SIMPLE_JWT["ACCESS_TOKEN_LIFETIME"]
    return Tokens(str(refresh.access_token), str(refresh), int(lifetime.total_seconds()))


@transaction.atomic
def rotate(written: str) -> Tokens:
    """The successor of a refresh token, which is spent by this; raises TokenRefused.

    The device row is locked first: simplejwt alone lets parallel refreshes of one token all succeed.
    """
    device = (
        Device.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(id=device_id(written), user__is_active=True)
        .first()
    )
    if device is None:
        raise TokenRefused
    read_refresh(written).blacklist()
    device.last_used_at = clock.now()
    device.save(update_fields=["last_used_at"])
    return issue(device)


def sign_out(written: str) -> bool:
    """End the device that a refresh token belongs to; False where the token is no good and ends nothing."""
    try:
        Device.objects.filter(id=device_id(written)).delete()
    except TokenRefused:
        return False
    return True


def sign_out_everywhere(user: User) -> None:
    """End all of `user`'s devices: whoever else held a token is out at the next request."""
    Device.objects.for_user(user).delete()


def read_refresh(written: str) -> RefreshToken:
    """The refresh token, checked for signature, age and earlier use; raises TokenRefused."""
    try:
        return RefreshToken(written)  # type: ignore[arg-type]
    except TokenError:
        raise TokenRefused from None


def device_id(written: str) -> str:
    """The id of the device in a refresh token; raises TokenRefused."""
    device: str = read_refresh(written).get(DEVICE_CLAIM, "")
    if not device:
        raise TokenRefused
    return device


def device_of(token: AccessToken) -> Device | None:
    """The device of an access token with its user, in one query; None where it is signed out or the user inactive."""
    if DEVICE_CLAIM not in token:
        return None
    return Device.objects.select_related("user").filter(id=token[DEVICE_CLAIM], user__is_active=True).first()
