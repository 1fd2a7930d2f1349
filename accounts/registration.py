"""Opening and closing an account: the one rule for page and API."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import User, normalise_email


def register(email: str, password: str, **preferences: Any) -> User:
    """A new, saved account.

    Raises ValidationError by field: an address that is taken in whatever case, a weak password, a bad preference.
    """
    user = User(email=normalise_email(email), **preferences)
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from None
    user.set_password(password)
    user.full_clean()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # another sign-up with this address came in between
        raise ValidationError({"email": _("This e-mail address is taken.")}) from None
    return user


def close_account(user: User, password: str) -> None:
    """Delete the account with all that belongs to it; ValidationError on `password` where it is not the account's."""
    if not user.check_password(password):
        raise ValidationError({"password": _("This is not the password of the account. Nothing was deleted.")})
    with transaction.atomic():
        OutstandingToken.objects.filter(user=user).delete()  # simplejwt would keep them, with nobody's name on them
        user.delete()
