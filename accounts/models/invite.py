"""Invites: who may open an account where not everybody may."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models
from django.utils import timezone as clock
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from workset.lib.ids import uuid7

GOOD_FOR = timedelta(days=30)


def expiry() -> datetime:
    """When an invite that is made now ends."""
    return clock.now() + GOOD_FOR


class InviteQuerySet(models.QuerySet["Invite"]):
    def open(self) -> "InviteQuerySet":
        """Those that can still be used."""
        return self.filter(accepted_at=None, expires_at__gt=clock.now())

    def of_token(self, token: str) -> "InviteQuerySet":
        """The one whose mail carried this token."""
        return self.filter(token_hash=hashed(token))


class Invite(models.Model):
    """Lets one person open an account. Made by staff; the token goes out by mail, and only its hash stays here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(default=expiry)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InviteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    def save(self, *args: object, **kwargs: object) -> None:
        """Keeps the hash of the token beside it."""
        self.token_hash = hashed(self.token())
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def token(self) -> str:
        """What the mail carries: the same each time it is asked for, as a mail may have to be sent again."""
        return salted_hmac("accounts.invite", str(self.pk), algorithm="sha256").hexdigest()


def hashed(token: str) -> str:
    """SHA-256, in hexadecimal digits."""
    return sha256(token.encode()).hexdigest()
