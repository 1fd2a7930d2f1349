"""What the server notes of itself: imports, merges, tombstones, and how things stood before they were changed."""

from django.contrib import admin

from workouts.models import ImportBatch, Merge, MergedExercise, Set, Tombstone, Workout, WorkoutExercise
from workset.admin import HistoryAdmin, ReadOnlyAdmin

for tracked in (Workout, WorkoutExercise, Set):
    admin.site.register(tracked.history.model, HistoryAdmin)


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Imported files, each row accounted for."""

    list_display = ("filename", "user", "source", "dialect", "rows_read", "set_rows", "refused_rows", "created_at")
    list_filter = ("source", "dialect")
    list_select_related = ("user",)
    search_fields = ("filename", "user__email")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """Own exercises that went into others. Their owner undoes a merge on the exercise's page."""

    list_display = ("source", "target", "user", "made_at")
    list_select_related = ("source", "target", "user")
    search_fields = ("source__name", "target__name", "user__email")
    date_hierarchy = "made_at"
    ordering = ("-made_at", "-id")


@admin.register(MergedExercise)
class MergedExerciseAdmin(ReadOnlyAdmin):
    """Which rows of which workouts a merge moved; some of them may be removed since."""

    list_display = ("merge", "workout_exercise_id", "exercise_version")
    list_select_related = ("merge",)
    search_fields = ("merge__source__name", "merge__user__email")
    ordering = ("-id",)


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin):
    """Ids of what was deleted for good."""

    list_display = ("id", "user", "kind", "deleted_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("id", "user__email")
    date_hierarchy = "deleted_at"
    ordering = ("-deleted_at", "-id")
