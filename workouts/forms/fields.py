"""Fields for numbers as people type them on a phone: with a dot or a comma, times with or without a colon."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workouts.figures import clock, plain

NUMBER = re.compile(r"\d+[.,]?\d*|[.,]\d+")
# 1,000 may be a thousand or one: a number that could be misread by a factor of a thousand is not guessed at.
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
TIME = re.compile(r"\d{1,6}([:.,]\d{2}){0,2}")
SEPARATORS = re.compile("[:.,]")


def keypad(mode: str) -> forms.TextInput:
    """A text field that brings up a keypad. A number field of the browser's own would swallow a comma in silence."""
    return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})


class NumberField(forms.DecimalField):
    """A Decimal from 62.5 or 62,5, in every locale. What can't be read is refused, never taken for 0."""

    default_error_messages = {"invalid": _("Write a number like 8 or 8.5.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": keypad("decimal"), "required": False} | options))

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
    """A weight, in the unit that stands in its label."""

    default_error_messages = {"invalid": _("Write the weight like 62.5 or 62,5, thousands without a separator.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_digits": 7, "decimal_places": 3} | options))


class DistanceField(NumberField):
    """A distance, in the unit that stands in its label."""

    default_error_messages = {"invalid": _("Write the distance like 5 or 5.25, thousands without a separator.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_digits": 9, "decimal_places": 3} | options))


class SecondsField(forms.CharField):
    """Whole seconds from 1:30, 1:02:03 or 90. Keypads without a colon have a dot or a comma: 1.30 is 1:30."""

    default_error_messages = {"invalid": _("Write the time like 1:30, or in seconds like 90.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": keypad("decimal"), "required": False} | options))

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


class MinutesField(SecondsField):
    """Whole seconds from minutes, like 62, or hours and minutes, like 1:02: nobody times a workout to the second."""

    default_error_messages = {"invalid": _("Write the duration in minutes like 62, or in hours and minutes like 1:02.")}

    def seconds(self, parts: Iterable[int]) -> int:
        """What the parts, the last in minutes, come to."""
        parts = list(parts)
        if len(parts) > 2:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().seconds(parts) * 60

    def prepare_value(self, value: Any) -> Any:
        """Seconds as minutes; what was typed stays as it was typed."""
        return str(round(value / 60)) if isinstance(value, int) else value
