"""Volume and trends by interval."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from reports.api.asking import ExerciseField, MuscleField, PointsAsked
from reports.api.definitions import definitions
from reports.api.parts import FIT, DefinitionsField, FitSerializer, fit_body
from reports.api.views import Body, Report, Row, as_table
from reports.periods import INTERVALS
from reports.trends import E1RM, UNITS, VOLUME, trend
from reports.volume import volume


class VolumeAsked(PointsAsked):
    """A span by interval, of everything, of one exercise or of one muscle."""

    exercise = ExerciseField(required=False, help_text="The id of an exercise.")
    muscle = MuscleField(required=False, help_text="Of the exercises of which this is the main muscle.")


class VolumePointSerializer(serializers.Serializer):
    """One interval."""

    vars()["from"] = serializers.DateField(help_text="Its first day.")
    volume_kg = serializers.FloatField()
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()


class VolumeSerializer(serializers.Serializer):
    """Volume by interval, those without training too."""

    interval = serializers.ChoiceField(choices=INTERVALS)
    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    points = VolumePointSerializer(many=True)
    total_volume_kg = serializers.FloatField()
    definitions = DefinitionsField()


VOLUME_EXAMPLE = {
    "interval": "week",
    "from": "2026-02-23",
    "to": "2026-03-04",
    "points": [
        {"from": "2026-02-23", "volume_kg": 18250.5, "sets": 62, "reps": 480},
        {"from": "2026-03-02", "volume_kg": 9120.0, "sets": 30, "reps": 240},
    ],
    "total_volume_kg": 27370.5,
    "definitions": {"volume_kg": "/help/#volume"},
}


class VolumeReport(Report):
    """Volume, sets and reps by interval."""

    asked = VolumeAsked

    @extend_schema(
        tags=["reports"],
        summary="Volume by day, week or month",
        parameters=[VolumeAsked],
        responses=VolumeSerializer,
        examples=[OpenApiExample("Volume", VOLUME_EXAMPLE, summary="Two weeks", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The last twelve weeks where nothing is asked. Days outside of the span don't count in its first interval."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Each interval, and all together."""
        exercise = asked.get("exercise")
        found = volume(user, asked["interval"], asked["span"], exercise and exercise.pk, asked.get("muscle", ""))
        return {
            "interval": found.interval,
            "from": found.span.first,
            "to": found.span.last,
            "points": [
                {"from": one.begin, "volume_kg": one.volume_kg, "sets": one.sets, "reps": one.reps}
                for one in found.points
            ],
            "total_volume_kg": found.total_volume_kg,
            "definitions": definitions("volume_kg", "sets", "reps"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row an interval."""
        yield ("from", "volume_kg", "sets", "reps")
        for point in self.body(user, asked)["points"]:
            yield tuple(point.values())


class TrendAsked(PointsAsked):
    """A figure by interval; an e1RM is one exercise's."""

    metric = serializers.ChoiceField(choices=list(UNITS), default=VOLUME)
    exercise = ExerciseField(required=False, help_text="The id of an exercise; e1rm can't do without.")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """With an exercise, where one is needed."""
        if values["metric"] == E1RM and "exercise" not in values:
            raise serializers.ValidationError({"exercise": "An e1RM is of one exercise: say which."})
        return super().validate(values)


class TrendPointSerializer(serializers.Serializer):
    """One interval."""

    vars()["from"] = serializers.DateField(help_text="Its first day.")
    value = serializers.FloatField(allow_null=True, help_text="Null where no e1RM was reached.")


class TrendSerializer(serializers.Serializer):
    """A figure by interval, and the line through it."""

    metric = serializers.ChoiceField(choices=list(UNITS))
    unit = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    points = TrendPointSerializer(many=True)
    fit = FitSerializer(
        allow_null=True,
        help_text="Through whole intervals that are over, where they add up; null of too few points.",
    )
    definitions = DefinitionsField()


TREND_EXAMPLE = {
    "metric": "e1rm",
    "unit": "kg",
    "interval": "week",
    "from": "2026-02-23",
    "to": "2026-03-04",
    "points": [{"from": "2026-02-23", "value": 116.667}, {"from": "2026-03-02", "value": None}],
    "fit": FIT,
    "definitions": {"e1rm": "/help/#e1rm", "fit": "/help/#trend"},
}
DEFINED = {"volume": "volume_kg", "e1rm": "e1rm", "sets": "sets", "workouts": "workouts"}


class TrendReport(Report):
    """Volume, sets, workouts or the e1RM of an exercise, by interval."""

    asked = TrendAsked

    @extend_schema(
        tags=["reports"],
        summary="The trend of volume, sets, workouts or an e1RM",
        parameters=[TrendAsked],
        responses=TrendSerializer,
        examples=[OpenApiExample("Trend", TREND_EXAMPLE, summary="An e1RM by weeks", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The last twelve weeks where nothing is asked; 400 points at most."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Each interval, and the line."""
        exercise = asked.get("exercise")
        found = trend(user, asked["metric"], asked["interval"], asked["span"], exercise and exercise.pk)
        return {
            "metric": found.metric,
            "unit": found.unit,
            "interval": found.interval,
            "from": found.span.first,
            "to": found.span.last,
            "points": [{"from": begin, "value": value} for begin, value in found.points],
            "fit": fit_body(found.fit),
            "definitions": definitions(DEFINED[found.metric], "fit"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row an interval."""
        found = self.body(user, asked)
        unit = found["unit"]
        yield ("from", found["metric"] if unit == found["metric"] else f"{found['metric']}_{unit}")
        for point in found["points"]:
            yield tuple(point.values())


VolumeTable = as_table(VolumeReport, "Volume by day, week or month")
TrendTable = as_table(TrendReport, "The trend of a figure")
