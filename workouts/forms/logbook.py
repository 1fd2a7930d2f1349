"""What the logbook's forms share: a verb's refusal is shown beside the field that it is about."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

Result = TypeVar("Result")


class LogbookForm(forms.Form):
    """A form whose values go to a verb of the logbook. `shown_as` names the field that stands for a model's field."""

    shown_as: ClassVar[dict[str, str]] = {}

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
