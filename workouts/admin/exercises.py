"""Exercises, written with what they move in workouts."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from exercises.admin import ExerciseAdmin
from exercises.models import Exercise
from exercises.own import create_exercise
from workouts.logbook.catalogue import change_catalogue_exercise, locked, retire_catalogue_exercise
from workouts.logbook.lock import hold
from workouts.logbook.own_exercises import change_exercise, delete_exercise


@admin.register(Exercise)
class CountedExerciseAdmin(ExerciseAdmin):
    """To delete an exercise that is in use archives it; changed load facts recount every workout that has it."""

    def lock(self, row: Exercise) -> None:
        """The owner's account, or the catalogue's row."""
        if row.owner_id is None:
            locked(row)
        else:
            hold(row.owner_id)

    def create(self, values: dict[str, Any]) -> Exercise:
        """Make an exercise: the catalogue's where no owner is given."""
        return create_exercise(values.pop("owner"), values)

    def change(self, row: Exercise, changes: dict[str, Any]) -> Exercise:
        """Change an exercise under its next version; where nothing differs there is none."""
        if not changes:
            return row
        return change_exercise(row, changes) if row.is_own else change_catalogue_exercise(row, changes)

    def delete(self, row: Exercise) -> None:
        """Delete an exercise, or archive it where it is in use."""
        if row.is_own:
            delete_exercise(row)
        else:
            retire_catalogue_exercise(row)

    def save_model(self, request: HttpRequest, obj: Exercise, form: Any, change: bool) -> None:
        """Say so where the change will not last."""
        super().save_model(request, obj, form, change)
        if obj.slug and form.changes():
            told = _("This exercise comes from the catalogue's file. The next load of it writes over your change.")
            self.message_user(request, told, messages.WARNING)
