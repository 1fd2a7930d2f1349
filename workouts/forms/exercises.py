"""Exercises of a workout: chosen, made, described, moved."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.known import meant_by
from exercises.models import Exercise
from workouts.forms.fields import RestField
from workouts.forms.logbook import MakingForm
from workouts.logbook import supersets
from workouts.logbook.choice import add_named_exercise, swap_for_named
from workouts.logbook.exercises import add_exercise, change_workout_exercise
from workouts.models import Workout, WorkoutExercise
from workouts.models.ranges import NOTES, ORDERS, TEXT
from workouts.supersets import letters
from workset.forms import EditForm
from workset.lib.errors import Conflict


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
        return self.make(partial(self.add, workout), workout.exercises.all())

    def add(self, workout: Workout, pk: UUID | None) -> WorkoutExercise:
        """The same under the id `pk`; what the verb refuses is raised."""
        exercise = self.cleaned_data["exercise"]
        if exercise is not None:
            return add_exercise(workout, exercise, {"id": pk})
        return add_named_exercise(workout, self.cleaned_data["name"], {"id": pk})

    def is_said_by(self, row: WorkoutExercise) -> bool:
        """Whether the row is about the exercise that was chosen."""
        return row.exercise == (self.cleaned_data["exercise"] or meant_by(self.user, self.cleaned_data["name"]))


class SwapForm(ExerciseChoiceForm):
    """The same for one that stands in a workout already; `instead_of` is the one that the page showed there."""

    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def put_into(self, row: WorkoutExercise) -> WorkoutExercise | None:
        """The row with the exercise in place of the one that stood there, made first where it is none yet."""
        return self.carry_out(partial(self.swap, row))

    def swap(self, row: WorkoutExercise) -> WorkoutExercise:
        """The same, but what the verb refuses is raised; a swap that was made before needs no second one."""
        exercise, shown = self.cleaned_data["exercise"], self.cleaned_data["instead_of"]
        seen = {"exercise_id": shown} if shown else None
        try:
            if exercise is None:
                return swap_for_named(row, self.cleaned_data["name"], seen)
            return change_workout_exercise(row, {"exercise": exercise}, seen)
        except Conflict as refused:
            if refused.code != "stale":
                raise
        row.refresh_from_db()
        if self.is_said_by(row):
            return row
        raise ValidationError(_("%(name)s stands here now. Nothing was swapped.") % {"name": row.exercise})


class WorkoutExerciseForm(EditForm):
    """Notes, rest and superset of an exercise in a workout."""

    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 3})
    )
    rest_seconds = RestField(label=_("Rest between sets"), help_text=_("Like 1:30, or in seconds like 90."))
    superset = forms.ChoiceField(
        label=_("Superset with"), required=False, help_text=_("They are done in turn, and stand together.")
    )

    def showing(self) -> dict[str, Any]:
        """Notes and rest, and in the superset's field the first of those with which it is done in turn."""
        rows = list(self.row.workout.exercises.select_related("exercise"))
        named = letters(one.superset for one in rows)
        shown = {"notes": self.row.notes, "rest_seconds": self.row.rest_seconds, "superset": ""}
        self.partners: dict[str, WorkoutExercise] = {}
        choices = [("", _("None"))]
        # By their number: those that came over the API need not stand together.
        groups: dict[Any, list[WorkoutExercise]] = {}
        for one in rows:
            groups.setdefault(one.pk if one.superset is None else one.superset, []).append(one)
        for group in groups.values():
            others = [one for one in group if one != self.row]
            if others:
                choices.append((str(others[0].pk), name_of(others, named.get(others[0].superset))))
                self.partners[str(others[0].pk)] = others[0]
            if others and len(others) < len(group):
                shown["superset"] = str(others[0].pk)
        self.fields["superset"].choices = choices
        return shown

    def values(self) -> dict[str, Any]:
        """Fields of WorkoutExercise for the verb."""
        return {name: self.cleaned_data[name] for name in ("notes", "rest_seconds") if name in self.changed_data}

    def seen(self, changes: dict[str, Any]) -> Any:
        """The superset too, which the verb changes by the partner."""
        return super().seen(changes) | ({"superset": self.row.superset} if "superset" in self.changed_data else {})

    def partner(self) -> WorkoutExercise | None:
        """An exercise with which it is done in turn."""
        return self.partners.get(self.cleaned_data["superset"])

    def describe(self, row: WorkoutExercise, changes: dict[str, Any], seen: dict[str, Any]) -> WorkoutExercise:
        """The verb for what was typed over: the superset stays as it stands where nobody chose another one."""
        if "superset" not in self.changed_data:
            return change_workout_exercise(row, changes, seen)
        return supersets.describe(row, changes, self.partner(), seen)


def name_of(rows: Sequence[WorkoutExercise], letter: str | None) -> str:
    """What stands together, in a list to choose from: "A: Bench Press, Row"."""
    names = ", ".join(row.exercise.name for row in rows)
    return f"{letter}: {names}" if letter else names


class PartnerForm(forms.Form):
    """The exercise of the same workout `with` which one makes a superset."""

    def __init__(self, data: Any, *, row: WorkoutExercise) -> None:
        super().__init__(data)
        self.fields["with"] = forms.ModelChoiceField(queryset=row.workout.exercises)


class MoveForm(forms.Form):
    """One place up or down, or to the top."""

    STEPS = {"up": -1, "down": 1, "top": -int(ORDERS[1])}

    direction = forms.ChoiceField(choices=[(name, name) for name in STEPS])

    @property
    def step(self) -> int:
        """By how many places."""
        return self.STEPS[self.cleaned_data["direction"]]
