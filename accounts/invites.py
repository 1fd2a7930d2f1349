"""Inviting somebody to open an account."""

from django.db import transaction

from accounts.models import Invite
from workset.due import ask_for


@transaction.atomic
def send_invite(invite: Invite) -> Invite:
    """Store a new invite and have its mail sent."""
    invite.save()
    ask_for("invite", str(invite.pk), {"invite": str(invite.pk)})
    return invite
