"""Sets in JSON."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.exercises import log_set
from workouts.logbook.sets import add_sets, change_set
from workouts.models import Set, Workout, WorkoutExercise
from workouts.record_book import KINDS
from workouts.records import kinds_of, records_of
from workouts.serializers.examples import NEW_SET, SETS
from workouts.serializers.references import OwnRelatedField
from workset.api.fields import ModelSerializer, Serializer
from workset.api.rows import JsonShape, Made, fields_of

MOST_SETS = 500  # in one exercise of one call

PRESCRIBED = ("reps_min", "reps_max", "weight_kg", "rpe", "duration_seconds")
NOT_PRESCRIBED = (None,) * len(PRESCRIBED)


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


class SetInWorkoutSerializer(ModelSerializer):
    """One set of many. `weight` is in `weight_unit` (kg unless it says lb); `weight_kg` is the same in kg."""

    id = serializers.UUIDField(required=False)
    workout_exercise_id = serializers.UUIDField(read_only=True)
    set_number = serializers.IntegerField(
        min_value=1, max_value=9_999, required=False, help_text="From 1; the next free one where none is given."
    )
    status = serializers.ChoiceField(
        choices=Set.Status.choices,
        required=False,
        help_text="Completed where reps, time or distance is given and the workout isn't planned.",
    )
    prescribed = PrescribedSerializer(source="*", required=False, allow_null=True)
    records = serializers.ListField(
        child=serializers.ChoiceField(choices=KINDS),
        read_only=True,
        help_text="What it was a new record of when it was done. In a workout, where that is asked for, of all kinds; "
        "of a set by itself weight (of assisted work assistance) and e1rm. None the first time that it is done.",
    )

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
            "records",
            "version",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("weight_kg", "version", "created_at", "updated_at")
        extra_kwargs = {
            "weight": {"help_text": "In `weight_unit`, up to 2,000 kg."},
            "weight_unit": {"help_text": "Of `weight`; kg unless it says lb."},
            "rpe": {"help_text": "1 to 10, by halves."},
            "rest_seconds": {"help_text": "In seconds, after the set."},
            "avg_heart_rate": {"help_text": "In beats a minute."},
            "max_heart_rate": {"help_text": "In beats a minute."},
            "calories": {"help_text": "In kcal."},
            "tempo": {"help_text": "In your own notation, such as 3-1-1-0."},
            "as_prescribed": {"help_text": "Done as it was planned, without looking."},
        }
        kept = ("id", "set_number", "status", "completed_at")
        only_where_told = ("records",)
        places = ("set_number",)
        ignored = ("workout_id", "exercise_id")  # where a PUT put it the first time: a set stays in its place
        validators: list[Any] = []  # the verb knows which numbers are taken, under its lock

    def update(self, instance: Set, validated_data: dict[str, Any]) -> Set:
        """The set as it stands after the change."""
        seen = validated_data.pop("seen", None)
        validated_data.pop("id", None)
        return change_set(instance, validated_data, seen)


def prescription(*values: Any) -> dict[str, Any] | None:
    """What `PrescribedSerializer` makes of its columns."""
    return None if values == NOT_PRESCRIBED else dict(zip(PRESCRIBED, values, strict=True))


# The same JSON from a row, at a tenth of the time: in a tree, and of a set by itself, whose `records` are put in.
MADE = {"prescribed": Made(prescription, [f"prescribed_{name}" for name in PRESCRIBED])}
SET = JsonShape(Set, fields_of(SetInWorkoutSerializer, "records") | MADE)
ONE_SET = JsonShape(Set, fields_of(SetInWorkoutSerializer) | MADE | {"records": Made(list)})


def tell_records(user: User, sets: Sequence[Set]) -> None:
    """Let the JSON of `user`'s `sets`, all of one workout, carry `records`; without this it has no such field."""
    told = records_of(user, sets)
    for one in sets:
        one.records = told[one.pk]


def tell_records_in(workout: Workout, user: User) -> None:
    """The same for all sets of `user`'s `workout`, which has its tree; of every kind."""
    told = kinds_of(user, workout)
    for row in workout.exercises.all():
        for one in row.sets.all():
            one.records = told.get(one.pk, [])


@extend_schema_serializer(examples=SETS)
class SetSerializer(SetInWorkoutSerializer):
    """One set. `weight` is in `weight_unit` (kg unless it says lb); `weight_kg` is the same in kg."""

    class Meta(SetInWorkoutSerializer.Meta):
        only_where_told = ()

    def to_representation(self, instance: Set) -> dict[str, Any]:
        """With its records, which the writes of many sets have told of all at once."""
        if not hasattr(instance, "records"):
            tell_records(self.context["request"].user, [instance])
        return ONE_SET.of(instance) | {"records": instance.records}


class ManySetsSerializer(Serializer):
    """Several sets at once: all of them are logged, or none."""

    sets = SetSerializer(many=True, min_length=1, max_length=MOST_SETS)


@extend_schema_serializer(examples=[NEW_SET, *SETS[1:]])
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
