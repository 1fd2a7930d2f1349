"""Workouts in JSON, in lists and with their whole tree."""

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from exercises.models import Exercise
from workouts.logbook.workouts import change_workout, log_workout
from workouts.models import Workout
from workouts.models.ranges import MOST_EXERCISES_IN_A_WORKOUT, MOST_SETS_IN_A_WORKOUT
from workouts.serializers.examples import WORKOUTS
from workouts.serializers.workout_exercises import WorkoutExerciseSerializer
from workset.api.fields import ModelSerializer, MomentField, Serializer

UUID_TEXT = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class WorkoutTotalsSerializer(serializers.Serializer):
    """What the working sets of a workout add up to; warm-ups are left out."""

    exercises = serializers.IntegerField(help_text="One that stands twice counts once.")
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    volume_kg = serializers.FloatField(help_text="In kg: load times reps.")


class WorkoutSerializer(ModelSerializer):
    """A workout, as lists show it."""

    id = serializers.UUIDField(required=False)
    user_id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=Workout.Status.choices, required=False)
    duration_minutes = serializers.IntegerField(min_value=0, max_value=14_400, required=False, allow_null=True)
    # The shape already has what routines and programs will fill in, so that clients needn't change when they come.
    routine_id = serializers.UUIDField(read_only=True, default=None, allow_null=True)
    program_day_id = serializers.UUIDField(read_only=True, default=None, allow_null=True)
    totals = serializers.SerializerMethodField()

    class Meta:
        model = Workout
        fields = (
            "id",
            "user_id",
            "title",
            "type",
            "status",
            "planned_on",
            "started_at",
            "completed_at",
            "duration_seconds",
            "duration_minutes",
            "local_date",
            "timezone",
            "notes",
            "bodyweight_kg",
            "routine_id",
            "program_day_id",
            "source",
            "totals",
            "version",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("local_date", "source", "version", "created_at", "updated_at")
        extra_kwargs = {"timezone": {"required": False}}
        kept = ("id", "status", "started_at", "timezone", "duration_minutes")

    @extend_schema_field(WorkoutTotalsSerializer)
    def get_totals(self, workout: Workout) -> dict[str, Any]:
        """Working sets only; `exercises` counts one that stands twice once."""
        return {
            "exercises": workout.exercise_count,
            "sets": workout.set_count,
            "reps": workout.reps,
            "volume_kg": workout.volume_kg,
        }

    def to_internal_value(self, data: Any) -> Any:
        """`duration_minutes` is `duration_seconds` in another unit; given both, the seconds count."""
        values = super().to_internal_value(data)
        if "duration_minutes" in values:
            minutes = values.pop("duration_minutes")
            if data.get("duration_seconds") is None:
                values["duration_seconds"] = None if minutes is None else minutes * 60
        return values


@extend_schema_serializer(examples=WORKOUTS)
class WorkoutDetailSerializer(WorkoutSerializer):
    """A workout with its whole tree."""

    exercises = WorkoutExerciseSerializer(many=True, required=False, max_length=MOST_EXERCISES_IN_A_WORKOUT)

    class Meta(WorkoutSerializer.Meta):
        fields = (*WorkoutSerializer.Meta.fields, "exercises")

    def to_internal_value(self, data: Any) -> Any:
        """A PATCH names no tree: half a tree could mean that the rest is to stay or to go."""
        if self.partial and isinstance(data, dict) and "exercises" in data:
            raise serializers.ValidationError({"exercises": ["Put the whole workout, or change its parts one by one."]})
        if isinstance(data, dict):
            self.refuse_too_many_sets(data.get("exercises"))
            self.context["fetched"] = self.exercises_named(data.get("exercises"))
        return super().to_internal_value(data)

    def refuse_too_many_sets(self, rows: Any) -> None:
        """A tree is bounded as a whole too: it is written in one transaction. Counted before each of them is read."""
        lists = [row.get("sets") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if sum(len(sets) for sets in lists if isinstance(sets, list)) > MOST_SETS_IN_A_WORKOUT:
            reason = f"Give at most {MOST_SETS_IN_A_WORKOUT} sets in one workout."
            raise serializers.ValidationError({"exercises": [reason]})

    def exercises_named(self, rows: Any) -> dict[str, Exercise]:
        """The exercises of a tree by their ids as written, in one query; whatever is no id is left to its field."""
        written = [row.get("exercise_id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        ids = {text for text in written if isinstance(text, str) and UUID_TEXT.fullmatch(text)}
        visible = Exercise.objects.visible_to(self.context["request"].user).in_bulk(
            list(ids)[:MOST_EXERCISES_IN_A_WORKOUT]
        )
        return {str(pk): exercise for pk, exercise in visible.items()}

    def create(self, validated_data: dict[str, Any]) -> Workout:
        """The workout with its tree, all or nothing."""
        exercises = validated_data.pop("exercises", ())
        return self.reread(log_workout(self.context["request"].user, validated_data, exercises))

    def update(self, instance: Workout, validated_data: dict[str, Any]) -> Workout:
        """The workout after the change; the tree is replaced where `exercises` is given."""
        seen, exercises = validated_data.pop("seen", None), validated_data.pop("exercises", None)
        return self.reread(change_workout(instance, validated_data, exercises, seen))

    def reread(self, workout: Workout) -> Workout:
        """The workout with its tree as the database has it now."""
        return Workout.objects.with_tree().get(pk=workout.pk)


class CompleteSerializer(Serializer):
    """When the workout ended; now, where nothing is given."""

    completed_at = MomentField(required=False, allow_null=True)


class StartSerializer(Serializer):
    """When the copy starts; now, where nothing is given."""

    started_at = MomentField(required=False, allow_null=True)
