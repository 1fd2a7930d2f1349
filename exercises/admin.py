"""Exercises in Django's admin.

Exercise itself is registered by the workouts' admin: changed load facts move the totals of workouts.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from exercises.models import Exercise, ExerciseVersion, Preference
from exercises.own import LISTS
from exercises.vocabulary import Muscle
from workset.admin import HistoryAdmin, ReadOnlyAdmin, TrackedAdmin, VerbForm


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The words without blank lines."""
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """One a line; what was typed stays as it was typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """Each word for itself."""
        for word in value:
            super().run_validators(word)


def validate_muscle(word: str) -> None:
    """Refuse what is no muscle of ours."""
    if word not in Muscle.values:
        raise ValidationError(
            _("Give muscles out of these: %(muscles)s."), params={"muscles": ", ".join(Muscle.values)}
        )


class ExerciseForm(VerbForm):
    """An exercise with its lists."""

    secondary_muscles = LinesField(
        required=False, validators=[validate_muscle], help_text=_("One a line, most important first.")
    )
    aliases = LinesField(required=False, max_length=200, label=_("Other names"), help_text=_("One a line."))
    video_url = forms.URLField(required=False, max_length=500, assume_scheme="https", label=_("Address of a video"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial.update({name: getattr(self.instance, name) for name in LISTS})


FACTS = (
    "name",
    ("category", "equipment", "primary_muscle"),
    "secondary_muscles",
    "aliases",
    ("mechanic", "force", "level"),
    ("tracking", "load_mode", "bodyweight_fraction"),
    ("per_hand", "unilateral"),
    "instructions",
    "video_url",
)


class ExerciseAdmin(TrackedAdmin):
    """The catalogue and people's own exercises."""

    form = ExerciseForm
    list_display = ("name", "owner", "category", "equipment", "primary_muscle", "tracking", "version", "archived_at")
    list_filter = (
        ("owner", admin.EmptyFieldListFilter),
        ("archived_at", admin.EmptyFieldListFilter),
        "category",
        "equipment",
        "primary_muscle",
        "tracking",
    )
    list_select_related = ("owner",)
    search_fields = ("name", "other_names__name", "slug", "owner__email")
    date_hierarchy = "updated_at"
    ordering = ("name", "id")
    raw_id_fields = ("owner",)
    readonly_fields = ("slug", "version", "archived_at", "merged_into", "created_at", "updated_at")
    add_fields = ("owner", *FACTS)
    fields = ("owner", "slug", *FACTS, *readonly_fields[1:])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose an exercise is stays as it was made: workouts of that person refer to it."""
        return self.readonly_fields if obj is None else ("owner", *self.readonly_fields)


@admin.register(ExerciseVersion)
class ExerciseVersionAdmin(ReadOnlyAdmin):
    """What exercises said before they were changed."""

    list_display = ("exercise", "number", "made_at")
    list_select_related = ("exercise",)
    search_fields = ("exercise__name",)
    date_hierarchy = "made_at"
    ordering = ("-made_at", "-id")


admin.site.register(Exercise.history.model, HistoryAdmin)


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    """What people have set for exercises: theirs to change, ours to look at."""

    list_display = ("user", "exercise", "weight_unit", "is_favourite")
    list_filter = ("weight_unit", "is_favourite")
    list_select_related = ("user", "exercise")
    search_fields = ("user__email", "exercise__name")
    ordering = ("-id",)
