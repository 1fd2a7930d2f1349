"""Strength scores."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from reports.api.asking import FIRST_DAY, Asked
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.api.views import Body, Report, Row, as_table
from reports.strength_scores import LIFTS, strength_scores
from workouts.models.workout import ten_years_ahead

MISSING = ["sex", "bodyweight", *LIFTS]


class ScoresAsked(Asked):
    """A date; today where none is given."""

    date = serializers.DateField(required=False, help_text="The best up to this local date.")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """With a date within the calendar of a logbook."""
        day = values.setdefault("date", self.user.today())
        if not FIRST_DAY <= day <= ten_years_ahead():
            raise serializers.ValidationError({"date": "Give a date between 1900 and ten years ahead."})
        return values


class LiftSerializer(serializers.Serializer):
    """The best of one lift by e1RM; all null where it was never done."""

    lift = serializers.ChoiceField(choices=list(LIFTS))
    exercise_id = serializers.UUIDField(allow_null=True)
    value_kg = serializers.FloatField(allow_null=True)
    is_estimate = serializers.BooleanField(help_text="Whether it comes from more than one rep.")
    set_id = serializers.UUIDField(allow_null=True)


class ScoresSerializer(serializers.Serializer):
    """The total and its scores; null where something is missing."""

    date = serializers.DateField()
    bodyweight_kg = serializers.FloatField(allow_null=True)
    sex = serializers.ChoiceField(choices=User.Sex.choices, allow_null=True)
    lifts = LiftSerializer(many=True)
    total_kg = serializers.FloatField(allow_null=True)
    is_estimate = serializers.BooleanField(help_text="Whether one of the lifts is.")
    dots = serializers.FloatField(allow_null=True)
    wilks2 = serializers.FloatField(allow_null=True)
    ipf_gl = serializers.FloatField(allow_null=True)
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=MISSING), help_text="What there is no score without."
    )
    definitions = DefinitionsField()


EXAMPLE = {
    "date": "2026-03-04",
    "bodyweight_kg": 100.0,
    "sex": "male",
    "lifts": [
        {
            "lift": lift,
            "exercise_id": "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a",
            "value_kg": 200.0,
            "is_estimate": False,
            "set_id": "0193a5c1-02ac-7a94-b7c5-2d8e4f1a6b09",
        }
        for lift in LIFTS
    ],
    "total_kg": 600.0,
    "is_estimate": False,
    "dots": 369.31,
    "wilks2": 437.62,
    "ipf_gl": 75.8,
    "missing": [],
    "definitions": {"dots": "/help/#scores"},
}


class ScoresReport(Report):
    """DOTS, Wilks-2 and IPF GL."""

    asked = ScoresAsked

    @extend_schema(
        tags=["reports"],
        summary="Strength scores of squat, bench press and deadlift",
        parameters=[ScoresAsked],
        responses=ScoresSerializer,
        examples=[OpenApiExample("StrengthScores", EXAMPLE, summary="A total", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The best of each lift so far, at the bodyweight of the day."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """The lifts, their total, the scores."""
        found = strength_scores(user, asked["date"])
        return {
            "date": found.date,
            "bodyweight_kg": found.bodyweight_kg,
            "sex": found.sex,
            "lifts": [
                {
                    "lift": one.lift,
                    "exercise_id": None if one.exercise is None else one.exercise.pk,
                    "value_kg": one.value_kg,
                    "is_estimate": one.is_estimate,
                    "set_id": one.set_id,
                }
                for one in found.lifts
            ],
            "total_kg": found.total_kg,
            "is_estimate": found.is_estimate,
            "dots": found.dots,
            "wilks2": found.wilks2,
            "ipf_gl": found.ipf_gl,
            "missing": found.missing,
            "definitions": definitions("total_kg", "dots", "wilks2", "ipf_gl"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """One row."""
        found = strength_scores(user, asked["date"])
        yield ("date", "bodyweight_kg", *(f"{lift}_kg" for lift in LIFTS), "total_kg", "dots", "wilks2", "ipf_gl")
        lifts = (one.value_kg for one in found.lifts)
        yield (found.date, found.bodyweight_kg, *lifts, found.total_kg, found.dots, found.wilks2, found.ipf_gl)


ScoresTable = as_table(ScoresReport, "Strength scores")
