"""Exercises in JSON."""

from typing import Any

from rest_framework import serializers

from accounts.models import WeightUnit
from exercises.models import Exercise
from exercises.own import create_exercise, set_preference
from exercises.vocabulary import Category, Equipment, Force, Level, LoadMode, Mechanic, Muscle, Tracking
from workset.api.fields import ModelSerializer, MomentField

PER_ACCOUNT = ("weight_unit", "pinned_note", "is_favourite")


class ExerciseSerializer(ModelSerializer):
    """An exercise. `weight_unit`, `pinned_note` and `is_favourite` are the asker's own settings for it."""

    id = serializers.UUIDField(required=False)
    owner = serializers.SerializerMethodField()
    secondary_muscles = serializers.ListField(
        child=serializers.ChoiceField(choices=Muscle.choices), max_length=16, required=False
    )
    aliases = serializers.ListField(child=serializers.CharField(max_length=200), max_length=50, required=False)
    weight_unit = serializers.ChoiceField(choices=WeightUnit.choices, required=False, allow_null=True)
    pinned_note = serializers.CharField(max_length=1000, required=False, allow_blank=True, allow_null=True)
    is_favourite = serializers.BooleanField(required=False)

    class Meta:
        model = Exercise
        fields = (
            "id",
            "name",
            "owner",
            "category",
            "equipment",
            "primary_muscle",
            "secondary_muscles",
            "mechanic",
            "force",
            "level",
            "tracking",
            "load_mode",
            "per_hand",
            "unilateral",
            "bodyweight_fraction",
            "aliases",
            "instructions",
            "video_url",
            "weight_unit",
            "pinned_note",
            "is_favourite",
            "version",
            "archived_at",
            "merged_into",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("version", "archived_at", "merged_into", "created_at", "updated_at")
        kept = ("id", "secondary_muscles", "aliases", *PER_ACCOUNT)

    def get_owner(self, exercise: Exercise) -> str:
        """ "catalogue", or "me"."""
        return "me" if exercise.is_own else "catalogue"

    def to_representation(self, exercise: Exercise) -> dict[str, Any]:
        """With the asker's own settings for it, null where there are none."""
        exercise.take_settings_of(self.context["request"].user)
        return super().to_representation(exercise)

    def create(self, validated_data: dict[str, Any]) -> Exercise:
        """An exercise of the asker's own."""
        user = self.context["request"].user
        mine = {name: validated_data.pop(name) for name in PER_ACCOUNT if name in validated_data}
        exercise = create_exercise(user, validated_data)
        if mine:
            set_preference(user, exercise, mine)
        return exercise


class ExerciseVersionSerializer(serializers.Serializer):
    """What an exercise said in one of its versions, since `made_at`."""

    version = serializers.IntegerField(source="number")
    made_at = MomentField()
    name = serializers.CharField(source="facts.name")
    category = serializers.ChoiceField(choices=Category.choices, source="facts.category")
    equipment = serializers.ChoiceField(choices=Equipment.choices, allow_blank=True, source="facts.equipment")
    primary_muscle = serializers.ChoiceField(choices=Muscle.choices, allow_blank=True, source="facts.primary_muscle")
    secondary_muscles = serializers.ListField(
        child=serializers.ChoiceField(choices=Muscle.choices), source="facts.secondary_muscles"
    )
    mechanic = serializers.ChoiceField(choices=Mechanic.choices, allow_blank=True, source="facts.mechanic")
    force = serializers.ChoiceField(choices=Force.choices, allow_blank=True, source="facts.force")
    level = serializers.ChoiceField(choices=Level.choices, allow_blank=True, source="facts.level")
    tracking = serializers.ChoiceField(choices=Tracking.choices, source="facts.tracking")
    load_mode = serializers.ChoiceField(choices=LoadMode.choices, source="facts.load_mode")
    per_hand = serializers.BooleanField(source="facts.per_hand")
    unilateral = serializers.BooleanField(source="facts.unilateral")
    bodyweight_fraction = serializers.FloatField(allow_null=True, source="facts.bodyweight_fraction")
    aliases = serializers.ListField(child=serializers.CharField(), source="facts.aliases")
    instructions = serializers.CharField(allow_blank=True, source="facts.instructions")
    video_url = serializers.CharField(allow_blank=True, source="facts.video_url")


class VocabularySerializer(serializers.Serializer):
    """A word of a vocabulary and how many exercises it fits."""

    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class MuscleSerializer(VocabularySerializer):
    """A muscle, with the region of the body it belongs to."""

    region = serializers.CharField()
