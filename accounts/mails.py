"""The mails of an account, written by the worker when they are sent: no link and no token waits in the database."""

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.addresses import token_for
from accounts.models import Invite, User
from workset.mail import send
from workset.models import DueWork


def password_reset(row: DueWork) -> None:
    """A link to choose a new password; nothing where no account has the address."""
    user = User.objects.filter(email=row.payload["email"], is_active=True).first()
    if user is not None:
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        context = {"user": user, "uid": uid, "token": default_token_generator.make_token(user)}
        send(row, user.email, "accounts/mail/password_reset", context)


def verify_email(row: DueWork) -> None:
    """A link that shows an address to be the account's; where somebody else has it, they are told instead."""
    user = User.objects.filter(pk=row.payload["user"], is_active=True).first()
    address = row.payload["email"]
    if user is None or address not in (user.email, user.pending_email):
        return
    if User.objects.exclude(pk=user.pk).filter(email=address).exists():
        send(row, address, "accounts/mail/address_taken", {"email": address})
    else:
        send(row, address, "accounts/mail/verify_email", {"email": address, "token": token_for(user, address)})


def address_taken(row: DueWork) -> None:
    """Somebody tried to open an account with the address of one that stands."""
    send(row, row.payload["email"], "accounts/mail/address_taken", {"email": row.payload["email"]})


def email_changed(row: DueWork) -> None:
    """To the old address: it is not the account's any more."""
    send(row, row.payload["email"], "accounts/mail/email_changed", row.payload)


def email_change_asked(row: DueWork) -> None:
    """To the present address: another one was asked for."""
    user = User.objects.filter(pk=row.payload["user"]).first()
    if user is not None:
        send(row, user.email, "accounts/mail/email_change_asked", {"user": user, "new": row.payload["new"]})


def new_device(row: DueWork) -> None:
    """A sign-in on a device that was never seen before."""
    tell(row, "accounts/mail/new_device")


def refused_reuse(row: DueWork) -> None:
    """A spent token came again, and its device was signed out."""
    tell(row, "accounts/mail/refused_reuse")


def invite(row: DueWork) -> None:
    """The link with which somebody may open an account."""
    made = Invite.objects.open().filter(pk=row.payload["invite"]).first()
    if made is not None:
        send(row, made.email, "accounts/mail/invite", {"invite": made, "token": made.token()})


def tell(row: DueWork, template: str) -> None:
    """Send the account of a row what `template` says of one of its devices; nothing where it is closed."""
    user = User.objects.filter(pk=row.payload["user"]).first()
    if user is not None:
        send(row, user.email, template, {"user": user, "device": row.payload["device"], "at": row.created_at})
