"""How one exercise went."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from reports.api.asking import FIRST_DAY, DaysAsked, ExerciseField
from reports.api.definitions import definitions
from reports.api.parts import FIT, DefinitionsField, FitSerializer, fit_body
from reports.api.views import Body, Report, Row, as_table
from reports.periods import Span
from reports.progression import Point, progression
from reports.reps_at_weight import reps_at_weight
from workouts.models.workout import ten_years_ahead
from workset.api.rows import identifier


class ProgressionAsked(DaysAsked):
    """An exercise in a span; ever where none is given."""

    exercise = ExerciseField(help_text="The id of an exercise.")

    def usual(self, values: dict[str, Any]) -> Span:
        """All there is."""
        return Span(FIRST_DAY, ten_years_ahead())


class ProgressionPointSerializer(serializers.Serializer):
    """One workout; null where no set has such a figure."""

    workout_id = serializers.UUIDField()
    local_date = serializers.DateField()
    top_weight_kg = serializers.FloatField(
        allow_null=True, help_text="The weight as typed, in kg; of assisted work the least help."
    )
    best_e1rm_kg = serializers.FloatField(allow_null=True)
    volume_kg = serializers.FloatField()
    reps = serializers.IntegerField()
    sets = serializers.IntegerField()
    low_confidence = serializers.BooleanField(help_text="The e1RM comes from 11 or 12 reps.")


class BestPointsSerializer(serializers.Serializer):
    """The first workouts that reached the best; null where no set has such a figure."""

    top_weight = ProgressionPointSerializer(allow_null=True)
    e1rm = ProgressionPointSerializer(allow_null=True)
    volume = ProgressionPointSerializer(allow_null=True)


class RepsAtWeightSerializer(serializers.Serializer):
    """The most reps at a weight, where no equal or heavier one had as many."""

    weight_kg = serializers.FloatField()
    reps = serializers.IntegerField()
    set_id = serializers.UUIDField()
    local_date = serializers.DateField()


class ProgressionSerializer(serializers.Serializer):
    """An exercise, workout by workout."""

    exercise_id = serializers.UUIDField()
    exercise_name = serializers.CharField()
    formula = serializers.ChoiceField(choices=User.Formula.choices)
    points = ProgressionPointSerializer(many=True)
    best = BestPointsSerializer()
    reps_at_weight = RepsAtWeightSerializer(many=True)
    fit = FitSerializer(allow_null=True, help_text="Through the e1RMs; null where there are too few.")
    definitions = DefinitionsField()


POINT = {
    "workout_id": "0193a5c1-02aa-7b60-9d1c-5e7f3a2b8c40",
    "local_date": "2026-03-02",
    "top_weight_kg": 100.0,
    "best_e1rm_kg": 116.667,
    "volume_kg": 1500.0,
    "reps": 15,
    "sets": 3,
    "low_confidence": False,
}
EXAMPLE = {
    "exercise_id": "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a",
    "exercise_name": "Barbell Squat",
    "formula": "epley",
    "points": [POINT],
    "best": {"top_weight": POINT, "e1rm": POINT, "volume": POINT},
    "reps_at_weight": [
        {
            "weight_kg": 100.0,
            "reps": 5,
            "set_id": "0193a5c1-02ac-7a94-b7c5-2d8e4f1a6b09",
            "local_date": "2026-03-02",
        }
    ],
    "fit": FIT,
    "definitions": {"best_e1rm_kg": "/help/#e1rm"},
}


DEFINED = ("top_weight_kg", "best_e1rm_kg", "volume_kg", "reps", "sets", "low_confidence", "reps_at_weight", "fit")


class ProgressionReport(Report):
    """Top weight, e1RM and volume of each workout, and the most reps at each weight."""

    asked = ProgressionAsked

    @extend_schema(
        tags=["reports"],
        summary="The progression of an exercise",
        parameters=[ProgressionAsked],
        responses=ProgressionSerializer,
        examples=[OpenApiExample("Progression", EXAMPLE, summary="One workout", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """From the first workout to the last, by date."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Each workout, and the best."""
        found = progression(user, asked["exercise"], asked["span"])
        best = {"top_weight": found.best_weight, "e1rm": found.best_e1rm, "volume": found.best_volume}
        return {
            "exercise_id": found.exercise.pk,
            "exercise_name": found.exercise.name,
            "formula": found.formula,
            "points": [point_body(point) for point in found.points],
            "best": {name: None if point is None else point_body(point) for name, point in best.items()},
            "reps_at_weight": [
                {
                    "weight_kg": one.weight_kg,
                    "reps": one.reps,
                    "set_id": one.set_id,
                    "local_date": one.local_date,
                }
                for one in reps_at_weight(user, found.exercise, found.points)
            ],
            "fit": fit_body(found.fit),
            "definitions": definitions(*DEFINED),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row a workout."""
        yield tuple(POINT)
        for point in progression(user, asked["exercise"], asked["span"]).points:
            yield tuple(getattr(point, name) for name in POINT)


def point_body(point: Point) -> Body:
    """A workout as it is answered: what `ProgressionPointSerializer` would make of it."""
    day, workout, top_weight, best_e1rm, volume, reps, sets, low_confidence, _most = point
    return {
        "workout_id": identifier(workout),
        "local_date": day,
        "top_weight_kg": top_weight,
        "best_e1rm_kg": best_e1rm,
        "volume_kg": volume,
        "reps": reps,
        "sets": sets,
        "low_confidence": bool(low_confidence),
    }


ProgressionTable = as_table(ProgressionReport, "The progression of an exercise")
