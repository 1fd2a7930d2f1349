"""People, the devices on which they are signed in, and who is invited."""

from accounts.models.device import Device, SecurityEvent
from accounts.models.invite import Invite
from accounts.models.user import User, WeightUnit, normalise_email, validate_zone

__all__ = ["Device", "Invite", "SecurityEvent", "User", "WeightUnit", "normalise_email", "validate_zone"]
