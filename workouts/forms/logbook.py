"""A form that is sent twice makes one thing."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from workouts.models import Tombstone
from workset.forms import LogbookForm
from workset.lib.errors import Conflict

Row = TypeVar("Row", bound=Model)


class MakingForm(LogbookForm):
    """A form that makes a row, under an `id` that its page chose.

    A double tap, or a reload after the answer was lost, sends the same id again: that makes nothing new.
    """

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """The fields of the row that the form is about."""
        return {}

    def is_said_by(self, row: Any) -> bool:
        """Whether `row` is what this form would make."""
        return all(getattr(row, name) == value for name, value in self.values().items())

    def make(self, verb: Callable[[UUID | None], Row], own: QuerySet[Row]) -> Row | None:
        """The row that `verb` makes under the id it is given, or the one of `own` that it made the first time."""
        return self.carry_out(partial(self.make_once, verb, own))

    def make_once(self, verb: Callable[[UUID | None], Row], own: QuerySet[Row]) -> Row:
        """The same, but what the verb refuses is raised."""
        pk = self.cleaned_data["id"]
        try:
            return verb(pk)
        except Conflict as refused:
            if refused.code == "id_taken":
                made = own.filter(pk=pk).first()
                # Whoever went back to an old page and typed something else has not sent the same form twice.
                return made if made is not None and self.is_said_by(made) else verb(None)
            if refused.code == "deleted" and Tombstone.objects.filter(pk=pk).exists():
                raise ValidationError(
                    _("This was saved before and deleted since. Send it again to save it once more.")
                ) from None
            raise
