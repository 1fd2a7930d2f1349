"""Workouts, their bin included."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workouts.logbook.bin import move_to_bin, restore
from workouts.logbook.lock import lock
from workouts.logbook.workouts import change_workout, log_workout
from workouts.models import Workout
from workset.admin import TrackedAdmin


class BinFilter(admin.SimpleListFilter):
    """The logbook, the bin, or both."""

    title = _("bin")
    parameter_name = "bin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What can be chosen beside "All"."""
        return [("in", _("In the bin")), ("out", _("Not in the bin"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Workout]) -> QuerySet[Workout]:
        """What the choice leaves."""
        return queryset if self.value() is None else queryset.filter(deleted_at__isnull=self.value() == "out")


@admin.register(Workout)
class WorkoutAdmin(TrackedAdmin):
    """Workouts with their stored totals. To delete one here moves it to its owner's bin."""

    list_display = (
        "__str__",
        "user",
        "local_date",
        "status",
        "exercise_count",
        "set_count",
        "volume_kg",
        "source",
        "deleted_at",
    )
    list_filter = ("status", BinFilter, "source")
    list_select_related = ("user",)
    search_fields = ("title", "type", "user__email")
    date_hierarchy = "local_date"
    ordering = ("-local_date", "-id")
    raw_id_fields = ("user",)
    actions = ("put_in_bin", "restore_from_bin")
    editable = (
        "title",
        "type",
        "planned_on",
        ("started_at", "completed_at"),
        "duration_seconds",
        "bodyweight_kg",
        "notes",
    )
    add_fields = ("user", *editable)
    readonly_fields = (
        "local_date",
        "exercise_count",
        "set_count",
        "reps",
        "volume_kg",
        "source",
        "source_key",
        "batch",
        "version",
        "created_at",
        "updated_at",
        "deleted_at",
    )
    fields = ("user", "status", "timezone", *editable, *readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Workout | None = None) -> tuple[str, ...]:
        """A workout stays with whom it was made for."""
        return self.readonly_fields if obj is None else ("user", *self.readonly_fields)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's "delete": the bin is the way out."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def lock(self, row: Workout) -> None:
        """The account, then the workout."""
        lock(row, binned=True)

    def create(self, values: dict[str, Any]) -> Workout:
        """Log a workout for somebody."""
        return log_workout(values.pop("user"), values)

    def change(self, row: Workout, changes: dict[str, Any]) -> Workout:
        """Change a workout; one in the bin has to be restored first."""
        return change_workout(row, changes)

    def delete(self, row: Workout) -> Workout:
        """Move it to the bin."""
        return move_to_bin(row)

    @admin.action(description=_("Move to the bin"), permissions=["delete"])
    def put_in_bin(self, request: HttpRequest, queryset: QuerySet[Workout]) -> None:
        """Those that don't lie there yet."""
        workouts = [move_to_bin(workout) for workout in queryset.filter(deleted_at=None).order_by("pk")]
        for workout in workouts:
            self.log_change(request, workout, "Moved to the bin.")
        told = ngettext("%(n)d workout is in the bin now.", "%(n)d workouts are in the bin now.", len(workouts))
        self.message_user(request, told % {"n": len(workouts)}, messages.SUCCESS)

    @admin.action(description=_("Restore from the bin"), permissions=["change"])
    def restore_from_bin(self, request: HttpRequest, queryset: QuerySet[Workout]) -> None:
        """Those that lie there."""
        workouts = [restore(workout) for workout in queryset.exclude(deleted_at=None).order_by("pk")]
        for workout in workouts:
            self.log_change(request, workout, "Restored from the bin.")
        told = ngettext("%(n)d workout was restored.", "%(n)d workouts were restored.", len(workouts))
        self.message_user(request, told % {"n": len(workouts)}, messages.SUCCESS)
