"""What bodies measured."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from workouts.logbook.body import change_measurement, delete_measurement, record_measurement
from workouts.logbook.lock import hold
from workouts.models import BodyMeasurement
from workset.admin import VerbAdmin


@admin.register(BodyMeasurement)
class BodyMeasurementAdmin(VerbAdmin):
    """Weights and girths by date. A bodyweight recounts what bodyweight work adds up to."""

    list_display = ("date", "user", "kind", "value", "unit", "metric_value")
    list_filter = ("kind", "unit")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    date_hierarchy = "date"
    ordering = ("-date", "-id")
    raw_id_fields = ("user",)
    add_fields = ("user", "date", "kind", ("value", "unit"))
    readonly_fields = ("metric_value", "created_at", "updated_at")
    fields = ("user", "kind", "date", ("value", "unit"), *readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: BodyMeasurement | None = None) -> tuple[str, ...]:
        """Whose it is and what was measured stays."""
        return self.readonly_fields if obj is None else ("user", "kind", *self.readonly_fields)

    def lock(self, row: BodyMeasurement) -> None:
        """The account."""
        hold(row.user_id)

    def create(self, values: dict[str, Any]) -> BodyMeasurement:
        """Record a measurement."""
        return record_measurement(
            values["user"], values["kind"], values["date"], values["value"], values["unit"], values["id"]
        )

    def change(self, row: BodyMeasurement, changes: dict[str, Any]) -> BodyMeasurement:
        """Change a measurement."""
        return change_measurement(row, changes)

    def delete(self, row: BodyMeasurement) -> None:
        """Delete a measurement."""
        delete_measurement(row)
