"""Workouts: logged afterwards, corrected, thrown away."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from workouts.figures import in_unit
from workouts.forms.fields import BodyweightField, MinutesField
from workouts.forms.logbook import MakingForm
from workouts.models import Workout
from workouts.models.ranges import NOTES, TEXT
from workset.forms import EditForm, LogbookForm
from workset.lib.dates import from_wall_clock
from workset.lib.units import to_kg


def tomorrow() -> date:
    """The latest date anywhere on earth, and a day."""
    return clock.now().date() + timedelta(days=2)


def day_widget() -> forms.DateInput:
    """The browser's calendar; it wants ISO dates whatever the locale."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class WorkoutForm(MakingForm):
    """A workout that was done already. Times are those on the wall in `zone`."""

    shown_as = {
        "started_at": "date",
        "planned_on": "date",
        "completed_at": "duration",
        "duration_seconds": "duration",
        "bodyweight_kg": "bodyweight",
    }
    between = _("Give a date between 1900 and tomorrow.")
    no_time = _("Give the time at which it started.")

    title = forms.CharField(
        label=_("Title"), required=False, max_length=TEXT, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    type = forms.CharField(
        label=_("Type"), required=False, max_length=TEXT, help_text=_("In your own words, such as Strength or Running.")
    )
    date = forms.DateField(
        label=_("Date"),
        widget=day_widget(),
        validators=[MinValueValidator(date(1900, 1, 1), between), MaxValueValidator(tomorrow, between)],
        error_messages={"required": _("Give the date."), "invalid": _("Give the date like 2026-03-31.")},
    )
    time = forms.TimeField(
        label=_("Started at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": no_time, "invalid": _("Give the time like 18:30.")},
    )
    duration = MinutesField(label=_("Duration"), help_text=_("Minutes, like 62, or hours and minutes, like 1:02."))
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, zone: str, initial: dict[str, Any] | None = None) -> None:
        now = clock.now().astimezone(ZoneInfo(zone))
        super().__init__(data, initial=initial or {"date": now.date(), "time": now.time()})
        self.zone = zone

    def started_at(self) -> datetime:
        """The start, in UTC."""
        return from_wall_clock(datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"]), self.zone)

    def values(self) -> dict[str, Any]:
        """Fields of Workout for the verb."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "type": given["type"],
            "started_at": self.started_at(),
            "duration_seconds": given["duration"],
            "notes": given["notes"],
            "status": Workout.Status.COMPLETED,
        }


class WorkoutEditForm(EditForm, WorkoutForm):
    """Every part of a workout that is not its exercises; what wasn't touched is left alone, to the second."""

    bodyweight = BodyweightField()
    field_order = ["title", "type", "date", "time", "duration", "bodyweight", "notes"]

    def __init__(self, data: Any = None, *, workout: Workout, unit: str) -> None:
        self.unit = unit
        super().__init__(data, row=workout, zone=workout.timezone)
        self.fields["bodyweight"] = BodyweightField(unit, label=_("Bodyweight, %(unit)s") % {"unit": unit})
        self.planned = workout.is_planned
        if self.planned:
            del self.fields["time"], self.fields["duration"]
            self.fields["date"].validators.clear()  # what is planned lies ahead; the verb knows how far it may
        else:
            self.fields["time"].required = workout.started_at is not None
        self.fields["date"].required = not self.planned

    def showing(self) -> dict[str, Any]:
        """The workout on the wall clock where it was done, the bodyweight in the account's unit."""
        workout = self.row
        started = workout.started_at and workout.started_at.astimezone(ZoneInfo(workout.timezone))
        return {
            "title": workout.title,
            "type": workout.type,
            "date": workout.local_date,
            "time": started and started.time().replace(second=0, microsecond=0),
            "duration": workout.duration_minutes and workout.duration_minutes * 60,
            "bodyweight": None if workout.bodyweight_kg is None else in_unit(workout.bodyweight_kg, self.unit),
            "notes": workout.notes,
        }

    def clean(self) -> dict[str, Any]:
        """A start needs its time of day."""
        moved = {"date", "time"} & set(self.changed_data)
        if "time" in self.cleaned_data and moved and self.cleaned_data["time"] is None:
            self.add_error("time", self.no_time)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What was changed, as fields of Workout."""
        given = {name: self.cleaned_data[name] for name in self.changed_data}
        values = {name: given[name] for name in ("title", "type", "notes") if name in given}
        if "date" in given and self.planned:
            values["planned_on"] = given["date"]
        elif {"date", "time"} & set(given):
            values["started_at"] = self.started_at()
        if "duration" in given:
            values["duration_seconds"] = given["duration"]
        if "bodyweight" in given:
            typed = given["bodyweight"]
            values["bodyweight_kg"] = None if typed is None else to_kg(typed, self.unit)
        return values


class EmptyBinForm(LogbookForm):
    """Asks once: what leaves the bin is gone."""

    confirm = forms.BooleanField(
        label=_("Delete everything in the bin for good"),
        error_messages={"required": _("Tick the box first: this cannot be undone.")},
    )
