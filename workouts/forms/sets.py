"""The row of a set, and what there is to a set beyond its row."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
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
from workset.forms import EditField, EditForm
from workset.lib.units import to_kg, to_metres

VERSION = re.compile(r"\d{1,9}")
AS_TYPED = re.compile(r"(\S+) (\d{1,5}(?:\.\d{1,3})?) (kg|lb)")
DASH = "\N{EN DASH}"

OUT_OF_DATE = _("This page is out of date. Nothing was saved: reload it and send it again.")
RPE_SENTENCE = _("Give an RPE from 1 to 10, whole or half, like 8 or 8.5.")
REPS_SENTENCE = _("Give the reps as a whole number, like 8.")
REPS_MOST = _("Give a number of reps from 0 to 9,999.")
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


def as_it_was(entry: Set, version: int) -> Set:
    """The set under an older `version`, as its history keeps it; as it stands, where that doesn't tell.

    Before the first record it said what that says: saved without a change it got a new version, and no record.
    """
    if not 0 < version < entry.version:
        return entry
    records = Set.history.filter(id=entry.pk).order_by("version", "history_id")
    kept = records.filter(version__lte=version).last() or records.first()
    if kept is None:
        return entry
    was: Set = kept.history_object
    was.weight_kg = None if was.weight is None else to_kg(was.weight, was.weight_unit)
    return was


class AddForm(forms.Form):
    """The wish for one more row: the workout-exercise, and the type of the set."""

    add = forms.UUIDField()
    type = forms.ChoiceField(choices=Set.Type, required=False)

    def clean_type(self) -> str:
        """A normal set where nothing is said."""
        return self.cleaned_data["type"] or Set.Type.NORMAL


class PanelField(EditField):
    """A field below the row. The row's `version` tells what its page showed: it takes no hidden input beside it."""

    def __init__(self, form: "SetForm", field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        field.show_hidden_initial = False

    @property
    def shown(self) -> Any:
        """What the page showed."""
        return self.field.prepare_value(getattr(self.form.before, self.name))

    @property
    def data(self) -> Any:
        """The fields of the row itself are read as they were sent: they go together."""
        return super().data if self.name in self.form.below else self.typed


class SetForm(EditForm, MakingForm):
    """The fields of a row, in the units of its columns, and the status that the pressed button asks for.

    With an `entry` it changes that set, else it makes one. A row that isn't done shows its plan in grey, so that there
    an empty field means the plan. The `version` tells which state of the set the page showed: `before`. A row says one
    thing, status and numbers together: nobody lifted the weight of one phone for the reps of another.
    """

    bound_field_class = PanelField
    below: Sequence[str] = ()

    weight = WeightField()
    reps = whole_number(_("Reps"), REPS, REPS_SENTENCE, REPS_MOST)
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
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, error_messages={"invalid": OUT_OF_DATE})
    as_typed = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, columns: Columns, entry: Set | None = None) -> None:
        self.columns = columns
        self.entry = entry
        super().__init__(data, row=entry)
        for name in {"weight", "reps", "duration_seconds", "distance_m", "rpe"} - set(columns.fields):
            del self.fields[name]
        if "weight" in self.fields:
            self.fields["weight"] = WeightField(columns.weight_unit)
        if "distance_m" in self.fields:
            self.fields["distance_m"] = DistanceField(columns.distance_unit)
        self.order_fields(columns.fields)

    def showing(self) -> dict[str, Any]:
        """What the fields below the row show; the row is written without fields."""
        return {name: getattr(self.entry, name) for name in self.below}

    @cached_property
    def before(self) -> Set | None:
        """The set as the page showed it; where the page doesn't tell, as it stands."""
        told = self.data.get("version", "")
        return as_it_was(self.entry, int(told)) if self.entry is not None and VERSION.fullmatch(told) else self.entry

    def look_again(self) -> None:
        """Also at what the page showed: it was what stood until now."""
        del self.before
        super().look_again()

    def seen(self, changes: dict[str, Any]) -> Any:
        """The version: any other state of the set has to be looked at first."""
        return {"version": self.entry.version} if self.cleaned_data["version"] else None

    def clean(self) -> dict[str, Any]:
        """Take the plan for what was left empty; a set that is done needs to say what was done."""
        values = self.cleaned_data
        if self.before is not None and self.before.status != Set.Status.COMPLETED:
            for field in self.columns.fields:
                if field in values and values[field] is None:
                    values[field] = self.columns.plan(self.before, field)
        done = [field for field in MISSING if field in self.columns.fields]
        said = any(field in self.errors or says_something(field, values.get(field)) for field in done)
        if self.wanted_status() == Set.Status.COMPLETED and not said:
            self.add_error(done[0], MISSING[done[0]])
        return values

    def wanted_status(self) -> str:
        """The status asked for, else the one that the set has; a new one is done.

        A done set's mark takes it back, but not where something was typed over it: then the press is meant to save.
        """
        shown = self.before.status if self.before else Set.Status.COMPLETED
        asked = self.cleaned_data.get("status") or shown
        is_done = self.before is not None and shown == Set.Status.COMPLETED
        return shown if is_done and asked == Set.Status.PLANNED and self.is_typed_over() else asked

    def is_typed_over(self) -> bool:
        """Whether a field says something else than the page did."""
        shown = {field: self.columns.value(self.before, field) for field in self.columns.fields}
        typed = any(self.cleaned_data[name] != value for name, value in shown.items() if name in self.cleaned_data)
        return typed or any(self[name].is_changed for name in self.below)

    def typed_row(self) -> dict[str, Any]:
        """The status and the numbers that the row was made to say; those that stand, where nothing was changed."""
        typed = {"status": self.wanted_status()} | {name: self.cleaned_data[name] for name in self.columns.fields}
        untouched = self.entry is not None and typed == self.row_of(self.before)
        return self.row_of(self.entry) if untouched else typed

    def row_of(self, entry: Set) -> dict[str, Any]:
        """The status and the numbers that the row of a set says."""
        return {"status": entry.status} | {name: self.columns.value(entry, name) for name in self.columns.fields}

    @property
    def stale(self) -> list[str]:
        """What was changed meanwhile of what is changed here too, in words: "82.5 kg x 8"."""
        if self.entry is None or self.before is self.entry or self.errors:
            return []
        now = self.row_of(self.entry)
        row = [] if now in (self.row_of(self.before), self.typed_row()) else [self.stands_in_words()]
        below = [self[name] for name in self.below if self[name].is_stale]
        return row + [f"{field.label}: {field.stands_in_words() or DASH}" for field in below]

    def stands_in_words(self) -> str:
        """What the row says now, to be read."""
        words = " ".join(self.columns.summary(self.entry))
        done = self.entry.status == Set.Status.COMPLETED
        return words if done else f"{words} ({self.entry.get_status_display()})".lstrip()

    def values(self) -> dict[str, Any]:
        """Fields of Set for the verb, but for what still is as it was shown: 225 lb seen as 102.1 kg stay 225 lb."""
        row = self.typed_row()
        values: dict[str, Any] = {"status": row["status"]}
        for field in self.columns.fields:
            if self.entry is None or row[field] != self.columns.value(self.entry, field):
                values |= self.stored(field, row[field])
        values |= self.untouched_weight()
        if self.cleaned_data["set_type"]:
            values["set_type"] = self.cleaned_data["set_type"]
        return values

    def untouched_weight(self) -> dict[str, Any]:
        """Of an open row the weight as it was typed last time, where what the row showed of it was left as it was."""
        told = AS_TYPED.fullmatch(self.cleaned_data["as_typed"])
        if self.entry is not None or told is None or self.data.get("weight", "").strip() != told[1]:
            return {}
        return {"weight": Decimal(told[2]), "weight_unit": told[3]}

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
        details = self.COVERED if columns.is_cardio else self.LIFTED if "reps" in columns.fields else self.HELD
        self.below = ("set_type", *details)
        super().__init__(data, columns=columns, entry=entry)
        self.fields["set_type"].required = True
        self.fields["set_type"].widget = forms.Select(choices=type_choices())
        self.fields["rest_seconds"].widget.attrs["placeholder"] = "1:30"
        for name in {*self.LIFTED, *self.COVERED} - set(details):
            del self.fields[name]
        for name in self.below:
            self.fields[name].widget.attrs["form"] = f"row-{entry.pk}"

    def panel(self) -> list[forms.BoundField]:
        """The fields below the row."""
        return [self[name] for name in self.below]

    def clean_notes(self) -> str:
        """The note with plain line ends: a browser's would look like something typed."""
        return self.cleaned_data["notes"].replace("\r\n", "\n")

    def values(self) -> dict[str, Any]:
        """The row's values and the panel's."""
        return super().values() | {name: self.cleaned_data[name] for name in self.below}
