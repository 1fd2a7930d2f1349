"""What the logbook's forms share: a refusal stands beside its field, and a form that is sent twice makes one thing."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from workouts.models import Tombstone
from workset.lib.errors import Conflict

Result = TypeVar("Result")
Row = TypeVar("Row", bound=Model)


class LogbookField(forms.BoundField):
    """A field that takes the focus where it is the first that was refused: the page opens at what is to be mended."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's hook for the attributes of the input."""
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | {"autofocus": True} if self.form.first_refused == self.name else attrs


class LogbookForm(forms.Form):
    """A form whose values go to a verb of the logbook. `shown_as` names the field that stands for a model's field."""

    shown_as: ClassVar[dict[str, str]] = {}
    bound_field_class = LogbookField

    @property
    def first_refused(self) -> str | None:
        """The first field that can be mended."""
        return next((field.name for field in self.visible_fields() if field.name in self.errors), None)

    def faults(self) -> list[str]:
        """What is wrong with the whole of it, or with what nobody typed: a page that is out of date, a forged one."""
        hidden = [text for field in self.hidden_fields() for text in field.errors]
        return [*self.non_field_errors(), *hidden]

    def carry_out(self, verb: Callable[[], Result]) -> Result | None:
        """What the verb returns, or None with its refusals beside their fields (those without one, above the form)."""
        try:
            return verb()
        except ValidationError as refused:
            texts = refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
        for name, messages in texts.items():
            field = self.shown_as.get(name, name)
            self.add_error(field if field in self.fields else None, messages)
        return None


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
