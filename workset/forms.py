"""What the pages' forms share: a refusal stands beside its field, and an old page is told, not obeyed in silence."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from workset.lib.errors import Conflict

Result = TypeVar("Result")


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


class EditField(LogbookField):
    """A field of a row that stands: what its page showed, what was typed over it, and what stands now.

    The first goes to the browser and comes back in a hidden input beside the field.
    """

    def __init__(self, form: "EditForm", field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        field.show_hidden_initial = not self.is_hidden

    @property
    def stands(self) -> Any:
        """What the row says now, as the field writes it."""
        return self.field.prepare_value(self.form.get_initial_for_field(self.field, self.name))

    @property
    def shown(self) -> Any:
        """What the page showed; where the page doesn't tell, what stands now."""
        if not self.form.tells_what_it_showed:
            return self.stands
        return self.field.hidden_widget().value_from_datadict(self.form.data, self.form.files, self.html_initial_name)

    @property
    def typed(self) -> Any:
        """What was sent, whether somebody typed it or not."""
        return super().data

    @property
    def data(self) -> Any:
        """What was typed; what nobody typed over is as it stands now."""
        return self.typed if self.is_changed else self.stands

    @property
    def is_changed(self) -> bool:
        """Whether something else was typed than the page showed."""
        return self.form.is_bound and self.differ(self.shown, self.typed)

    @property
    def is_stale(self) -> bool:
        """Whether something else was typed than stands now, by somebody who was shown a third thing."""
        return self.is_changed and self.differ(self.shown, self.stands) and self.differ(self.stands, self.typed)

    def differ(self, one: Any, other: Any) -> bool:
        """Whether two things that the field can be given say different things: 62,5 says what 62.5 does."""
        try:
            before = self.field.to_python(plain(one))
        except ValidationError:
            return bool(one != other)
        return self.field.has_changed(before, plain(other))

    def as_hidden(self, attrs: dict[str, Any] | None = None, only_initial: bool = False, **options: Any) -> str:
        """Django's hook for the hidden input: the page that it is written into tells all that stands now."""
        if not only_initial:
            return super().as_hidden(attrs, **options)
        return self.field.hidden_widget().render(self.html_initial_name, self.stands, renderer=self.form.renderer)

    def stands_in_words(self) -> str:
        """What stands now, to be read; "" for nothing."""
        stands = self.stands
        if isinstance(stands, bool):
            return _("yes") if stands else _("no")
        choices = getattr(self.field, "choices", None)
        if choices is None:
            return "" if stands is None else str(localize(stands))
        chosen = {str(one) for one in (stands if isinstance(stands, list) else ["" if stands is None else stands])}
        return ", ".join(str(label) for value, label in choices if str(value) in chosen)


def plain(value: Any) -> Any:
    """A text with plain line ends: browsers send other ones than they were given."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class EditForm(LogbookForm):
    """The fields of `row`, which stands already, for the verb that changes it; only what was typed over is changed.

    A page outlives what it shows: another phone, another tab or the API may change the row meanwhile. Where they
    changed what was typed over here, to something else, the form is not valid and nothing is written: `stale` holds
    these fields, the page shows what stands beside what was typed, and sent once more it is obeyed. What they changed
    and nobody touched here is left as they made it, and needs no words.
    """

    bound_field_class = EditField

    def __init__(self, data: Any = None, *, row: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.row = row
        self.initial = {**self.initial, **self.showing()}

    def showing(self) -> dict[str, Any]:
        """What the fields show of the row."""
        return {name: getattr(self.row, name) for name in self.base_fields}

    @property
    def tells_what_it_showed(self) -> bool:
        """Whether the page sent along what it showed; one from before it did, or a program, has not."""
        return any(field.html_initial_name in self.data for field in self.visible_fields())

    @property
    def changed_data(self) -> list[str]:
        """The names of the fields that were typed over."""
        return [field.name for field in self.visible_fields() if field.is_changed]

    @property
    def stale(self) -> list[Any]:
        """The fields that were changed meanwhile, each with `label` and `stands_in_words`."""
        return [field for field in self.visible_fields() if field.is_stale]

    def is_valid(self) -> bool:
        """Whether nothing is wrong with it, and nothing that it changes was changed meanwhile."""
        return super().is_valid() and not self.stale

    def values(self) -> dict[str, Any]:
        """What was typed over, as fields of the row."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def seen(self, changes: dict[str, Any]) -> Any:
        """What the row, as it was fetched, says of what is to be changed: a verb writes over nothing else."""
        return {name: getattr(self.row, name) for name in changes}

    def save(self, verb: Callable[..., Result]) -> Result | None:
        """What `verb(row, changes, seen=…)` returns; None where it refuses, or where the form became stale."""
        return self.carry_out(partial(self.change, verb))

    def change(self, verb: Callable[..., Result]) -> Result | None:
        """The same, but what the verb refuses is raised."""
        changes = self.values()
        try:
            return verb(self.row, changes, seen=self.seen(changes))
        except Conflict as refused:
            if refused.code != "stale":
                raise
        self.look_again()
        return self.change(verb) if self.is_valid() else None

    def look_again(self) -> None:
        """Compare with the row as it stands now: another device was quicker by less than a request."""
        with suppress(ObjectDoesNotExist):  # then the verb says so
            self.row.refresh_from_db()
        self.initial = {**self.initial, **self.showing()}
        self.full_clean()
