"""Exercises of a workout: chosen, made, described, moved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from workouts.forms.fields import SecondsField
from workouts.forms.logbook import LogbookForm
from workouts.models import WorkoutExercise
from workouts.models.ranges import MOST_SUPERSETS, NOTES, TEXT
from workouts.supersets import letter


class ExerciseChoiceForm(LogbookForm):
    """The exercise whose button was pressed, or the `name` of one to be made."""

    shown_as = {"exercise_id": "exercise"}

    exercise = forms.ModelChoiceField(queryset=Exercise.objects.none(), required=False)
    name = forms.CharField(required=False, max_length=TEXT)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["exercise"].queryset = Exercise.objects.visible_to(user).available()

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        if not self.errors and not self.cleaned_data["exercise"] and not self.cleaned_data["name"]:
            raise ValidationError(_("Choose an exercise."))
        return self.cleaned_data

    def chosen(self) -> Exercise:
        """The exercise; ValidationError where one is to be made and its name is taken among the person's own."""
        if self.cleaned_data["exercise"]:
            return self.cleaned_data["exercise"]
        return create_exercise(self.user, {"name": self.cleaned_data["name"]})


class WorkoutExerciseForm(LogbookForm):
    """Notes, rest and superset of an exercise in a workout."""

    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 3})
    )
    rest_seconds = SecondsField(label=_("Rest between sets"), help_text=_("Like 1:30, or in seconds like 90."))
    superset = forms.TypedChoiceField(
        label=_("Superset"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Exercises with the same letter are done in turn."),
    )

    def __init__(self, data: Any = None, *, row: WorkoutExercise, letters: dict[int, str]) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in ("notes", "rest_seconds", "superset")})
        choices = [("", _("None")), *letters.items()]
        unused = next((number for number in range(1, MOST_SUPERSETS + 1) if number not in letters), None)
        if unused is not None:
            choices.append((unused, _("%(letter)s (new)") % {"letter": letter(len(letters))}))
        self.fields["superset"].choices = choices

    def values(self) -> dict[str, Any]:
        """Fields of WorkoutExercise for the verb."""
        return dict(self.cleaned_data)


class MoveForm(forms.Form):
    """One place up or down."""

    direction = forms.TypedChoiceField(choices=[("-1", "up"), ("1", "down")], coerce=int)
