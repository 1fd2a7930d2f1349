"""Opening and closing an account: the one rule for page and API."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import User, WeightUnit, normalise_email
from accounts.plates import default_equipment


def is_open() -> bool:
    """Whether anybody may open an account; staff can always make one in the admin."""
    return settings.REGISTRATION == "open"


def register(email: str, password: str, **preferences: Any) -> User:
    """A new, saved account; what it doesn't say of bar, step and plates is as usual in its weight unit.

    Raises ValidationError by field: an address that is taken in whatever case, a weak password, a bad preference.
    PermissionDenied where registration is closed.
    """
    if not is_open():
        raise PermissionDenied(_("Nobody can sign up here. Ask whoever runs this server for an account."))
    unit = preferences.get("weight_unit")
    equipment = default_equipment(unit) if unit in WeightUnit.values else {}
    user = User(email=normalise_email(email), **(equipment | preferences))
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
    delete_account(user)


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete an account with all that belongs to it. It can't be undone."""
    OutstandingToken.objects.filter(user=user).delete()  # simplejwt would keep them, with nobody's name on them
    user.delete()
