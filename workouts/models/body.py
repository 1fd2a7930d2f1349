"""The body by date: its weight, its girths, its share of fat."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Lag, RowNumber
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workouts.scales import GIRTH, SHARE, WEIGHT, Scale
from workset.lib.ids import uuid7

FIRST_DAY = date(1900, 1, 1)


class BodyMeasurementQuerySet(models.QuerySet["BodyMeasurement"]):
    """The one door to a person's measurements."""

    def for_user(self, user: User) -> "BodyMeasurementQuerySet":
        """`user`'s own."""
        return self.filter(user=user)

    def newest_first(self) -> "BodyMeasurementQuerySet":
        """By date, those of one day in the order in which they were written."""
        return self.order_by("-date", "-id")

    def with_before(self) -> "BodyMeasurementQuerySet":
        """Each with `before`: the metric value of the same kind measured the time before, None for the first."""
        before = Window(Lag("metric_value"), partition_by=F("kind"), order_by=F("date").asc())
        return self.annotate(before=before)

    def last_of_each_kind(self) -> "BodyMeasurementQuerySet":
        """One of each kind that was ever measured, with what was `before`."""
        place = Window(RowNumber(), partition_by=F("kind"), order_by=F("date").desc())
        return self.with_before().annotate(place=place).filter(place=1)

    def bodyweight_on(self, user: User, day: date) -> Decimal | None:
        """The latest bodyweight in kg measured on or before `day`; None where there is none."""
        rows = self.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT, date__lte=day).order_by("-date")
        return rows.values_list("metric_value", flat=True).first()


class BodyMeasurement(models.Model):
    """One measurement a day and kind: as typed, and `metric_value` in kg, cm or percent to three places."""

    class Kind(models.TextChoices):
        BODYWEIGHT = "bodyweight", _("Bodyweight")
        BODY_FAT = "body_fat", _("Body fat")
        NECK = "neck", _("Neck")
        CHEST = "chest", _("Chest")
        WAIST = "waist", _("Waist")
        HIPS = "hips", _("Hips")
        UPPER_ARM = "upper_arm", _("Upper arm")
        FOREARM = "forearm", _("Forearm")
        THIGH = "thigh", _("Thigh")
        CALF = "calf", _("Calf")

    class Unit(models.TextChoices):
        KG = "kg", _("kilograms (kg)")
        LB = "lb", _("pounds (lb)")
        CM = "cm", _("centimetres (cm)")
        IN = "in", _("inches (in)")
        PERCENT = "%", _("percent")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="measurements")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=7, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=2, choices=Unit, blank=True)
    metric_value = models.DecimalField(max_digits=7, decimal_places=3, editable=False, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BodyMeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "date"], name="measurement_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind="bodyweight", metric_value__gte=WEIGHT.limits[0], metric_value__lte=WEIGHT.limits[1])
                | Q(kind="body_fat", metric_value__gte=SHARE.limits[0], metric_value__lte=SHARE.limits[1])
                | Q(
                    ~Q(kind__in=["bodyweight", "body_fat"]),
                    metric_value__gte=GIRTH.limits[0],
                    metric_value__lte=GIRTH.limits[1],
                ),
                name="measurement_metric_value_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.value} {self.unit}"

    def clean(self) -> None:
        """Tells the metric value; without a unit the value is metric already."""
        scale = scale_of(self.kind)
        self.unit = self.unit or scale.metric_unit
        if self.unit not in scale.units:
            raise ValidationError({"unit": _("Give it in %(units)s.") % {"units": " / ".join(scale.units)}})
        self.metric_value = scale.to_metric(self.value, self.unit)
        least, most = scale.limits
        if not least <= self.metric_value <= most:
            limits = {"least": scale.shown(Decimal(least), self.unit), "most": scale.shown(Decimal(most), self.unit)}
            message = _("Give a value from %(least)s to %(most)s %(unit)s.")
            raise ValidationError({"value": message % (limits | {"unit": self.unit})})
        if not FIRST_DAY <= self.date <= self.user.today() + timedelta(days=1):
            raise ValidationError({"date": _("Give a date between 1900 and tomorrow.")})

    @property
    def weighs(self) -> bool:
        """Whether loads of workouts depend on it."""
        return self.kind == self.Kind.BODYWEIGHT


def scale_of(kind: str) -> Scale:
    """On what a kind of measurement is measured."""
    scales = {BodyMeasurement.Kind.BODYWEIGHT: WEIGHT, BodyMeasurement.Kind.BODY_FAT: SHARE}
    return scales.get(BodyMeasurement.Kind(kind), GIRTH)


def unit_for(user: User, kind: str) -> str:
    """The unit in which `user` reads and types a kind: who counts miles holds a tape in inches."""
    scale = scale_of(kind)
    if scale is WEIGHT:
        return user.weight_unit
    return scale.other_unit if user.distance_unit == User.DistanceUnit.MI else scale.metric_unit
