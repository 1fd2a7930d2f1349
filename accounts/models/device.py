"""Where people are signed in, and what happened to that."""

from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from workset.compiled import CompiledQuery, columns_of
from workset.lib.ids import uuid7


class DeviceQuerySet(models.QuerySet["Device"]):
    """The one door to a person's devices."""

    def for_user(self, user: User) -> "DeviceQuerySet":
        """The devices on which `user` is signed in, those used last first."""
        return self.filter(user=user).order_by("-last_used_at", "-id")


class Device(models.Model):
    """A signed-in device of a person: an app with its family of tokens, or a browser with its session.

    Both carry its id and die with the row, at the next request. Of an app's refresh tokens only the ids (`jti`) of the
    present one and the one before are known here; a token can't be made of them without the signing key.
    """

    class Kind(models.TextChoices):
        API = "api", _("app")
        BROWSER = "browser", _("browser")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.API)
    current_jti = models.CharField(max_length=32, blank=True, editable=False)
    previous_jti = models.CharField(max_length=32, blank=True, editable=False)
    rotated_at = models.DateTimeField(default=clock.now, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(default=clock.now)

    objects = DeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def signed_in(cls, pk: str) -> "Device | None":
        """The device with this id and its user, in one query; None where it is signed out or the user deactivated."""
        rows = SIGNED_IN.converted(pk=UUID(pk))
        if not rows:
            return None
        device = cls.from_db(DEFAULT_DB_ALIAS, OWN, rows[0][: len(OWN)])
        device.user = User.from_db(DEFAULT_DB_ALIAS, OF_USER, rows[0][len(OWN) :])
        return device


OWN: list[str] = columns_of(Device)
OF_USER: list[str] = columns_of(User)
# Asked by every request.
SIGNED_IN = CompiledQuery(
    lambda pk: Device.objects.filter(pk=pk, user__is_active=True).values_list(*OWN, *columns_of(User, "user")),
    pk=UUID(int=1),
)


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    """The one door to what happened to a person's sign-in."""

    def for_user(self, user: User) -> "SecurityEventQuerySet":
        """`user`'s own, newest first."""
        return self.filter(user=user).order_by("-created_at", "-id")

    def sign_ins(self) -> "SecurityEventQuerySet":
        """Those that let somebody in."""
        return self.filter(kind__in=(SecurityEvent.Kind.SIGN_IN, SecurityEvent.Kind.NEW_DEVICE))


class SecurityEvent(models.Model):
    """Something that its owner should know of. Outlives the device; kept for a year."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        NEW_DEVICE = "new_device", _("signed in on a new device")
        REFUSED_REUSE = "refused_reuse", _("a spent token was used again; the device was signed out")
        SIGNED_OUT = "signed_out", _("device signed out from another one")
        PASSWORD = "password", _("password changed")
        EMAIL = "email", _("e-mail changed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="security_events")
    kind = models.CharField(max_length=20, choices=Kind)
    device_name = models.CharField(max_length=200, blank=True)
    device_kind = models.CharField(max_length=7, choices=Device.Kind, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="security_event_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.device_name}".strip()
