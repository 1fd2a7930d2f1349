"""The row of a set, and what there is to a set beyond its row."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from workouts.columns import Columns
from workouts.forms.fields import (
    DistanceField,
    NumberField,
    RestField,
    SecondsField,
    WeightField,
    keypad,
    whole_number,
)
from workouts.forms.logbook import MakingForm
from workouts.models import Set
from workouts.models.ranges import CALORIES, HEART_RATE, NOTES, REPS, RPE
from workset.lib.units import to_metres

OUT_OF_DATE = _("This page is out of date. Nothing was saved: reload it and send it again.")
RPE_SENTENCE = _("Give an RPE from 1 to 10, whole or half, like 8 or 8.5.")
MISSING = {
    "reps": _("Give the reps."),
    "duration_seconds": _("Give the time, like 1:30."),
    "distance_m": _("Give the distance."),
}


def says_something(field: str, value: Any) -> bool:
    """Whether a field tells that a set was done: 0 reps are a try that failed, no time and no way are nothing."""
    return value is not None and (field == "reps" or value > 0)


def type_choices() -> list[tuple[str, str]]:
    """The types of sets, written as a list writes them."""
    return [(value, capfirst(label)) for value, label in Set.Type.choices]


class SetForm(MakingForm):
    """The fields of a row, in the units of its columns, and the status that the pressed button asks for.

    With an `entry` it changes that set, else it makes one. A row that isn't done shows its plan in grey, so that there
    an empty field means the plan.
    """

    weight = WeightField()
    reps = whole_number(
        _("Reps"), REPS, _("Give the reps as a whole number, like 8."), _("Give a number of reps from 0 to 9,999.")
    )
    duration_seconds = SecondsField()
    distance_m = DistanceField()
    rpe = NumberField(
        label="RPE",
        min_value=RPE[0],
        max_value=RPE[1],
        step_size=Decimal("0.5"),
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value", "step_size"], RPE_SENTENCE),
    )
    set_type = forms.ChoiceField(
        label=_("Type"),
        choices=type_choices,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose the type of the set."), "invalid_choice": OUT_OF_DATE},
    )
    status = forms.ChoiceField(
        choices=Set.Status, required=False, widget=forms.HiddenInput, error_messages={"invalid_choice": OUT_OF_DATE}
    )

    def __init__(self, data: Any = None, *, columns: Columns, entry: Set | None = None) -> None:
        super().__init__(data)
        self.columns = columns
        self.entry = entry
        for name in {"weight", "reps", "duration_seconds", "distance_m", "rpe"} - set(columns.fields):
            del self.fields[name]
        if "weight" in self.fields:
            self.fields["weight"] = WeightField(columns.weight_unit)
        if "distance_m" in self.fields:
            self.fields["distance_m"] = DistanceField(columns.distance_unit)
        self.order_fields(columns.fields)

    def clean(self) -> dict[str, Any]:
        """Take the plan for what was left empty; a set that is done needs to say what was done."""
        values = self.cleaned_data
        if self.entry is not None and self.entry.status != Set.Status.COMPLETED:
            for field in self.columns.fields:
                if field in values and values[field] is None:
                    values[field] = self.columns.plan(self.entry, field)
        done = [field for field in MISSING if field in self.columns.fields]
        said = any(field in self.errors or says_something(field, values.get(field)) for field in done)
        if self.wanted_status() == Set.Status.COMPLETED and not said:
            self.add_error(done[0], MISSING[done[0]])
        return values

    def wanted_status(self) -> str:
        """The status asked for, else the one that the set has; a new one is done.

        A done set's mark takes it back, but not where something was typed over it: then the press is meant to save.
        """
        stands = self.entry.status if self.entry else Set.Status.COMPLETED
        asked = self.cleaned_data.get("status") or stands
        is_done = self.entry is not None and stands == Set.Status.COMPLETED
        return stands if is_done and asked == Set.Status.PLANNED and self.is_typed_over() else asked

    def is_typed_over(self) -> bool:
        """Whether a field says something else than the page did."""
        shown = {field: self.columns.value(self.entry, field) for field in self.columns.fields}
        return any(self.cleaned_data[name] != value for name, value in shown.items() if name in self.cleaned_data)

    def values(self) -> dict[str, Any]:
        """Fields of Set for the verb, but for what still is as it was shown: 225 lb seen as 102.1 kg stay 225 lb."""
        values: dict[str, Any] = {"status": self.wanted_status()}
        for field in self.columns.fields:
            typed = self.cleaned_data[field]
            if self.entry is None or typed != self.columns.value(self.entry, field):
                values |= self.stored(field, typed)
        if self.cleaned_data["set_type"]:
            values["set_type"] = self.cleaned_data["set_type"]
        return values

    def stored(self, field: str, typed: Decimal | int | None) -> dict[str, Any]:
        """A typed value as Set keeps it."""
        if field == "weight":
            return {"weight": typed, "weight_unit": self.columns.weight_unit}
        if field == "distance_m" and typed is not None:
            return {field: to_metres(Decimal(typed), self.columns.distance_unit)}
        return {field: typed}


class SetPanelForm(SetForm):
    """A row with its open panel, as one form: what was typed above is saved with what was chosen below."""

    rest_seconds = RestField(label=_("Rest"))
    tempo = forms.CharField(label=_("Tempo"), required=False, max_length=20, widget=keypad("text"))
    avg_heart_rate = whole_number(
        _("Heart rate"),
        HEART_RATE,
        _("Give the heart rate as a whole number, like 140."),
        _("Give a heart rate from 20 to 300."),
    )
    max_heart_rate = whole_number(
        _("Highest heart rate"),
        HEART_RATE,
        _("Give the highest heart rate as a whole number, like 170."),
        _("Give a highest heart rate from 20 to 300."),
    )
    calories = whole_number(
        _("Calories"),
        CALORIES,
        _("Give the calories as a whole number, like 320."),
        _("Give a number of calories from 0 to 100,000."),
    )
    notes = forms.CharField(label=_("Note"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 2}))

    LIFTED = ("rest_seconds", "tempo", "notes")
    HELD = ("rest_seconds", "notes")
    COVERED = ("avg_heart_rate", "max_heart_rate", "calories", "notes")

    def __init__(self, data: Any = None, *, columns: Columns, entry: Set) -> None:
        super().__init__(data, columns=columns, entry=entry)
        self.details = self.COVERED if columns.is_cardio else self.LIFTED if "reps" in columns.fields else self.HELD
        self.fields["set_type"].required = True
        self.fields["set_type"].widget = forms.Select(choices=type_choices())
        self.fields["rest_seconds"].widget.attrs["placeholder"] = "1:30"
        for name in {*self.LIFTED, *self.COVERED} - set(self.details):
            del self.fields[name]
        for name in ("set_type", *self.details):
            self.initial[name] = getattr(entry, name)
            self.fields[name].widget.attrs["form"] = f"row-{entry.pk}"

    def panel(self) -> list[forms.BoundField]:
        """The fields below the row."""
        return [self[name] for name in ("set_type", *self.details)]

    def clean_notes(self) -> str:
        """The note with plain line ends: a browser's would look like something typed."""
        return self.cleaned_data["notes"].replace("\r\n", "\n")

    def is_typed_over(self) -> bool:
        """Whether the row or the panel says something else than the page did."""
        below = [name for name in ("set_type", *self.details) if name in self.cleaned_data]
        return super().is_typed_over() or any(self.cleaned_data[name] != getattr(self.entry, name) for name in below)

    def values(self) -> dict[str, Any]:
        """The row's values and the panel's."""
        return super().values() | {name: self.cleaned_data[name] for name in self.details}
