"""The one place that issues and rotates an app's tokens: simplejwt underneath, the Device row on top decides.

simplejwt alone neither revokes a family when a spent token comes again, nor lets only one of many parallel refreshes
win, and it keeps tokens in clear; here its tables hold hashes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.devices import begin, note
from accounts.lock import lock_as_checked
from accounts.models import Device, SecurityEvent, User
from workset.due import ask_for

DEVICE_CLAIM = "device"
# Two tabs refresh at once, or an answer is lost on its way: the token before is honoured this long.
GRACE = timedelta(seconds=30)


class TokenRefused(Exception):
    """The token is unknown, expired, used before, or its device is signed out. Says no more to whoever sent it."""


class FamilyToken(RefreshToken):
    """A refresh token whose signature and age are checked here, and whose earlier use is the Device row's to know."""

    def check_blacklist(self) -> None:
        """Left to `rotate`: within the grace a spent token is good."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client gets: both tokens, and for how many seconds the access token is good."""

    access: str
    refresh: str
    expires_in: int


@transaction.atomic
def sign_in(user: User, device_name: str) -> tuple[Device, Tokens]:
    """A new device of `user`, whose password was just checked, with its first tokens; raises TokenRefused."""
    try:
        lock_as_checked(user)
    except ValidationError:  # it was changed while this sign-in was on its way
        raise TokenRefused from None
    device = begin(user, device_name or "API client", Device.Kind.API, new_jti())
    keep(device)
    return device, tokens_of(device)


def rotate(written: str) -> Tokens:
    """The successor of a refresh token, which is spent by this; raises TokenRefused.

    The token before the present one answers with the same successor for GRACE. An older one was stolen, or its owner's
    was: the whole family ends, and the account is told.
    """
    token = read_refresh(written)
    with transaction.atomic():
        device = device_of(token)
        if device is None:
            raise TokenRefused
        tokens = successor(device, token["jti"])
        if tokens is None:
            revoke(device)
    if tokens is None:  # raised out here: what ended must stay ended
        raise TokenRefused
    return tokens


def successor(device: Device, jti: str) -> Tokens | None:
    """The tokens that follow the token `jti` of the device; None where it was spent longer ago than the grace."""
    now = clock.now()
    fresh = {"current_jti": new_jti(), "previous_jti": jti, "rotated_at": now, "last_used_at": now}
    # Compare and swap: of many parallel refreshes one wins, the others find its successor.
    won = Device.objects.filter(pk=device.pk, current_jti=jti).update(**fresh)
    try:
        device.refresh_from_db()
    except Device.DoesNotExist:  # it was signed out at this moment
        raise TokenRefused from None
    if won:
        spend(jti)
        keep(device)
    elif device.previous_jti != jti or now - device.rotated_at > GRACE:
        return None
    return tokens_of(device)


def revoke(device: Device) -> None:
    """End a family one of whose spent tokens came again; its owner is told by event and by mail, once."""
    if Device.objects.filter(pk=device.pk).delete()[0]:
        note(device.user, SecurityEvent.Kind.REFUSED_REUSE, device)
        ask_for("refused-reuse", str(device.pk), {"user": str(device.user_id), "device": device.name})


def sign_out(written: str) -> bool:
    """End the device that a refresh token belongs to; False where the token is no good and ends nothing."""
    try:
        token = read_refresh(written)
    except TokenRefused:
        return False
    Device.objects.filter(pk=token.get(DEVICE_CLAIM)).delete()
    return True


def tokens_of(device: Device) -> Tokens:
    """The device's present tokens; the refresh token is the same one as often as it is asked for."""
    refresh = refresh_token(device)
    lifetime: timedelta = settings.SIMPLE_JWT["ACCESS_TOKEN_LIFETIME"]
    return Tokens(str(refresh.access_token), str(refresh), int(lifetime.total_seconds()))


def refresh_token(device: Device) -> FamilyToken:
    """The present refresh token. It ends after so many days without use, and at last so many after the sign-in."""
    token = FamilyToken()
    idle: timedelta = settings.SIMPLE_JWT["REFRESH_TOKEN_LIFETIME"]
    end = min(device.rotated_at + idle, device.created_at + timedelta(days=settings.REFRESH_ABSOLUTE_DAYS))
    token.payload = {
        "token_type": "refresh",
        "exp": seconds(end),
        "iat": seconds(device.rotated_at),
        "jti": device.current_jti,
        "sub": str(device.user_id),
        DEVICE_CLAIM: str(device.pk),
    }
    return token


def keep(device: Device) -> None:
    """Put the present refresh token among simplejwt's outstanding ones: its hash, never itself."""
    token = refresh_token(device)
    OutstandingToken.objects.create(
        user=device.user,
        jti=device.current_jti,
        token=sha256(str(token).encode()).hexdigest(),
        created_at=device.rotated_at,
        expires_at=datetime.fromtimestamp(token["exp"], tz=device.rotated_at.tzinfo),
    )


def spend(jti: str) -> None:
    """Put a token on simplejwt's blacklist."""
    for spent in OutstandingToken.objects.filter(jti=jti):
        BlacklistedToken.objects.get_or_create(token=spent)


def read_refresh(written: str) -> FamilyToken:
    """The refresh token, checked for signature and age; raises TokenRefused."""
    try:
        return FamilyToken(written)  # type: ignore[arg-type]
    except TokenError:
        raise TokenRefused from None


def device_of(token: AccessToken | RefreshToken) -> Device | None:
    """The device of a token with its user, in one query; None where it is signed out or the user inactive."""
    return Device.signed_in(token[DEVICE_CLAIM]) if DEVICE_CLAIM in token else None


def new_jti() -> str:
    """An id for a token, which nobody can guess."""
    return uuid4().hex


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970, as tokens have them."""
    return int(moment.timestamp())
