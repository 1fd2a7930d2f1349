"""Exercises in workouts, and their sets."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workouts.logbook.exercises import add_exercise, change_workout_exercise, remove_exercise
from workouts.logbook.lock import lock
from workouts.logbook.sets import add_sets, change_set, delete_set
from workouts.models import Set, WorkoutExercise
from workset.admin import TrackedAdmin


@admin.register(WorkoutExercise)
class WorkoutExerciseAdmin(TrackedAdmin):
    """What was trained in which workout, with stored totals. A new one goes to the end; then it can be moved."""

    list_display = ("exercise", "user", "workout", "local_date", "order", "set_count", "volume_kg", "best_e1rm_kg")
    list_select_related = ("exercise", "user", "workout")
    search_fields = ("exercise__name", "user__email", "source_name")
    date_hierarchy = "local_date"
    ordering = ("-local_date", "-id")
    raw_id_fields = ("workout", "exercise")
    add_fields = ("workout", "exercise", "superset", "rest_seconds", "notes")
    readonly_fields = (
        "user",
        "local_date",
        "exercise_version",
        "source_name",
        "set_count",
        "reps",
        "volume_kg",
        "top_weight_kg",
        "best_e1rm_kg",
        "version",
        "created_at",
        "updated_at",
    )
    fields = ("workout", "exercise", "order", "superset", "rest_seconds", "notes", *readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: WorkoutExercise | None = None) -> tuple[str, ...]:
        """It stays in its workout."""
        return self.readonly_fields if obj is None else ("workout", *self.readonly_fields)

    def lock(self, row: WorkoutExercise) -> None:
        """The account, then the workout."""
        lock(row.workout, binned=True)

    def create(self, values: dict[str, Any]) -> WorkoutExercise:
        """Put an exercise at the end of a workout."""
        return add_exercise(values.pop("workout"), values.pop("exercise"), values)

    def change(self, row: WorkoutExercise, changes: dict[str, Any]) -> WorkoutExercise:
        """Change, move or swap it."""
        return change_workout_exercise(row, changes)

    def delete(self, row: WorkoutExercise) -> None:
        """Take it and its sets out of the workout."""
        remove_exercise(row)


@admin.register(Set)
class SetAdmin(TrackedAdmin):
    """Sets as they were typed. A new one goes behind those that stand."""

    list_display = (
        "exercise",
        "user",
        "local_date",
        "set_number",
        "set_type",
        "status",
        "weight",
        "weight_unit",
        "reps",
        "rpe",
    )
    list_filter = ("status", "set_type", "weight_unit")
    list_select_related = ("workout_exercise__exercise", "workout_exercise__user")
    search_fields = ("workout_exercise__exercise__name", "workout_exercise__user__email")
    date_hierarchy = "workout_exercise__local_date"
    ordering = ("-id",)
    raw_id_fields = ("workout_exercise",)
    typed = (
        ("weight", "weight_unit", "reps", "rpe"),
        ("duration_seconds", "distance_m"),
        ("avg_heart_rate", "max_heart_rate", "calories"),
        ("rest_seconds", "tempo"),
        "notes",
    )
    prescribed = (
        "as_prescribed",
        ("prescribed_weight_kg", "prescribed_reps_min", "prescribed_reps_max"),
        ("prescribed_rpe", "prescribed_duration_seconds"),
    )
    add_fields = ("workout_exercise", "set_type", *typed, *prescribed)
    readonly_fields = ("weight_kg", "source_row", "version", "created_at", "updated_at")
    fields = (
        "workout_exercise",
        ("set_number", "set_type", "status"),
        *typed,
        *prescribed,
        "completed_at",
        *readonly_fields,
    )

    @admin.display(description=_("exercise"), ordering="workout_exercise__exercise__name")
    def exercise(self, entry: Set) -> str:
        """What was trained."""
        return entry.workout_exercise.exercise.name

    @admin.display(description=_("user"), ordering="workout_exercise__user__email")
    def user(self, entry: Set) -> str:
        """Who did it."""
        return entry.workout_exercise.user.email

    @admin.display(description=_("day"), ordering="workout_exercise__local_date")
    def local_date(self, entry: Set) -> Any:
        """On which day."""
        return entry.workout_exercise.local_date

    def get_readonly_fields(self, request: HttpRequest, obj: Set | None = None) -> tuple[str, ...]:
        """It stays with its exercise."""
        return self.readonly_fields if obj is None else ("workout_exercise", *self.readonly_fields)

    def lock(self, row: Set) -> None:
        """The workout."""
        lock(row.workout_exercise.workout, binned=True)

    def create(self, values: dict[str, Any]) -> Set:
        """Log a set."""
        return add_sets(values.pop("workout_exercise"), [values])[0]

    def change(self, row: Set, changes: dict[str, Any]) -> Set:
        """Change a set."""
        return change_set(row, changes)

    def delete(self, row: Set) -> None:
        """Delete a set."""
        delete_set(row)
