"""People, the devices on which they are signed in, and who is invited."""

from accounts.models.device import Device, SecurityEvent
from accounts.models.invite import Invite
from accounts.models.user import User, WeightUnit, validate_zone
from workset.lib.emails import normalise_email

__all__ = ["Device", "Invite", "SecurityEvent", "User", "WeightUnit", "normalise_email", "validate_zone"]
