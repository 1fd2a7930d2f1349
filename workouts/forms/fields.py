"""Fields for numbers as people type them on a phone: with a dot or a comma, times with or without a colon."""

import re
from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from workouts.figures import METRES_PER, clock, grouped, plain
from workouts.models.ranges import BODYWEIGHT_KG, DISTANCE_M, SECONDS, WEIGHT_KG, Range
from workset.lib.units import KG, KG_PER_LB, KM

NUMBER = re.compile(r"\d+[.,]?\d*|[.,]\d+")
# 1,000 may be a thousand or one: a number that could be misread by a factor of a thousand is not guessed at.
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
TIME = re.compile(r"\d{1,6}([:.,]\d{2}){0,2}")
SEPARATORS = re.compile("[:.,]")

WEIGHT_MOST = _("Give a weight of at most %(most)s %(unit)s.")
DISTANCE_MOST = _("Give a distance of at most %(most)s %(unit)s.")


def keypad(mode: str) -> forms.TextInput:
    """A text field that brings up a keypad. A number field of the browser's own would swallow a comma in silence."""
    return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})


def in_weight_unit(kg: Decimal | int, unit: str) -> Decimal:
    """A limit in kg in "kg" or "lb", to the last place."""
    return Decimal(kg) if unit == KG else Decimal(kg) / KG_PER_LB


def whole_number(label: str, limits: Range, invalid: str, beyond: str) -> forms.IntegerField:
    """An optional whole number within `limits`; what is no number gets the sentence `invalid`, the rest `beyond`."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=int(limits[0]),
        max_value=int(limits[1]),
        widget=keypad("numeric"),
        error_messages={"invalid": invalid, "min_value": beyond, "max_value": beyond},
    )


class NumberField(forms.DecimalField):
    """A Decimal from 62.5 or 62,5, in every locale. What can't be read is refused, never taken for 0."""

    default_error_messages = {"invalid": _("Write a number like 8 or 8.5.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": keypad("decimal"), "required": False} | options))

    def run_validators(self, value: Any) -> None:
        """One sentence for one field: the first that doesn't hold."""
        try:
            super().run_validators(value)
        except ValidationError as refused:
            raise refused.error_list[0] from None

    def to_python(self, value: Any) -> Decimal | None:
        """The number; ValidationError `invalid` for anything else, thousands separators included."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not NUMBER.fullmatch(text) or THOUSANDS.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        """The number without trailing zeros; what was typed stays as it was typed."""
        return plain(value) if isinstance(value, Decimal) else value


class WeightField(NumberField):
    """A weight in `unit`, "kg" or "lb"."""

    default_error_messages = {
        "invalid": _("Write the weight like 62.5 or 62,5, thousands without a separator."),
        "max_decimal_places": _("Write the weight with three decimals at most."),
    }

    def __init__(self, unit: str = KG, **options: Any) -> None:
        most = in_weight_unit(WEIGHT_KG[1], unit)
        said = WEIGHT_MOST % {"most": grouped(floor(most)), "unit": unit}
        super().__init__(max_value=most, decimal_places=3, error_messages={"max_value": said}, **options)


class BodyweightField(NumberField):
    """A bodyweight in `unit`, "kg" or "lb"."""

    default_error_messages = {
        "invalid": _("Write the bodyweight like 82.5 or 82,5."),
        "max_decimal_places": _("Write the bodyweight with three decimals at most."),
    }

    def __init__(self, unit: str = KG, **options: Any) -> None:
        least, most = (in_weight_unit(limit, unit) for limit in BODYWEIGHT_KG)
        shown = {"least": ceil(least), "most": grouped(floor(most)), "unit": unit}
        said = _("Give a bodyweight from %(least)s to %(most)s %(unit)s.") % shown
        messages = {"min_value": said, "max_value": said}
        super().__init__(min_value=least, max_value=most, decimal_places=3, error_messages=messages, **options)


class DistanceField(NumberField):
    """A distance in `unit`, "km", "mi" or "m"."""

    default_error_messages = {
        "invalid": _("Write the distance like 5 or 5.25, thousands without a separator."),
        "max_decimal_places": _("Write the distance with three decimals at most."),
    }

    def __init__(self, unit: str = KM, **options: Any) -> None:
        most = Decimal(DISTANCE_M[1]) / METRES_PER[unit]
        said = DISTANCE_MOST % {"most": grouped(floor(most)), "unit": unit}
        super().__init__(max_value=most, decimal_places=3, error_messages={"max_value": said}, **options)


class SecondsField(forms.CharField):
    """Whole seconds from 1:30, 1:02:03 or 90. Keypads without a colon have a dot or a comma: 1.30 is 1:30."""

    default_error_messages = {
        "invalid": _("Write the time like 1:30, or in seconds like 90."),
        "max_value": _("Give a time of at most 240 hours."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": keypad("decimal"), "required": False} | options))
        self.validators.append(MaxValueValidator(SECONDS[1]))

    def to_python(self, value: Any) -> int | None:
        """The seconds; ValidationError `invalid` for what is no time, such as 1:75."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        parts = [int(part) for part in SEPARATORS.split(text)] if TIME.fullmatch(text) else []
        if not parts or any(part > 59 for part in parts[1:]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.seconds(parts)

    def seconds(self, parts: Iterable[int]) -> int:
        """What the parts, the largest first and the last in seconds, come to."""
        total = 0
        for part in parts:
            total = total * 60 + part
        return total

    def prepare_value(self, value: Any) -> Any:
        """Seconds as m:ss; what was typed stays as it was typed."""
        return clock(value) if isinstance(value, int) else value


class RestField(SecondsField):
    """A rest, typed as a time is."""

    default_error_messages = {
        "invalid": _("Write the rest like 1:30, or in seconds like 90."),
        "max_value": _("Give a rest of at most 240 hours."),
    }


class MinutesField(SecondsField):
    """Whole seconds from minutes, like 62, or hours and minutes, like 1:02: nobody times a workout to the second."""

    default_error_messages = {
        "invalid": _("Write the duration in minutes like 62, or in hours and minutes like 1:02."),
        "max_value": _("Give a duration of at most 240 hours."),
    }

    def seconds(self, parts: Iterable[int]) -> int:
        """What the parts, the last in minutes, come to."""
        parts = list(parts)
        if len(parts) > 2:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().seconds(parts) * 60

    def prepare_value(self, value: Any) -> Any:
        """Seconds as minutes; what was typed stays as it was typed."""
        return str(round(value / 60)) if isinstance(value, int) else value
