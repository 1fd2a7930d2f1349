"""What is done to many workouts at once."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from workouts.forms.fields import keypad
from workouts.forms.workouts import day_widget
from workouts.models import Workout
from workouts.models.ranges import TEXT
from workouts.models.workout import LONG_AGO, ten_years_ahead
from workset.forms import LogbookForm

MOST_DAYS = 36_525


class Way(models.TextChoices):
    """Which way a workout moves: the keypad of a phone has no minus."""

    EARLIER = "earlier", _("Earlier")
    LATER = "later", _("Later")


class TickedForm(LogbookForm):
    """What is done to the workouts that its page showed; `seen` is what their versions summed up to there."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def is_said_by(self, workouts: Sequence[Workout]) -> bool:
        """Whether they all say already what this form would make of them: it was sent before."""
        return False


class ShiftForm(TickedForm):
    """So many days earlier or later: sent twice it would move them twice, so that it is never said already."""

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

    def shift(self) -> int:
        """The days, negative for earlier."""
        days: int = self.cleaned_data["days"]
        return -days if self.cleaned_data["way"] == Way.EARLIER else days


class DayForm(TickedForm):
    """The day to which they all go."""

    between = _("Give a date between 1900 and ten years ahead.")

    date = forms.DateField(
        label=_("Date"),
        widget=day_widget(),
        validators=[MinValueValidator(LONG_AGO.date(), between), MaxValueValidator(ten_years_ahead, between)],
        error_messages={"required": _("Give the date."), "invalid": _("Give the date like 2026-03-31.")},
    )

    def __init__(self, data: Any = None, *, days: set[datetime.date]) -> None:
        super().__init__(data, initial={"date": days.pop() if len(days) == 1 else None})

    def is_said_by(self, workouts: Sequence[Workout]) -> bool:
        """Whether they are all of that day."""
        return all(workout.local_date == self.cleaned_data["date"] for workout in workouts)


class TitleForm(TickedForm):
    """The title that they all get."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the title.")},
    )

    def __init__(self, data: Any = None, *, titles: set[str]) -> None:
        super().__init__(data, initial={"title": titles.pop() if len(titles) == 1 else ""})

    def is_said_by(self, workouts: Sequence[Workout]) -> bool:
        """Whether they all have that title."""
        return all(workout.title == self.cleaned_data["title"] for workout in workouts)
