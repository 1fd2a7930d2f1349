"""What an account keeps for a while only."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone as clock
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import Device, Invite, SecurityEvent
from workset.models import DueWork

EVENTS_ARE_KEPT = timedelta(days=365)
INVITES_ARE_KEPT = timedelta(days=90)


def purge(row: DueWork) -> None:
    """Delete tokens, sessions and devices that ended, security events after a year, invites long after their end."""
    now = clock.now()
    idle = {
        Device.Kind.API: settings.SIMPLE_JWT["REFRESH_TOKEN_LIFETIME"],
        Device.Kind.BROWSER: timedelta(seconds=settings.SESSION_COOKIE_AGE),
    }
    for kind, longest in idle.items():
        Device.objects.filter(kind=kind, last_used_at__lt=now - longest).delete()
    OutstandingToken.objects.filter(expires_at__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    SecurityEvent.objects.filter(created_at__lt=now - EVENTS_ARE_KEPT).delete()
    Invite.objects.filter(expires_at__lt=now - INVITES_ARE_KEPT).delete()
