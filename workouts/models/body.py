"""The body by date."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from workouts.models.ranges import BODYWEIGHT_KG, range_constraint
from workset.lib.ids import uuid7


class BodyMeasurementQuerySet(models.QuerySet["BodyMeasurement"]):
    """The one door to a person's measurements."""

    def for_user(self, user: User) -> "BodyMeasurementQuerySet":
        """`user`'s own."""
        return self.filter(user=user)

    def bodyweight_on(self, user: User, day: date) -> Decimal | None:
        """The latest bodyweight in kg measured on or before `day`; None where there is none."""
        rows = self.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT, date__lte=day).order_by("-date")
        return rows.values_list("weight_kg", flat=True).first()


class BodyMeasurement(models.Model):
    """One measurement a day and kind; a weight as typed, and in kg."""

    class Kind(models.TextChoices):
        BODYWEIGHT = "bodyweight", _("bodyweight")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="measurements")
    date = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BODYWEIGHT)
    value = models.DecimalField(max_digits=7, decimal_places=3)
    unit = models.CharField(max_length=2, choices=WeightUnit, default=WeightUnit.KG)
    weight_kg = models.DecimalField(max_digits=7, decimal_places=3, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BodyMeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "date"], name="measurement_once_a_day"),
            range_constraint("measurement", "weight_kg", BODYWEIGHT_KG),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.value} {self.unit}"
