"""Changing and resetting passwords: the one rule for page and API. No hashing inside a transaction."""

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _

from accounts.devices import end_all, note
from accounts.models import Device, SecurityEvent, User, normalise_email
from workset.due import ask_for


def ask_for_reset(email: str) -> None:
    """Have a link for a new password mailed, if an account has this address; the same is done where none has."""
    address = normalise_email(email)
    ask_for("password-reset", address[:200], {"email": address})


def change_password(user: User, current: str, password: str, device: Device | None) -> None:
    """A new password; all devices but the one that asks are signed out. ValidationError by field."""
    if not user.check_password(current):
        raise ValidationError({"current_password": _("This is not your present password.")})
    set_password(user, password, but=device)


def reset_password(uid: str, token: str, password: str) -> User:
    """A new password by the link of a mail; all devices are signed out. ValidationError on `token` or `password`."""
    user = user_of_link(uid, token)
    if user is None:
        raise ValidationError({"token": _("This link was used before, or is too old. Ask for a new one.")})
    set_password(user, password)
    return user


def user_of_link(uid: str, token: str) -> User | None:
    """Whose link it is, None where it is no good any more."""
    try:
        pk = urlsafe_base64_decode(uid).decode()
        user = User.objects.filter(pk=pk, is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user is not None and default_token_generator.check_token(user, token) else None


def set_password(user: User, password: str, but: Device | None = None) -> None:
    """Store a checked password and end all other devices, both or nothing."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from None
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password", "updated_at"])
        end_all(user, but=but)
        note(user, SecurityEvent.Kind.PASSWORD, but)
