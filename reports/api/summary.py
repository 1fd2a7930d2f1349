"""The summary of a period."""

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
from reports.periods import CUSTOM, PERIODS, WEEKLY, Span, period_of
from reports.summary import FIGURES, Totals, summary


class SummaryAsked(DaysAsked):
    """A period: the running one, or that of `from`."""

    period = serializers.ChoiceField(choices=PERIODS, default=WEEKLY, help_text="`custom` takes `from` and `to`.")

    def completed(self, first: Any, last: Any, values: dict[str, Any]) -> Span:
        """The week, month or year of `from`, today's where it isn't given; a custom span needs both ends."""
        if values["period"] != CUSTOM:
            return period_of(values["period"], first or self.user.today(), self.user.week_start)
        missing = {name: "Give this date." for name, day in (("from", first), ("to", last)) if day is None}
        if missing:
            raise serializers.ValidationError(missing)
        return Span(first, last)


class TotalsSerializer(serializers.Serializer):
    """What was done: completed workouts and their time, the rest of working sets."""

    workouts = serializers.IntegerField()
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    volume_kg = serializers.FloatField()
    duration_seconds = serializers.IntegerField()
    days = serializers.IntegerField(help_text="Days with a working set.")
    exercises = serializers.IntegerField(help_text="Different ones.")
    records = serializers.IntegerField(help_text="New best weights and e1RMs of exercises.")


class PreviousSerializer(TotalsSerializer):
    """The period before: the whole week, month or year; of a custom one as many days."""

    vars()["from"] = serializers.DateField()
    to = serializers.DateField()


class ChangeSerializer(serializers.Serializer):
    """By how much a figure differs from that of the period before."""

    absolute = serializers.FloatField()
    percent = serializers.FloatField(allow_null=True, help_text="Null where there was nothing before.")


class ChangesSerializer(serializers.Serializer):
    """The change of each figure."""

    workouts = ChangeSerializer()
    sets = ChangeSerializer()
    reps = ChangeSerializer()
    volume_kg = ChangeSerializer()
    duration_seconds = ChangeSerializer()
    days = ChangeSerializer()
    exercises = ChangeSerializer()
    records = ChangeSerializer()


class SummarySerializer(TotalsSerializer):
    """A period, the one before, and what changed."""

    period = serializers.ChoiceField(choices=PERIODS)
    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    is_running = serializers.BooleanField(help_text="Whether the period isn't over.")
    previous = PreviousSerializer()
    change = ChangesSerializer()
    definitions = DefinitionsField()


NOW = {
    "workouts": 4,
    "sets": 62,
    "reps": 480,
    "volume_kg": 18250.5,
    "duration_seconds": 14400,
    "days": 4,
    "exercises": 14,
    "records": 3,
}
THEN = NOW | {"workouts": 3, "sets": 50, "records": 0}
SAME = {"absolute": 0, "percent": 0.0}
EXAMPLE = {
    "period": "weekly",
    "from": "2026-03-02",
    "to": "2026-03-08",
    **NOW,
    "is_running": False,
    "previous": {"from": "2026-02-23", "to": "2026-03-01", **THEN},
    "change": dict.fromkeys(NOW, SAME)
    | {
        "workouts": {"absolute": 1, "percent": 33.3},
        "sets": {"absolute": 12, "percent": 24.0},
        "records": {"absolute": 3, "percent": None},
    },
    "definitions": {"volume_kg": "/help/#volume"},
}


class SummaryReport(Report):
    """A week, a month, a year or any span."""

    asked = SummaryAsked

    @extend_schema(
        tags=["reports"],
        summary="What a period adds up to, and the change against the one before",
        parameters=[SummaryAsked],
        responses=SummarySerializer,
        examples=[OpenApiExample("Summary", EXAMPLE, summary="A week", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The running week where nothing is asked; otherwise the week, month or year of `from`."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """Totals, those before, changes."""
        found = summary(user, asked["period"], asked["span"])
        changes = found.change
        return {
            "period": found.period,
            "from": found.span.first,
            "to": found.span.last,
            **totals_body(found.totals),
            "is_running": found.is_running,
            "previous": {
                "from": found.previous_span.first,
                "to": found.previous_span.last,
                **totals_body(found.previous),
            },
            "change": {
                name: {"absolute": changes[name].absolute, "percent": changes[name].percent} for name in FIGURES
            },
            "definitions": definitions(*FIGURES, "is_running", "change"),
        }

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row for the period and one for that before."""
        found = summary(user, asked["period"], asked["span"])
        yield ("from", "to", *FIGURES)
        for span, totals in ((found.span, found.totals), (found.previous_span, found.previous)):
            yield (span.first, span.last, *totals_body(totals).values())


def totals_body(totals: Totals) -> dict[str, Any]:
    """The figures by name."""
    return {name: getattr(totals, name) for name in FIGURES}


SummaryTable = as_table(SummaryReport, "The summary of a period")
