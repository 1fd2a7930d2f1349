"""Before an account is changed: the password is checked, then the row locked, as long as it is what was checked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Device, User


def refuse_wrong(user: User, password: str, field: str = "password", outcome: str = "") -> None:
    """ValidationError on `field` where it is not the account's password; takes as long as hashing does.

    It says that nothing was changed, or another `outcome`.
    """
    if not user.check_password(password):
        wrong = _("This is not the password of the account.")
        raise ValidationError({field: f"{wrong} {outcome or _('Nothing was changed.')}"})


def lock_as_checked(user: User, device: Device | None = None, to_delete: bool = False) -> User:
    """The account, locked until the transaction ends; `user` is the row whose password was checked.

    ValidationError where that is another one by now, the account is switched off, or the asking `device` was signed
    out: a request that is sent slowly must not be obeyed by what was true when it began. `to_delete` it, no row may be
    added meanwhile that refers to it.
    """
    fresh = User.objects.select_for_update(no_key=not to_delete).filter(pk=user.pk, is_active=True).first()
    if fresh is None or fresh.password != user.password:
        raise ValidationError(_("The password was changed meanwhile. Nothing was done; sign in again."))
    if device is not None and not Device.objects.filter(pk=device.pk).exists():
        raise ValidationError(_("This device was signed out meanwhile. Nothing was done; sign in again."))
    return fresh
