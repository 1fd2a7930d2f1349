"""The account's row under its lock, and only as long as it is what was looked at before."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Device, User


def lock_as_checked(user: User, device: Device | None = None) -> User:
    """The account, locked until the transaction ends; `user` is the row whose password was checked.

    ValidationError where that is another one by now, the account is switched off, or the asking `device` was signed
    out: a request that is sent slowly must not be obeyed by what was true when it began.
    """
    fresh = User.objects.select_for_update(no_key=True).filter(pk=user.pk, is_active=True).first()
    if fresh is None or fresh.password != user.password:
        raise ValidationError(_("The password was changed meanwhile. Nothing was done; sign in again."))
    if device is not None and not Device.objects.filter(pk=device.pk).exists():
        raise ValidationError(_("This device was signed out meanwhile. Nothing was done; sign in again."))
    return fresh
