"""What was measured of a body, in the unit of who reads it."""

from decimal import Decimal

from django import template

from accounts.models import User
from workouts.figures import written
from workouts.forms.body import shown
from workouts.models import BodyMeasurement
from workouts.models.body import scale_of, unit_for

register = template.Library()

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@register.filter
def measured(measurement: BodyMeasurement, user: User) -> str:
    """The value with its unit, as typed where it was typed in the unit of `user`."""
    unit = unit_for(user, measurement.kind)
    return f"{written(shown(measurement, unit))}{NARROW_SPACE}{unit}"


@register.filter
def change(measurement: BodyMeasurement, user: User) -> str:
    """What it is more (+) or less than `before`, with the unit; "" for the first of its kind."""
    if measurement.before is None:
        return ""
    unit = unit_for(user, measurement.kind)
    difference = scale_of(measurement.kind).shown(measurement.metric_value - measurement.before, unit)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else "\N{PLUS-MINUS SIGN}"
    return f"{sign}{written(abs(Decimal(difference)))}{NARROW_SPACE}{unit}"
