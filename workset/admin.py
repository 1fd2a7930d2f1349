"""Django's admin, made to write as every other edge does: through the verbs, and never over what it didn't see."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin

from workset.due import try_again
from workset.models import DueWork
from workset.sign_in import StaffSignIn

admin.site.login_form = StaffSignIn

SAFE = ("GET", "HEAD", "OPTIONS")


def state_of(row: models.Model) -> str:
    """What tells one state of a row from the next: its version, or the time of its last change; "" for a new row."""
    if row._state.adding:
        return ""
    version = getattr(row, "version", None)
    return str(version) if version is not None else row.updated_at.isoformat()  # type: ignore[attr-defined]


class VerbForm(forms.ModelForm):
    """The fields of a row, and in `seen` the state that they were shown in."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = state_of(self.instance)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that outlived what it shows: it would take back what was changed meanwhile."""
        if self.cleaned_data.get("seen", "") != state_of(self.instance):
            raise ValidationError(_("This was changed meanwhile. Open it again, then make your change."), code="stale")
        return self.cleaned_data

    def _post_clean(self) -> None:
        if not self.errors:  # a model's clean() may rely on fields that could not be read
            super()._post_clean()  # type: ignore[misc]

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with a field that the form doesn't have is said of the form, where Django would break."""
        if not hasattr(error, "error_dict"):
            return super().add_error(field, error)
        for name, errors in error.error_dict.items():
            super().add_error(name if name in self.fields else None, errors)
        return None

    def values(self) -> dict[str, Any]:
        """Every field, for a verb that makes a row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def changes(self) -> dict[str, Any]:
        """The fields that differ from the row, for a verb that changes it."""
        return {name: value for name, value in self.values().items() if name in self.changed_data}


class ListAdmin(admin.ModelAdmin):
    """What all lists have in common."""

    show_full_result_count = False  # counting a whole table of sets takes longer than showing a page of it

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """A filter in the address that is no value, such as the year 99999, is none: Django finds out too late."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError):
            raise IncorrectLookupParameters from None


class VerbAdmin(ListAdmin):
    """Lists, searches and shows; what it writes is left to `create`, `change` and `delete`, each of them one verb.

    A refusal (ValidationError, Conflict) is shown as a message, and nothing is written. `add_fields` are asked for a
    new row, `fields` are shown of one that stands; without `add_fields` nothing is added here.
    """

    form = VerbForm
    add_fields: Sequence[Any] = ()
    list_per_page = 50

    def create(self, values: dict[str, Any]) -> models.Model:
        """Make a row; `values` holds the `add_fields`, and the `id` that it is to have."""
        raise NotImplementedError

    def change(self, row: Any, changes: dict[str, Any]) -> object:
        """Apply `changes` to a row."""
        raise NotImplementedError

    def delete(self, row: Any) -> object:
        """Delete a row."""
        raise NotImplementedError

    def lock(self, row: Any) -> None:
        """Take the locks that the verbs take, so that the form is checked against what it will be written over."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The row; under its locks where it is about to be written."""
        row = super().get_object(request, *args, **kwargs)
        if row is None or request.method in SAFE:
            return row
        self.lock(row)
        return super().get_object(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write by the verb; `obj` is the row as it stands afterwards."""
        if change:
            self.change(obj, form.changes())
        else:
            self.create(form.values() | {"id": obj.pk})
        obj.refresh_from_db()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete by the verb."""
        self.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete each by the verb: all of them or none."""
        for row in queryset.order_by("pk"):
            self.delete(row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows alone: what goes with them is the verb's to know, and would be thousands of lines to list."""
        return [str(row) for row in objs], {self.opts.verbose_name_plural: len(objs)}, set(), []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The fields of a new row, or of one that stands."""
        if obj is None:
            return list(self.add_fields)
        fields = list(self.fields or ())
        return [*fields, "seen"] if self.has_change_permission(request, obj) else fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Where there is something to ask for."""
        return bool(self.add_fields) and super().has_add_permission(request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page of a row."""
        return self.telling(super().changeform_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page that asks whether to delete."""
        return self.telling(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list with its actions."""
        return self.telling(super().changelist_view, request, *args, **kwargs)

    def telling(self, view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The view's answer, or with nothing written the same page once more, which says why."""
        if request.method in SAFE:
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer
        try:
            with transaction.atomic():
                answer = view(request, *args, **kwargs)
        except ValidationError as refused:
            for text in refused.messages:
                self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return answer


class TrackedAdmin(VerbAdmin, SimpleHistoryAdmin):
    """A VerbAdmin of what is tracked: its history says who changed what, when, from what to what."""

    object_history_list_template = "admin/_changes.html"

    def get_urls(self) -> list[Any]:
        """Without simple-history's page of one record, which would write it back past the verbs."""
        return admin.ModelAdmin.get_urls(self)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """404 for what can't be an id, where simple-history would break."""
        try:
            self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            raise Http404 from None
        answer: HttpResponse = super().history_view(request, object_id, extra_context)
        return answer

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """Always: see `get_urls`."""
        return True


class ReadOnlyAdmin(ListAdmin):
    """What the server writes for itself can be looked at."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class HistoryAdmin(ReadOnlyAdmin):
    """Records of changes, also of what is deleted since; by account, and by the row's id."""

    list_display = ("history_date", "history_type", "id", "account", "history_user")
    list_filter = ("history_type",)
    list_select_related = ("account", "history_user")
    search_fields = ("id", "account__email", "history_user__email")
    date_hierarchy = "history_date"
    ordering = ("-history_date", "-history_id")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All: what is referred to may be gone, and no form could offer it."""
        return [field.name for field in self.opts.fields]


@admin.register(DueWork)
class DueWorkAdmin(ReadOnlyAdmin):
    """What the worker has still to do, and what it gave up."""

    list_display = ("kind", "key", "due_at", "attempts", "locked_until", "failed_at", "last_error")
    list_filter = ("kind", ("failed_at", admin.EmptyFieldListFilter))
    search_fields = ("key",)
    ordering = ("due_at", "id")
    actions = ("try_again",)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """As changing due work: to look at it is not to set it off."""
        return bool(request.user.has_perm("workset.change_duework"))

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: models.QuerySet[DueWork]) -> None:
        """Those that were given up too."""
        count = try_again(list(queryset.values_list("pk", flat=True)))
        self.message_user(request, ngettext("%(n)d is due now.", "%(n)d are due now.", count) % {"n": count})
