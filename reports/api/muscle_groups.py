"""Sets per muscle."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from exercises.vocabulary import Muscle, Region
from reports.api.asking import DaysAsked
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.api.views import Body, Report, Row, as_table
from reports.muscle_groups import last_four_weeks, muscle_groups
from reports.muscles import ABOVE, BAND_HIGH, BAND_LOW, BELOW, WITHIN
from reports.periods import Span


class MuscleGroupsAsked(DaysAsked):
    """A span; the last 28 days where none is given."""

    def usual(self, values: dict[str, Any]) -> Span:
        """Four weeks, today the last day."""
        return last_four_weeks(self.user.today())


class MuscleGroupSerializer(serializers.Serializer):
    """What one muscle got, in working sets."""

    muscle = serializers.ChoiceField(choices=Muscle.choices)
    region = serializers.ChoiceField(choices=Region.choices)
    direct = serializers.IntegerField(help_text="Sets of exercises of which it is the main muscle.")
    indirect = serializers.FloatField(
        help_text="Of those in which it helps, each set in part: by the account's `secondary_muscle_factor`."
    )
    sets = serializers.FloatField(help_text="Both together.")
    sets_per_week = serializers.FloatField()
    share_percent = serializers.FloatField(help_text="Of what all muscles got.")
    band = serializers.ChoiceField(choices=[BELOW, WITHIN, ABOVE], help_text="Beside the reference, by week.")
    band_low = serializers.IntegerField()
    band_high = serializers.IntegerField()


class NotCountedSerializer(serializers.Serializer):
    """Working sets that train no muscle by reps: held, ran, cardio, or of an exercise that names none."""

    sets = serializers.IntegerField()


class MuscleGroupsSerializer(serializers.Serializer):
    """All muscles, trained or not."""

    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    weeks = serializers.FloatField()
    groups = MuscleGroupSerializer(many=True)
    not_counted = NotCountedSerializer()
    definitions = DefinitionsField()


EXAMPLE = {
    "from": "2026-02-05",
    "to": "2026-03-04",
    "weeks": 4.0,
    "groups": [
        {
            "muscle": "chest",
            "region": "chest",
            "direct": 48,
            "indirect": 4.0,
            "sets": 52.0,
            "sets_per_week": 13.0,
            "share_percent": 14.2,
            "band": "within",
            "band_low": 10,
            "band_high": 20,
        }
    ],
    "not_counted": {"sets": 6},
    "definitions": {"sets_per_week": "/help/#muscles"},
}


class MuscleGroupsReport(Report):
    """Working sets per muscle, direct and indirect, beside the reference band."""

    asked = MuscleGroupsAsked

    @extend_schema(
        tags=["reports"],
        summary="Sets per muscle, direct and indirect",
        parameters=[MuscleGroupsAsked],
        responses=MuscleGroupsSerializer,
        examples=[OpenApiExample("MuscleGroups", EXAMPLE, summary="Four weeks", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The last 28 days where nothing is asked."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Each muscle."""
        found = muscle_groups(user, asked["span"])
        return {
            "from": found.span.first,
            "to": found.span.last,
            "weeks": found.weeks,
            "groups": [
                {
                    "muscle": one.muscle,
                    "region": found.region_of(one),
                    "direct": one.direct,
                    "indirect": one.indirect,
                    "sets": one.sets,
                    "sets_per_week": one.sets_per_week,
                    "share_percent": one.share_percent,
                    "band": one.band,
                    "band_low": BAND_LOW,
                    "band_high": BAND_HIGH,
                }
                for one in found.groups
            ],
            "not_counted": {"sets": found.not_counted},
            "definitions": definitions("direct", "indirect", "sets_per_week"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row a muscle."""
        groups = self.body(user, asked)["groups"]
        yield tuple(groups[0])
        for group in groups:
            yield tuple(group.values())


MuscleGroupsTable = as_table(MuscleGroupsReport, "Sets per muscle")
