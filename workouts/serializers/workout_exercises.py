"""Exercises in workouts in JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exercises.models import Exercise
from workouts.logbook.exercises import add_exercise, change_workout_exercise
from workouts.models import Workout, WorkoutExercise
from workouts.serializers.references import OwnRelatedField
from workouts.serializers.sets import MOST_SETS, SetInWorkoutSerializer
from workset.api.fields import ModelSerializer


class WorkoutExerciseTotalsSerializer(serializers.Serializer):
    """What the working sets of an exercise in a workout add up to; warm-ups are left out."""

    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    volume_kg = serializers.FloatField(help_text="In kg: load times reps.")
    top_weight_kg = serializers.FloatField(allow_null=True, help_text="In kg; null without weights.")
    best_e1rm_kg = serializers.FloatField(allow_null=True, help_text="In kg, by the account's formula.")


class WorkoutExerciseSerializer(ModelSerializer):
    """An exercise in a workout, with its sets and their totals."""

    id = serializers.UUIDField(required=False)
    workout_id = serializers.UUIDField(read_only=True)
    exercise_id = OwnRelatedField(Exercise, "visible_to", source="exercise")
    exercise_name = serializers.CharField(source="exercise.name", read_only=True)
    order = serializers.IntegerField(min_value=1, max_value=9_999, required=False)
    totals = serializers.SerializerMethodField()
    sets = SetInWorkoutSerializer(many=True, required=False, max_length=MOST_SETS)

    class Meta:
        model = WorkoutExercise
        fields = (
            "id",
            "workout_id",
            "exercise_id",
            "exercise_name",
            "exercise_version",
            "order",
            "superset",
            "notes",
            "rest_seconds",
            "totals",
            "version",
            "created_at",
            "updated_at",
            "sets",
        )
        read_only_fields = ("exercise_version", "version", "created_at", "updated_at")
        kept = ("id", "exercise_id", "order")
        places = ("order",)
        validators: list[Any] = []  # the verb makes room at a place that is taken

    @extend_schema_field(WorkoutExerciseTotalsSerializer)
    def get_totals(self, row: WorkoutExercise) -> dict[str, Any]:
        """Working sets only; see the definitions of the figures."""
        return {
            "sets": row.set_count,
            "reps": row.reps,
            "volume_kg": row.volume_kg,
            "top_weight_kg": row.top_weight_kg,
            "best_e1rm_kg": row.best_e1rm_kg,
        }

    def get_fields(self) -> dict[str, Any]:
        """A change need not name the exercise again."""
        fields = super().get_fields()
        fields["exercise_id"].required = self.instance is None
        return fields

    def create(self, validated_data: dict[str, Any]) -> WorkoutExercise:
        """The exercise at its place in the `workout` that the view gives, with the sets if any."""
        workout, exercise = validated_data.pop("workout"), validated_data.pop("exercise")
        return add_exercise(workout, exercise, validated_data)

    def update(self, instance: WorkoutExercise, validated_data: dict[str, Any]) -> WorkoutExercise:
        """The row as it stands after the change. Its sets stay: they are changed by their own calls, or by a tree."""
        seen = validated_data.pop("seen", None)
        validated_data.pop("sets", None)
        return change_workout_exercise(instance, validated_data, seen)


class NewWorkoutExerciseSerializer(WorkoutExerciseSerializer):
    """An exercise for the workout that the body names."""

    workout_id = OwnRelatedField(Workout, "of", source="workout")


class PutWorkoutExerciseSerializer(NewWorkoutExerciseSerializer):
    """What a PUT reads: workout and exercise are needed where it creates."""

    def get_fields(self) -> dict[str, Any]:
        """For the schema alone: whether they are needed, the view knows first."""
        fields = super().get_fields()
        for name in ("workout_id", "exercise_id"):
            fields[name].required = False
        return fields
