"""Workouts, their exercises and their sets in JSON. Reading and checking of shapes; the verbs do the rest."""

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exercises.models import Exercise
from workouts.logbook.exercises import add_exercise, change_workout_exercise, log_set
from workouts.logbook.sets import add_sets, change_set
from workouts.logbook.workouts import change_workout, log_workout
from workouts.models import Set, Workout, WorkoutExercise
from workset.api.fields import ModelSerializer, MomentField

MOST_SETS = 500  # in one exercise of one call
MOST_EXERCISES = 200  # in one workout of one call
MOST_SETS_IN_A_WORKOUT = 2_000

UUID_TEXT = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PRESCRIBED = ("reps_min", "reps_max", "weight_kg", "rpe", "duration_seconds")


class OwnRelatedField(serializers.PrimaryKeyRelatedField):
    """A reference to something that the asker may see; anything else does not exist for them."""

    def __init__(self, model: type[Any], door: str, **options: Any) -> None:
        self.model, self.door = model, door
        super().__init__(queryset=model.objects.all(), pk_field=serializers.UUIDField(), **options)

    def get_queryset(self) -> Any:
        """Only what the model's `door` lets this person see."""
        return getattr(self.model.objects, self.door)(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        """The row; no query where `fetched` rows of this model lie in the context."""
        fetched = self.context.get("fetched", {})
        return fetched[data] if isinstance(data, str) and data in fetched else super().to_internal_value(data)


class PrescribedSerializer(ModelSerializer):
    """What was to be done, beside what was."""

    class Meta:
        model = Set
        fields = tuple(f"prescribed_{name}" for name in PRESCRIBED)

    def get_fields(self) -> dict[str, Any]:
        """The model's fields without their prefix."""
        fields = {}
        for name, field in super().get_fields().items():
            fields[name.removeprefix("prescribed_")] = field
            field.source = name
        return fields

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """All five columns: what a prescription doesn't name is not prescribed."""
        empty = dict.fromkeys(self.Meta.fields)
        return empty if data is None else empty | super().to_internal_value(data)

    def to_representation(self, instance: Set) -> dict[str, Any] | None:
        """None where nothing was prescribed."""
        values = super().to_representation(instance)
        return values if any(value is not None for value in values.values()) else None


class SetSerializer(ModelSerializer):
    """One set. `weight` is in `weight_unit` (kg unless it says lb); `weight_kg` is the same in kg."""

    id = serializers.UUIDField(required=False)
    workout_exercise_id = serializers.UUIDField(read_only=True)
    set_number = serializers.IntegerField(min_value=1, max_value=9_999, required=False)
    status = serializers.ChoiceField(choices=Set.Status.choices, required=False)
    prescribed = PrescribedSerializer(source="*", required=False, allow_null=True)

    class Meta:
        model = Set
        fields = (
            "id",
            "workout_exercise_id",
            "set_number",
            "set_type",
            "status",
            "weight",
            "weight_unit",
            "weight_kg",
            "reps",
            "rpe",
            "duration_seconds",
            "distance_m",
            "avg_heart_rate",
            "max_heart_rate",
            "calories",
            "rest_seconds",
            "tempo",
            "notes",
            "as_prescribed",
            "prescribed",
            "completed_at",
            "version",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("weight_kg", "version", "created_at", "updated_at")
        kept = ("id", "set_number", "status", "completed_at")
        validators: list[Any] = []  # the verb knows which numbers are taken, under its lock

    def update(self, instance: Set, validated_data: dict[str, Any]) -> Set:
        """The set as it stands after the change."""
        validated_data.pop("id", None)
        return change_set(instance, validated_data)


class ManySetsSerializer(serializers.Serializer):
    """Several sets at once: all of them are logged, or none."""

    sets = SetSerializer(many=True, min_length=1, max_length=MOST_SETS)


class NewSetSerializer(SetSerializer):
    """A set for a workout-exercise (`workout_exercise_id`) or for a workout and an exercise, which find or make one."""

    workout_exercise_id = OwnRelatedField(WorkoutExercise, "of", source="workout_exercise", required=False)
    workout_id = OwnRelatedField(Workout, "of", source="workout", required=False, write_only=True)
    exercise_id = OwnRelatedField(Exercise, "visible_to", source="exercise", required=False, write_only=True)

    class Meta(SetSerializer.Meta):
        fields = (*SetSerializer.Meta.fields, "workout_id", "exercise_id")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Either way of naming the place is enough."""
        if "workout_exercise" not in attrs and not {"workout", "exercise"} <= set(attrs):
            raise serializers.ValidationError({"workout_exercise_id": ["Give this, or workout_id and exercise_id."]})
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Set:
        """The set, in its place. A taken number gives way to the next free one: a late phone must not be refused."""
        workout, exercise = validated_data.pop("workout", None), validated_data.pop("exercise", None)
        row, yielding = validated_data.pop("workout_exercise", None), "id" in validated_data
        if row is None:
            return log_set(workout, exercise, validated_data, yielding)
        return add_sets(row, [validated_data], yielding)[0]


class WorkoutExerciseSerializer(ModelSerializer):
    """An exercise in a workout, with its sets and their totals."""

    id = serializers.UUIDField(required=False)
    workout_id = serializers.UUIDField(read_only=True)
    exercise_id = OwnRelatedField(Exercise, "visible_to", source="exercise")
    exercise_name = serializers.CharField(source="exercise.name", read_only=True)
    order = serializers.IntegerField(min_value=1, max_value=9_999, required=False)
    totals = serializers.SerializerMethodField()
    sets = SetSerializer(many=True, required=False, max_length=MOST_SETS)

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

    @extend_schema_field({"type": "object", "additionalProperties": {"type": ["number", "null"]}})
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
        validated_data.pop("sets", None)
        return change_workout_exercise(instance, validated_data)


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

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "number"}})
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


class WorkoutDetailSerializer(WorkoutSerializer):
    """A workout with its whole tree."""

    exercises = WorkoutExerciseSerializer(many=True, required=False, max_length=MOST_EXERCISES)

    class Meta(WorkoutSerializer.Meta):
        fields = (*WorkoutSerializer.Meta.fields, "exercises")

    def to_internal_value(self, data: Any) -> Any:
        """A PATCH names no tree: half a tree could mean that the rest is to stay or to go."""
        if self.partial and isinstance(data, dict) and "exercises" in data:
            raise serializers.ValidationError({"exercises": ["Put the whole workout, or change its parts one by one."]})
        if isinstance(data, dict):
            self.context["fetched"] = self.exercises_named(data.get("exercises"))
        return super().to_internal_value(data)

    def exercises_named(self, rows: Any) -> dict[str, Exercise]:
        """The exercises of a tree by their ids as written, in one query; whatever is no id is left to its field."""
        written = [row.get("exercise_id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        ids = {text for text in written if isinstance(text, str) and UUID_TEXT.fullmatch(text)}
        visible = Exercise.objects.visible_to(self.context["request"].user).in_bulk(list(ids)[:MOST_EXERCISES])
        return {str(pk): exercise for pk, exercise in visible.items()}

    def validate_exercises(self, exercises: list[Any]) -> list[Any]:
        """A tree is bounded as a whole too: it is written in one transaction."""
        if sum(len(row.get("sets", ())) for row in exercises) > MOST_SETS_IN_A_WORKOUT:
            raise serializers.ValidationError(f"Give at most {MOST_SETS_IN_A_WORKOUT} sets in one workout.")
        return exercises

    def create(self, validated_data: dict[str, Any]) -> Workout:
        """The workout with its tree, all or nothing."""
        exercises = validated_data.pop("exercises", ())
        return self.reread(log_workout(self.context["request"].user, validated_data, exercises))

    def update(self, instance: Workout, validated_data: dict[str, Any]) -> Workout:
        """The workout after the change; the tree is replaced where `exercises` is given."""
        exercises = validated_data.pop("exercises", None)
        return self.reread(change_workout(instance, validated_data, exercises))

    def reread(self, workout: Workout) -> Workout:
        """The workout with its tree as the database has it now."""
        return Workout.objects.with_tree().get(pk=workout.pk)


class CompleteSerializer(serializers.Serializer):
    """When the workout ended; now, where nothing is given."""

    completed_at = MomentField(required=False, allow_null=True)


class StartSerializer(serializers.Serializer):
    """When the copy starts; now, where nothing is given."""

    started_at = MomentField(required=False, allow_null=True)
