"""Exercises of a workout: chosen, made, described, moved."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.models import Exercise
from exercises.names import match_key
from exercises.own import create_exercise
from workouts.forms.fields import RestField
from workouts.forms.logbook import LogbookForm, MakingForm
from workouts.imports.matching import known_exercises
from workouts.logbook.exercises import add_exercise
from workouts.logbook.lock import hold
from workouts.models import Workout, WorkoutExercise
from workouts.models.ranges import MOST_SUPERSETS, NOTES, TEXT
from workouts.supersets import letter


def meant_by(user: User, name: str) -> Exercise | None:
    """The exercise that `user` can choose and that `name` means, by one of its names or another spelling of it."""
    found = known_exercises(user).get(match_key(name))
    return found if found is not None and found.archived_at is None else None


class ExerciseChoiceForm(MakingForm):
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

    def add_to(self, workout: Workout) -> WorkoutExercise | None:
        """The exercise at the end of `workout`, made first where it is none yet; both or nothing."""
        return self.make(partial(self.find_and_add, workout), workout.exercises.all())

    @transaction.atomic
    def find_and_add(self, workout: Workout, pk: UUID | None) -> WorkoutExercise:
        """The same under the id `pk`; ValidationError and Conflict as `create_exercise` and `add_exercise` do."""
        hold(self.user.pk)  # else two presses at once would both find no exercise of this name
        exercise = self.chosen() or create_exercise(self.user, {"name": self.cleaned_data["name"]})
        return add_exercise(workout, exercise, {"id": pk})

    def chosen(self) -> Exercise | None:
        """The exercise, also where it was only named: a second one of the same name would tear its history in two."""
        return self.cleaned_data["exercise"] or meant_by(self.user, self.cleaned_data["name"])

    def is_said_by(self, row: WorkoutExercise) -> bool:
        """Whether the row is about the exercise that was chosen."""
        return row.exercise == self.chosen()


class WorkoutExerciseForm(LogbookForm):
    """Notes, rest and superset of an exercise in a workout."""

    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 3})
    )
    rest_seconds = RestField(label=_("Rest between sets"), help_text=_("Like 1:30, or in seconds like 90."))
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
