"""Changing and resetting passwords: the one rule for page and API. No hashing inside a transaction."""

from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _

from accounts.devices import end_all, note
from accounts.lock import lock_as_checked, refuse_wrong
from accounts.models import Device, SecurityEvent, User, normalise_email
from workset.due import ask_for
from workset.limits import counted


def ask_for_reset(email: str) -> None:
    """Have a link for a new password mailed, if an account has this address; the same is done where none has.

    Asked for again a moment later it is on its way already: whoever asks from many places could fill a mailbox.
    """
    address = normalise_email(email)
    if counted("mail", f"reset:{address}").refused:
        return
    ask_for("password-reset", sha256(address.encode()).hexdigest(), {"email": address})


def change_password(user: User, current: str, password: str, device: Device | None) -> None:
    """A new password; all devices but the one that asks are signed out. ValidationError by field."""
    refuse_wrong(user, current, "current_password")
    set_password(user, password, but=device)


def reset_password(uid: str, token: str, password: str) -> User:
    """A new password by the link of a mail, which shows the address to be theirs; all devices are signed out.

    ValidationError on `token` or `password`.
    """
    user = user_of_link(uid, token)
    if user is None:
        raise ValidationError({"token": _("This link was used before, or is too old. Ask for a new one.")})
    set_password(user, password, verified=True)
    return user


def user_of_link(uid: str, token: str) -> User | None:
    """Whose link it is, None where it is no good any more."""
    try:
        pk = urlsafe_base64_decode(uid).decode()
        user = User.objects.filter(pk=pk, is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user is not None and default_token_generator.check_token(user, token) else None


def set_password(user: User, password: str, but: Device | None = None, verified: bool = False) -> None:
    """Store a checked password, end all other devices and forget an address that was asked for: all or nothing.

    ValidationError where the account's password is another one than `user` says, or the device `but` has been ended.
    """
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from None
    hashed = make_password(password)
    with transaction.atomic():
        fresh = lock_as_checked(user, but)
        fresh.password = user.password = hashed
        fresh.pending_email = user.pending_email = ""  # whoever asked for it may be why the password is changed
        if verified:
            fresh.email_verified_at = fresh.email_verified_at or clock.now()
        fresh.save(update_fields=["password", "pending_email", "email_verified_at", "updated_at"])
        end_all(user, but=but)
        note(user, SecurityEvent.Kind.PASSWORD, but)
