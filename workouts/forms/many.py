"""What is done to many workouts at once."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from workouts.forms.fields import keypad
from workouts.forms.workouts import day_widget
from workouts.models.ranges import TEXT
from workset.forms import LogbookForm

MOST_DAYS = 36_525


class Way(models.TextChoices):
    """Which way a workout moves: the keypad of a phone has no minus."""

    EARLIER = "earlier", _("Earlier")
    LATER = "later", _("Later")


class ShiftForm(LogbookForm):
    """So many days earlier or later; `seen` tells that this page has not been sent before."""

    between = _("Give a number of days from 1 to 36,525.")

    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=keypad("numeric"),
        error_messages={
            "required": between,
            "invalid": between,
            "min_value": between,
            "max_value": between,
        },
    )
    way = forms.ChoiceField(
        label=_("Which way"),
        choices=Way.choices,
        error_messages={"required": _("Choose earlier or later."), "invalid_choice": _("Choose earlier or later.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def shift(self) -> int:
        """The days, negative for earlier."""
        days: int = self.cleaned_data["days"]
        return -days if self.cleaned_data["way"] == Way.EARLIER else days


class DayForm(LogbookForm):
    """The day to which they all go."""

    date = forms.DateField(
        label=_("Date"),
        widget=day_widget(),
        error_messages={"required": _("Give the date."), "invalid": _("Give the date like 2026-03-31.")},
    )

    def __init__(self, data: Any = None, *, days: set[datetime.date]) -> None:
        super().__init__(data, initial={"date": days.pop() if len(days) == 1 else None})


class TitleForm(LogbookForm):
    """The title that they all get."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the title.")},
    )

    def __init__(self, data: Any = None, *, titles: set[str]) -> None:
        super().__init__(data, initial={"title": titles.pop() if len(titles) == 1 else ""})
