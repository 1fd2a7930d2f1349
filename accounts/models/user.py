"""People: who they are, and how they like their logbook."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from accounts import locales
from accounts.plates import default_plates, validate_plates
from workset.lib.dates import is_zone
from workset.lib.emails import normalise_email
from workset.lib.ids import uuid7


class WeightUnit(models.TextChoices):
    """The units in which weights are typed and shown."""

    KG = "kg", _("kilograms (kg)")
    LB = "lb", _("pounds (lb)")


def validate_zone(name: str) -> None:
    """Refuse what the time zone database doesn't know: a local date could not be told from it."""
    if not is_zone(name):
        raise ValidationError(
            _("Give a time zone such as Europe/Berlin; %(name)s is not known."), params={"name": name}
        )


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is the name that one signs in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password nobody can sign in until one is set."""
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved member of staff who may do everything in Django's admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, role=User.Role.ADMIN, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """The user of this address, in whatever case it was typed."""
        return self.get(email=normalise_email(email or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a logbook. Preferences are plain fields, all with a sensible default."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        TRAINER = "trainer", _("trainer")
        ADMIN = "admin", _("admin")

    class DistanceUnit(models.TextChoices):
        KM = "km", _("kilometres (km)")
        MI = "mi", _("miles (mi)")

    class WeekStart(models.TextChoices):
        MONDAY = "monday", _("Monday")
        SUNDAY = "sunday", _("Sunday")

    class Formula(models.TextChoices):
        EPLEY = "epley", "Epley"
        BRZYCKI = "brzycki", "Brzycki"
        LOMBARDI = "lombardi", "Lombardi"
        OCONNER = "oconner", "O'Conner"
        MAYHEW = "mayhew", "Mayhew"
        WATHAN = "wathan", "Wathan"
        LANDER = "lander", "Lander"

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, error_messages={"unique": _("This e-mail address is taken.")})
    email_verified_at = models.DateTimeField(null=True, blank=True)
    pending_email = models.EmailField(
        _("new e-mail"), blank=True, editable=False, help_text=_("Asked for, and not yet shown to be theirs.")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    timezone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    locale = models.CharField(_("dates and numbers"), max_length=12, choices=locales.choices, default="en")
    weight_unit = models.CharField(_("weights in"), max_length=2, choices=WeightUnit, default=WeightUnit.KG)
    distance_unit = models.CharField(_("distances in"), max_length=2, choices=DistanceUnit, default=DistanceUnit.KM)
    week_start = models.CharField(_("week starts on"), max_length=6, choices=WeekStart, default=WeekStart.MONDAY)
    weight_increment = models.DecimalField(
        _("weight step"),
        max_digits=5,
        decimal_places=2,
        default=Decimal("2.5"),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(100)],
        help_text=_("In your unit: how much one step more or less is."),
    )
    bar_weight = models.DecimalField(
        _("bar"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(20),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("In your unit: what your empty bar weighs."),
    )
    plates = models.JSONField(default=default_plates, blank=True, validators=[validate_plates])
    e1rm_formula = models.CharField(_("e1RM formula"), max_length=10, choices=Formula, default=Formula.EPLEY)
    secondary_muscle_factor = models.DecimalField(
        _("set of a helping muscle"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.5"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("From 0 to 1: as how much of a set it counts for the muscles that help."),
    )
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, null=True, blank=True)
    track_rpe = models.BooleanField(_("track RPE"), default=False)
    rest_sound = models.BooleanField(_("sound when the rest is over"), default=True)
    rest_vibration = models.BooleanField(_("vibration when the rest is over"), default=True)

    data_version = models.BigIntegerField(
        default=0, editable=False, help_text=_("Grows with everything that the reports are made of.")
    )
    past_version = models.BigIntegerField(
        default=0, editable=False, help_text=_("Grows with what moves anything that is more than a month old.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(condition=models.Q(weight_increment__gt=0), name="user_weight_increment_positive"),
            models.CheckConstraint(condition=models.Q(bar_weight__gte=0), name="user_bar_weight_not_negative"),
            models.CheckConstraint(
                condition=models.Q(secondary_muscle_factor__range=(0, 1)), name="user_secondary_muscle_factor_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **options: Any) -> None:
        """As Django's; but a row that was read a while ago doesn't take its versions back to what they were then."""
        if not self._state.adding and not args and options.get("update_fields") is None:
            options["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in ("data_version", "past_version")
            ]
        super().save(*args, **options)

    def clean(self) -> None:
        """Brings the address into its one form before uniqueness is checked."""
        self.email = normalise_email(self.email)
        if any(unicodedata.category(one) in ("Cc", "Cf") for one in self.email):
            raise ValidationError({"email": _("The address holds a character that can't be seen. Type it anew.")})

    @property
    def email_verified(self) -> bool:
        """Whether the owner of the address has answered a mail sent to it."""
        return self.email_verified_at is not None

    def today(self) -> date:
        """The date on this person's calendar now."""
        return clock.now().astimezone(ZoneInfo(self.timezone)).date()

    def get_full_name(self) -> str:
        """The name, or the address where none was given."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """The same: names are not ours to take apart."""
        return self.get_full_name()
