"""A file that another app exported, and what has to be asked about it."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from workouts.imports.commit import Result, commit, needs_weight_unit
from workouts.imports.history import History, UnreadableFile
from workouts.imports.readers import read_history
from workouts.imports.table import MAX_BYTES, TOO_LARGE
from workset.forms import LogbookForm

UNITS = ("weight_unit", "distance_unit")


class ImportForm(LogbookForm):
    """The file, and those units that were asked for: `asks` names them, or they were posted."""

    shown_as = {"__all__": "file"}

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("As the app exported it, 20 MB at most."),
        allow_empty_file=True,  # the reader says better what is wrong with it
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/comma-separated-values"}),
        error_messages={"required": _("Choose the file that the app exported.")},
    )
    weight_unit = forms.ChoiceField(
        label=_("Which unit are the weights in?"), choices=WeightUnit.choices, widget=forms.RadioSelect
    )
    distance_unit = forms.ChoiceField(
        label=_("Which unit are the distances in?"), choices=User.DistanceUnit.choices, widget=forms.RadioSelect
    )
    field_order = [*UNITS, "file"]

    def __init__(self, data: Any = None, files: Any = None, *, user: User, asks: Collection[str] = ()) -> None:
        super().__init__(data, files, initial={name: getattr(user, name) for name in UNITS})
        self.user = user
        for name in UNITS:
            if name not in asks and name not in self.data:
                del self.fields[name]

    def clean_file(self) -> UploadedFile:
        """The file, refused by its size before any of it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_BYTES:
            raise ValidationError(TOO_LARGE)
        return file

    def read(self) -> History | None:
        """What the file holds, or None with the reader's reason beside it."""
        try:
            return read_history(
                self.cleaned_data["file"], self.cleaned_data.get("distance_unit", self.user.distance_unit)
            )
        except UnreadableFile as problem:
            self.add_error("file", str(problem))
            return None

    def open_questions(self, history: History) -> list[str]:
        """The units that neither `history` nor an answer tells."""
        needed = {"weight_unit": needs_weight_unit(history), "distance_unit": needs_distance_unit(history)}
        return [name for name in UNITS if needed[name] and name not in self.fields]

    def commit(self, history: History) -> Result | None:
        """What became of `history` in the person's logbook, or None with the reasons beside the file."""
        unit = self.cleaned_data.get("weight_unit")
        return self.carry_out(partial(commit, self.user, history, unit, self.cleaned_data["file"].name))


def needs_distance_unit(history: History) -> bool:
    """Whether the file leaves out the unit of its distances."""
    return history.distance_unit is None and any(
        one.distance_m is not None for workout in history.workouts for one in workout.sets()
    )
