"""The account's e-mail address: a new one counts once its owner has answered a mail that was sent there."""

from datetime import timedelta
from hashlib import sha256

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone as clock
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.devices import note
from accounts.lock import lock_as_checked
from accounts.models import Device, SecurityEvent, User, normalise_email
from workset.due import ask_for
from workset.limits import counted, duration

SALT = "accounts.address"
GOOD_FOR = timedelta(days=3)


def ask_to_verify(user: User, email: str = "") -> None:
    """Have a link mailed to `email`, else to the account's address, that shows it to be theirs."""
    address = email or user.email
    ask_for("verify-email", key_of(user, address), {"user": str(user.pk), "email": address})


def ask_to_verify_again(user: User) -> None:
    """The same for the address that is asked for, else the account's; what went there a moment ago is not sent again.

    Nothing is said of that: the mail is on its way, and the address may be a stranger's.
    """
    address = user.pending_email or user.email
    if not counted("mail", f"again:{address}").refused:
        ask_to_verify(user, address)


def key_of(user: User, email: str) -> str:
    """Under what a mail is due: keys stand in logs, where no address belongs."""
    return f"{user.pk} {sha256(email.encode()).hexdigest()[:16]}"


@transaction.atomic
def ask_to_change(user: User, email: str, device: Device | None = None) -> None:
    """Note a new address and mail it a link; until that is answered the old one stays, which is told at once.

    ValidationError on `email`, also where a link went there a moment ago, or as `lock_as_checked`. The account's own
    address is told once in five minutes, whatever is asked for meanwhile: it may be a stranger's. Whether somebody
    else has the new address is not told: then the mail says so to its owner.
    """
    address = normalise_email(email)
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError({"email": _("Give an e-mail address such as ann@example.org.")}) from None
    fresh = lock_as_checked(user, device)
    asked_before = fresh.pending_email
    fresh.pending_email = user.pending_email = "" if address == fresh.email else address
    fresh.save(update_fields=["pending_email", "updated_at"])
    if not fresh.pending_email:
        return
    link = counted("mail", f"link:{address}")
    if not link.refused:
        ask_to_verify(fresh, address)
    elif address != asked_before:  # else this is the same wish once more, and its mail is on the way
        told = _("A link was mailed to this address a moment ago. Ask again in %(time)s.")
        raise ValidationError({"email": told % {"time": duration(link.wait)}})
    if not counted("mail", f"notice:{fresh.pk}").refused:
        ask_for("email-change-asked", key_of(fresh, address), {"user": str(fresh.pk), "new": address})


def token_for(user: User, email: str) -> str:
    """What a mail to `email` carries; it is stored nowhere."""
    return signing.dumps([str(user.pk), email, mark_of(user)], salt=SALT)


def mark_of(user: User) -> str:
    """Dies with the password, so that the links of before a new one do too."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def verify(token: str) -> User:
    """The account whose address the token shows to be theirs; ValidationError on `token` for one that is no good."""
    no_good = ValidationError({"token": _("This link was used before, or is too old. Ask for a new one.")})
    try:
        pk, address, mark = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise no_good from None
    user = User.objects.select_for_update(no_key=True).filter(pk=pk, is_active=True).first()
    if user is None or address not in (user.email, user.pending_email) or mark != mark_of(user):
        raise no_good
    if address == user.pending_email:
        take_over(user, address)
    elif user.email_verified_at is None:
        user.email_verified_at = clock.now()
        user.save(update_fields=["email_verified_at", "updated_at"])
    return user


def take_over(user: User, address: str) -> None:
    """The new address in place of the old one, which is told."""
    before, user.email, user.pending_email = user.email, address, ""
    user.email_verified_at = clock.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "pending_email", "email_verified_at", "updated_at"])
    except IntegrityError:  # somebody opened an account with it meanwhile
        raise ValidationError({"token": _("Another account has this address by now.")}) from None
    note(user, SecurityEvent.Kind.EMAIL)
    ask_for("email-changed", key_of(user, before), {"email": before, "new": address})
