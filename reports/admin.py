"""Goals in Django's admin: every change is made by the verb that pages and API use too."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reports.goals import change_goal, create_goal, delete_goal
from reports.models import Goal
from workouts.logbook.lock import hold
from workset.admin import HistoryAdmin, TrackedAdmin

admin.site.register(Goal.history.model, HistoryAdmin)


@admin.register(Goal)
class GoalAdmin(TrackedAdmin):
    """What people mean to reach. How far they are isn't stored."""

    list_display = ("type", "user", "exercise", "metric", "target_value", "weight_unit", "period", "deadline")
    list_filter = ("type", "metric", "period")
    list_select_related = ("user", "exercise")
    search_fields = ("user__email", "exercise__name")
    date_hierarchy = "starts_on"
    ordering = ("-id",)
    raw_id_fields = ("user", "exercise")
    aim = ("exercise", "metric", ("target_value", "weight_unit"), "period", ("starts_on", "deadline"))
    add_fields = ("user", "type", *aim)
    readonly_fields = ("target_kg", "version", "created_at", "updated_at")
    fields = ("user", "type", *aim, *readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Goal | None = None) -> tuple[str, ...]:
        """Whose it is and of which type stays."""
        return self.readonly_fields if obj is None else ("user", "type", *self.readonly_fields)

    def lock(self, row: Goal) -> None:
        """The account."""
        hold(row.user_id)

    def create(self, values: dict[str, Any]) -> Goal:
        """Set a goal."""
        given = dict(values)
        return create_goal(given.pop("user"), {**given, "period": given["period"] or None}, given.pop("id"))

    def change(self, row: Goal, changes: dict[str, Any]) -> Goal:
        """Change a goal."""
        return change_goal(row, {**changes, "period": changes["period"] or None} if "period" in changes else changes)

    def delete(self, row: Goal) -> None:
        """Delete a goal."""
        delete_goal(row)
