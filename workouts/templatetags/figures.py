"""Figures in templates: numbers in the account's units, times, and the names of things that have none."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workouts import figures
from workouts.models import Set, Workout
from workset.lib.units import KM, from_kg, whole_from_kg

register = template.Library()

SHORT_TYPES = {
    Set.Type.WARM_UP: gettext_lazy("W"),
    Set.Type.TOP_SET: gettext_lazy("T"),
    Set.Type.BACK_OFF: gettext_lazy("B"),
    Set.Type.DROP_SET: gettext_lazy("D"),
    Set.Type.FAILURE: gettext_lazy("F"),
    Set.Type.AMRAP: gettext_lazy("A"),
    Set.Type.REST_PAUSE: gettext_lazy("R"),
    Set.Type.CLUSTER: gettext_lazy("C"),
}


@register.filter
def volume(kg: Decimal, unit: str) -> str:
    """kg as a whole number of `unit` ("kg" or "lb"), with its thousands set apart."""
    return figures.grouped(whole_from_kg(kg, unit))


@register.filter
def grouped(number: int) -> str:
    """A whole number with its thousands set apart."""
    return figures.grouped(number)


@register.filter
def weight(kg: Decimal, unit: str) -> str:
    """kg in `unit` ("kg" or "lb"), without trailing zeros."""
    return figures.written(figures.in_unit(kg, unit))


@register.filter
def estimate(kg: Decimal, unit: str) -> str:
    """kg in `unit` to one place: an e1RM is no more exact than that."""
    return figures.written(from_kg(kg, unit))


@register.filter
def distance(metres: Decimal, unit: str) -> str:
    """Metres in `unit`, "km" or "mi"."""
    return figures.written(figures.in_distance_unit(metres, unit or KM))


@register.filter
def clock(seconds: int) -> str:
    """Seconds as m:ss or h:mm:ss."""
    return figures.clock(seconds)


@register.filter
def minutes(seconds: int) -> str:
    """Seconds as whole minutes, from three hours on with hours, less than half a minute in words."""
    whole = round(seconds / 60)
    if whole >= 180:
        return _("%(hours)s h %(minutes)s min") % {"hours": whole // 60, "minutes": whole % 60}
    return _("%(minutes)s min") % {"minutes": whole} if whole else _("under a minute")


@register.filter
def one_place(number: Decimal) -> str:
    """A number to one place: an average of 3.375 workouts says no more than 3.4."""
    return figures.written(number.quantize(Decimal("0.1"), ROUND_HALF_UP))


@register.filter
def workout_title(workout: Workout) -> str:
    """The title, else the type, else just what it is."""
    return workout.title or workout.type or _("Workout")


@register.filter
def short_type(set_type: str) -> str:
    """The letter that stands for a type of set in place of its number; "" for a normal set."""
    return str(SHORT_TYPES.get(set_type, ""))
