"""The row of a set, and what there is to a set beyond its row."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from workouts.columns import Columns
from workouts.forms.fields import DistanceField, NumberField, SecondsField, WeightField, keypad
from workouts.forms.logbook import LogbookForm
from workouts.models import Set
from workouts.models.ranges import NOTES
from workset.lib.units import to_metres

MISSING = {
    "reps": _("Give the reps."),
    "duration_seconds": _("Give the time, like 1:30."),
    "distance_m": _("Give the distance."),
}


def type_choices() -> list[tuple[str, str]]:
    """The types of sets, written as a list writes them."""
    return [(value, capfirst(label)) for value, label in Set.Type.choices]


def whole_number(label: str) -> forms.IntegerField:
    """An optional whole number."""
    invalid = _("Give a whole number, like 8.")
    return forms.IntegerField(
        label=label, required=False, widget=keypad("numeric"), error_messages={"invalid": invalid}
    )


class SetForm(LogbookForm):
    """The fields of a row, in the units of its columns, and the status that the pressed button asks for.

    With an `entry` it changes that set, else it makes one. A row that isn't done shows its plan in grey, so that there
    an empty field means the plan.
    """

    weight = WeightField()
    reps = whole_number(_("Reps"))
    duration_seconds = SecondsField()
    distance_m = DistanceField()
    rpe = NumberField(label="RPE")
    set_type = forms.ChoiceField(label=_("Type"), choices=type_choices, required=False)
    status = forms.ChoiceField(choices=Set.Status, required=False)

    def __init__(self, data: Any = None, *, columns: Columns, entry: Set | None = None) -> None:
        super().__init__(data)
        self.columns = columns
        self.entry = entry
        for name in {"weight", "reps", "duration_seconds", "distance_m", "rpe"} - set(columns.fields):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Take the plan for what was left empty; a set that is done needs to say what was done."""
        values = self.cleaned_data
        if self.entry is not None and self.entry.status != Set.Status.COMPLETED:
            for field in self.columns.fields:
                if field in values and values[field] is None:
                    values[field] = self.columns.plan(self.entry, field)
        done = [field for field in MISSING if field in self.columns.fields]
        said = any(field in self.errors or values.get(field) is not None for field in done)
        if self.wanted_status() == Set.Status.COMPLETED and not said:
            self.add_error(done[0], MISSING[done[0]])
        return values

    def wanted_status(self) -> str:
        """The status asked for, else the one that the set has; a new one is done."""
        return self.cleaned_data.get("status") or (self.entry.status if self.entry else Set.Status.COMPLETED)

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

    rest_seconds = SecondsField(label=_("Rest"))
    tempo = forms.CharField(label=_("Tempo"), required=False, max_length=20, widget=keypad("text"))
    avg_heart_rate = whole_number(_("Heart rate"))
    max_heart_rate = whole_number(_("Highest heart rate"))
    calories = whole_number(_("Calories"))
    notes = forms.CharField(label=_("Note"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 2}))

    LIFTED = ("rest_seconds", "tempo", "notes")
    COVERED = ("avg_heart_rate", "max_heart_rate", "calories", "notes")

    def __init__(self, data: Any = None, *, columns: Columns, entry: Set) -> None:
        super().__init__(data, columns=columns, entry=entry)
        cardio = columns.fields == ("distance_m", "duration_seconds")
        self.details = self.COVERED if cardio else self.LIFTED
        self.fields["set_type"].required = True
        self.fields["rest_seconds"].widget.attrs["placeholder"] = "1:30"
        for name in {*self.LIFTED, *self.COVERED} - set(self.details):
            del self.fields[name]
        for name in ("set_type", *self.details):
            self.initial[name] = getattr(entry, name)
            self.fields[name].widget.attrs["form"] = f"row-{entry.pk}"

    def panel(self) -> list[forms.BoundField]:
        """The fields below the row."""
        return [self[name] for name in ("set_type", *self.details)]

    def values(self) -> dict[str, Any]:
        """The row's values and the panel's."""
        return super().values() | {name: self.cleaned_data[name] for name in self.details}
