"""Own exercises: made, changed, merged."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.models import LOAD_MODES_OF_TRACKING, Exercise
from exercises.vocabulary import Category, Equipment, Force, Level, LoadMode, Mechanic, Muscle, Tracking
from workouts.forms.fields import NumberField
from workset.forms import EditForm, LogbookForm

MOST_ALIASES = 50
HUNDRED = Decimal(100)
MAIN = ("name", "tracking", "per_hand", "share", "unilateral", "primary_muscle", "equipment")
MORE = ("secondary_muscles", "category", "mechanic", "force", "level", "aliases", "instructions", "video_url")
# What the form and the model call by one name; `share` is the model's bodyweight_fraction in percent.
SAME = (*(name for name in MAIN if name != "share"), *MORE)


def words(label: Any, vocabulary: Any) -> forms.ChoiceField:
    """One of the words, or none."""
    return forms.ChoiceField(label=label, required=False, choices=[("", _("Not said")), *vocabulary.choices])


class NamesField(forms.CharField):
    """Names, one a line."""

    default_error_messages = {
        "long": _("Give names of at most 200 characters, one a line."),
        "many": _("Give at most 50 names."),
    }

    def to_python(self, value: Any) -> list[str]:
        """The names without blank lines."""
        names = [" ".join(line.split()) for line in super().to_python(value).splitlines()]
        names = [name for name in names if name]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(self.error_messages["long"], code="long")
        if len(names) > MOST_ALIASES:
            raise forms.ValidationError(self.error_messages["many"], code="many")
        return names

    def prepare_value(self, value: Any) -> Any:
        """One a line; what was typed stays as it was typed."""
        return "\n".join(value) if isinstance(value, list) else value


class OwnExerciseForm(LogbookForm):
    """All that an own exercise says. What its sets track decides what is asked about the load."""

    shown_as = {"bodyweight_fraction": "share", "load_mode": "tracking"}

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    tracking = forms.ChoiceField(
        label=_("What is logged for a set"), choices=Tracking.choices, initial=Tracking.WEIGHT_REPS
    )
    per_hand = forms.BooleanField(
        label=_("I log the weight of one of a pair"),
        required=False,
        help_text=_("Like one of two dumbbells. The volume counts both, records speak of one."),
    )
    share = NumberField(
        label=_("Share of your body that is lifted, %"),
        max_digits=3,
        decimal_places=0,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("100 for a pull-up, about 64 for a push-up. Empty is 100."),
    )
    unilateral = forms.BooleanField(
        label=_("One side at a time"), required=False, help_text=_("Reps count as you log them, never twice.")
    )
    primary_muscle = words(_("Main muscle"), Muscle)
    equipment = words(_("Equipment"), Equipment)
    secondary_muscles = forms.MultipleChoiceField(
        label=_("Muscles beside it"), required=False, choices=Muscle.choices, widget=forms.CheckboxSelectMultiple
    )
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices, initial=Category.STRENGTH)
    mechanic = words(_("Mechanic"), Mechanic)
    force = words(_("Force"), Force)
    level = words(_("Level"), Level)
    aliases = NamesField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line. The search and imports know it by them too."),
    )
    instructions = forms.CharField(
        label=_("How to do it"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    video_url = forms.URLField(label=_("Address of a video"), required=False, max_length=500, assume_scheme="https")

    def main_fields(self) -> list[forms.BoundField]:
        """What everybody should look at."""
        return [self[name] for name in MAIN]

    def more_fields(self) -> list[forms.BoundField]:
        """What can wait."""
        return [self[name] for name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether something that can wait is filled in, or wrong."""
        quiet = ("category",)
        return any(self[name].errors or (self[name].value() and name not in quiet) for name in MORE)

    def values(self) -> dict[str, Any]:
        """Fields of Exercise for the verb; what the tracking has no use for is left out of account."""
        given = self.cleaned_data
        (mode,) = LOAD_MODES_OF_TRACKING[Tracking(given["tracking"])]
        lifts_body = mode in (LoadMode.BODYWEIGHT, LoadMode.ASSISTED)
        share = given["share"] if lifts_body else None
        return {name: given[name] for name in SAME} | {
            "load_mode": mode,
            "per_hand": given["per_hand"] and mode == LoadMode.EXTERNAL,
            "bodyweight_fraction": None if share is None else share / HUNDRED,
        }


class OwnExerciseEditForm(EditForm, OwnExerciseForm):
    """The same of an exercise that stands."""

    def __init__(self, data: Any = None, *, exercise: Exercise) -> None:
        super().__init__(data, row=exercise)
        del self.fields["name"].widget.attrs["autofocus"]

    def showing(self) -> dict[str, Any]:
        """All that the exercise says, its lists read at the same moment as the rest."""
        prefetch_related_objects([self.row], "secondary", "other_names")
        share = self.row.bodyweight_fraction
        return {name: getattr(self.row, name) for name in SAME} | {"share": None if share is None else share * HUNDRED}

    def values(self) -> dict[str, Any]:
        """What differs from the exercise: another tracking also changes what follows from it."""
        values = OwnExerciseForm.values(self)
        return {name: value for name, value in values.items() if value != getattr(self.row, name)}


class MergeForm(LogbookForm):
    """The exercise whose button was pressed."""

    into = forms.ModelChoiceField(
        queryset=Exercise.objects.none(), error_messages={"required": _("Choose an exercise.")}
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["into"].queryset = Exercise.objects.visible_to(user)
