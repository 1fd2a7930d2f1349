"""Opening and closing an account: the one rule for page and API."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.addresses import ask_to_verify
from accounts.lock import lock_as_checked, refuse_wrong
from accounts.models import Device, Invite, User, WeightUnit, normalise_email
from accounts.plates import default_equipment
from workset.due import ask_for
from workset.limits import counted

MOST_ATTEMPTS = 3  # at closing an account that other devices write to at this moment

CLOSED = {
    "closed": _("Nobody can sign up here. Ask whoever runs this server for an account."),
    "invite": _("Only who is invited can sign up here: open the link in the invite that you got by mail."),
}


def is_open(invite: str = "") -> bool:
    """Whether one may open an account: anybody, or with this invite; staff can always make one in the admin."""
    return settings.REGISTRATION == "open" or Invite.objects.of_token(invite).open().exists()


def may_sign_in(user: User) -> bool:
    """Whether the right password is enough: with REGISTRATION_QUIET an address has to be verified first.

    Else whoever signs up with somebody's address learns by signing in whether it had an account.
    """
    return user.email_verified or not settings.REGISTRATION_QUIET


def register(email: str, password: str, invite: str = "", **preferences: Any) -> User | None:
    """A new, saved account; what it doesn't say of bar, step and plates is as usual in its weight unit.

    Raises ValidationError by field: an address that is taken in whatever case, a weak password, a bad preference.
    PermissionDenied where registration is closed to whoever has no open `invite`. With REGISTRATION_QUIET an address
    that is taken gives None, in the same time, and its owner is told by mail.
    """
    if not is_open(invite):
        raise PermissionDenied(CLOSED[settings.REGISTRATION])
    unit = preferences.get("weight_unit")
    equipment = default_equipment(unit) if unit in WeightUnit.values else {}
    user = User(email=normalise_email(email), **(equipment | preferences))
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from None
    user.set_password(password)
    try:
        user.full_clean()
        with transaction.atomic():
            user.save()
            accept(invite, user)
            ask_to_verify(user)
    except IntegrityError:  # another sign-up with this address came in between
        refuse_taken(user.email, invite)
        return None
    except ValidationError as refused:
        others = {name: errors for name, errors in refused.error_dict.items() if not is_taken(name, errors)}
        if others:
            raise ValidationError(others) from None
        refuse_taken(user.email, invite)
        return None
    return user


def is_taken(name: str, errors: list[ValidationError]) -> bool:
    """Whether this is the address that somebody has already."""
    return name == "email" and all(error.code == "unique" for error in errors)


def refuse_taken(email: str, invite: str) -> None:
    """Say that an address is taken: to whoever asks, or with REGISTRATION_QUIET to its owner alone, and seldom."""
    if not settings.REGISTRATION_QUIET:
        raise ValidationError({"email": _("This e-mail address is taken.")})
    Invite.objects.of_token(invite).open().update(accepted_at=clock.now())
    if not counted("mail", f"taken:{email}").refused:
        ask_for("address-taken", sha256(email.encode()).hexdigest(), {"email": email})


def accept(invite: str, user: User) -> None:
    """Use up an invite, where there is one; a second sign-up with it at the same moment is refused."""
    made = Invite.objects.of_token(invite).open()
    if invite and not made.update(accepted_at=clock.now(), accepted_by=user) and settings.REGISTRATION != "open":
        raise PermissionDenied(CLOSED["invite"])


def close_account(user: User, password: str, device: Device | None = None) -> None:
    """Delete the account with all that belongs to it; ValidationError on `password` where it is not the account's."""
    refuse_wrong(user, password, outcome=str(_("Nothing was deleted.")))
    for attempt in range(MOST_ATTEMPTS):
        try:
            with transaction.atomic():
                delete_account(lock_as_checked(user, device, to_delete=True))
        except IntegrityError:
            if attempt == MOST_ATTEMPTS - 1:
                raise
        else:
            return


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete an account with all that belongs to it. It can't be undone.

    IntegrityError on PostgreSQL where a row came in between the reading of what there is and the account's own end.
    """
    User.objects.select_for_update().filter(pk=user.pk).first()  # from here on no row can be added that refers to it
    OutstandingToken.objects.filter(user=user).delete()  # simplejwt would keep them, with nobody's name on them
    user.delete()
