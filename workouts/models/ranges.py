"""What a logbook may hold: each range once, for the field's validator and for the database's constraint."""

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

Range = tuple[Decimal | int, Decimal | int]
Check = Callable[[object], None]

WEIGHT_KG: Range = (0, 2000)
WEIGHT_TYPED: Range = (0, Decimal("4409.245"))  # 2,000 kg in pounds; the kg are checked once the unit is known
BODYWEIGHT_KG: Range = (1, 700)
REPS: Range = (0, 9_999)
SECONDS: Range = (0, 864_000)
DISTANCE_M: Range = (0, 1_000_000)
RPE: Range = (1, 10)
HEART_RATE: Range = (20, 300)
CALORIES: Range = (0, 100_000)
MOST_SUPERSETS = 999
ORDERS: Range = (1, 9_999)
# What the page of a workout can show.
MOST_EXERCISES_IN_A_WORKOUT = 200
MOST_SETS_IN_A_WORKOUT = 1_000
TEXT = 200
NOTES = 10_000


def within(limits: Range) -> list[Check]:
    """The validators of a field whose value lies within `limits`, both included."""
    return [MinValueValidator(limits[0]), MaxValueValidator(limits[1])]


def validate_half(value: Decimal) -> None:
    """RPE goes by halves: 7, 7.5, 8."""
    if value * 2 % 1:
        raise ValidationError(_("Give a whole or half number, such as 8 or 8.5."))


def range_constraint(model: str, field: str, limits: Range) -> CheckConstraint:
    """The same range in the database, for whatever writes past the validators; NULL passes."""
    return CheckConstraint(
        condition=Q(**{f"{field}__gte": limits[0], f"{field}__lte": limits[1]}) | Q(**{field: None}),
        name=f"{model}_{field}_in_range",
    )
