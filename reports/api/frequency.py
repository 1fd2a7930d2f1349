"""How often somebody trains, and how fast that grows."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from reports.api.asking import DaysAsked
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.api.views import Body, Report, Row, as_table
from reports.frequency import MOST_DAYS, frequency, last_weeks
from reports.periods import Span
from reports.ramp_rate import ramp_rate


class FrequencyAsked(DaysAsked):
    """A span of at most 371 days; the last 53 weeks where none is given."""

    def usual(self, values: dict[str, Any]) -> Span:
        """53 weeks, the running one the last."""
        return last_weeks(self.user.today(), self.user.week_start)

    def refuse_too_long(self, span: Span, values: dict[str, Any]) -> None:
        """More days than a calendar shows."""
        if span.days > MOST_DAYS:
            raise serializers.ValidationError({"to": f"Ask for {MOST_DAYS} days at most."})


class CalendarDaySerializer(serializers.Serializer):
    """A day on which something was done."""

    date = serializers.DateField()
    workouts = serializers.IntegerField()
    sets = serializers.IntegerField()


class FrequencySerializer(serializers.Serializer):
    """How often, of the span; the streaks and the days a week are of all time."""

    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    workouts = serializers.IntegerField(help_text="Completed ones.")
    days = serializers.IntegerField(help_text="Days with a working set.")
    days_per_week = serializers.FloatField(help_text="Over all weeks since the first with training.")
    streak_weeks = serializers.IntegerField(help_text="Weeks on end with a workout; the running one can't break it.")
    longest_streak_weeks = serializers.IntegerField()
    by_weekday = serializers.ListField(
        child=serializers.IntegerField(), help_text="Days with a working set, from Monday to Sunday."
    )
    calendar = CalendarDaySerializer(many=True)
    definitions = DefinitionsField()


EXAMPLE = {
    "from": "2026-03-02",
    "to": "2026-03-08",
    "workouts": 2,
    "days": 2,
    "days_per_week": 2.0,
    "streak_weeks": 7,
    "longest_streak_weeks": 21,
    "by_weekday": [1, 0, 1, 0, 0, 0, 0],
    "calendar": [
        {"date": "2026-03-02", "workouts": 1, "sets": 18},
        {"date": "2026-03-04", "workouts": 1, "sets": 20},
    ],
    "definitions": {"streak_weeks": "/help/#streak"},
}


class FrequencyReport(Report):
    """Days, weeks on end, weekdays."""

    asked = FrequencyAsked

    @extend_schema(
        tags=["reports"],
        summary="How often: days a week, streaks, a calendar",
        parameters=[FrequencyAsked],
        responses=FrequencySerializer,
        examples=[OpenApiExample("Frequency", EXAMPLE, summary="A week", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The last 53 weeks where nothing is asked."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """The figures and the calendar."""
        found = frequency(user, asked["span"])
        return {
            "from": found.span.first,
            "to": found.span.last,
            "workouts": found.workouts,
            "days": found.days,
            "days_per_week": found.days_per_week,
            "streak_weeks": found.streaks.running,
            "longest_streak_weeks": found.streaks.longest,
            "by_weekday": found.by_weekday,
            "calendar": [{"date": day.date, "workouts": day.workouts, "sets": day.sets} for day in found.calendar],
            "definitions": definitions(
                "workouts", "sets", "days", "days_per_week", "streak_weeks", "longest_streak_weeks"
            ),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row a day of the calendar."""
        yield ("date", "workouts", "sets")
        for day in frequency(user, asked["span"]).calendar:
            yield (day.date, day.workouts, day.sets)


class RampDaySerializer(serializers.Serializer):
    """One day."""

    date = serializers.DateField()
    acute_kg = serializers.FloatField(allow_null=True, help_text="The mean daily volume of late (7 days).")
    chronic_kg = serializers.FloatField(allow_null=True, help_text="That of the 28 days before, a week earlier.")
    ratio = serializers.FloatField(allow_null=True, help_text="One against the other; nothing is said of injuries.")


class RampRateSerializer(serializers.Serializer):
    """The last 90 days; null before the 28th day of training."""

    days = RampDaySerializer(many=True)
    definitions = DefinitionsField()


RAMP_EXAMPLE = {
    "days": [{"date": "2026-03-04", "acute_kg": 2650.25, "chronic_kg": 2410.0, "ratio": 1.1}],
    "definitions": {"ratio": "/help/#ramp"},
}


class RampRateReport(Report):
    """The volume of late against that of the weeks before."""

    @extend_schema(
        tags=["reports"],
        summary="How fast the volume grows",
        responses=RampRateSerializer,
        examples=[OpenApiExample("RampRate", RAMP_EXAMPLE, summary="A day", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Exponentially weighted means of daily volume, the last 90 days, today the last."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Each day."""
        return {
            "days": [
                {"date": day.date, "acute_kg": day.acute_kg, "chronic_kg": day.chronic_kg, "ratio": day.ratio}
                for day in ramp_rate(user)
            ],
            "definitions": definitions("acute_kg", "chronic_kg", "ratio"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row a day."""
        yield ("date", "acute_kg", "chronic_kg", "ratio")
        for day in self.body(user, asked)["days"]:
            yield tuple(day.values())


FrequencyTable = as_table(FrequencyReport, "The calendar of days trained")
RampRateTable = as_table(RampRateReport, "How fast the volume grows")
