"""What a report can be asked: spans of days, intervals, exercises. An unknown value is refused with 422."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import Muscle
from reports.periods import INTERVALS, MOST_POINTS, WEEK, Span, count_of, last_ones
from workouts.models.workout import LONG_AGO, ten_years_ahead
from workset.compiled import CompiledModels

FIRST_DAY = LONG_AGO.date()
TOO_LONG = "This is too long for the interval: ask for {most} points at most, or take a larger interval."


class Asked(serializers.Serializer):
    """The parameters of a report; the asker is in `context["user"]`."""

    @property
    def user(self) -> User:
        """Who asks."""
        user = self.context["user"]
        assert isinstance(user, User)
        return user


class DaysAsked(Asked):
    """A span of local dates, both included."""

    # `from` is a word of Python's, which a class body can only name this way.
    vars()["from"] = serializers.DateField(required=False, help_text="The first local date.")
    to = serializers.DateField(required=False, help_text="The last local date.")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """With `span`, completed by the report's own where an end isn't given."""
        for name in ("from", "to"):
            if name in values and not FIRST_DAY <= values[name] <= ten_years_ahead():
                raise serializers.ValidationError({name: "Give a date between 1900 and ten years ahead."})
        span = self.completed(values.get("from"), values.get("to"), values)
        if span.last < span.first:
            raise serializers.ValidationError({"to": "This is before the first date."})
        self.refuse_too_long(span, values)
        return values | {"span": span}

    def completed(self, first: date | None, last: date | None, values: dict[str, Any]) -> Span:
        """The span that is asked for; its own length before the last date where only that is given."""
        usual = self.usual(values)
        if first is None and last is not None:
            return Span(max(last - timedelta(days=usual.days - 1), FIRST_DAY), last)
        return Span(first or usual.first, last or max(usual.last, first or usual.last))

    def usual(self, values: dict[str, Any]) -> Span:
        """The span where none is given."""
        raise NotImplementedError

    def refuse_too_long(self, span: Span, values: dict[str, Any]) -> None:
        """ValidationError for a span that the report can't show."""


class PointsAsked(DaysAsked):
    """A span by interval, the last twelve weeks or months where none is given."""

    interval = serializers.ChoiceField(choices=INTERVALS, default=WEEK, help_text="How long each point is.")

    def usual(self, values: dict[str, Any]) -> Span:
        """The last twelve; of days those of twelve weeks."""
        return last_ones(values["interval"], self.user.today(), self.user.week_start)

    def completed(self, first: date | None, last: date | None, values: dict[str, Any]) -> Span:
        """Whole intervals before the last date where only that is given."""
        if first is None and last is not None:
            before = last_ones(values["interval"], last, self.user.week_start)
            return Span(max(before.first, FIRST_DAY), last)
        return super().completed(first, last, values)

    def refuse_too_long(self, span: Span, values: dict[str, Any]) -> None:
        """More points than a chart can show."""
        if count_of(values["interval"], span) > MOST_POINTS:
            raise serializers.ValidationError({"interval": TOO_LONG.format(most=MOST_POINTS)})


VISIBLE = CompiledModels(
    lambda user, pk: Exercise.objects.visible_to(User(pk=user)).filter(pk=pk), user=UUID(int=1), pk=UUID(int=2)
)


class ExerciseField(serializers.UUIDField):
    """The id of an exercise that the asker may see, as the exercise; any other is refused as one that isn't there."""

    default_error_messages = {"unknown": "There is no such exercise."}

    def to_internal_value(self, data: Any) -> Exercise:
        """The exercise."""
        user = self.context["user"]
        exercise = VISIBLE.first(user=user.pk, pk=super().to_internal_value(data))
        if exercise is None:
            self.fail("unknown")
        return exercise


class MuscleField(serializers.ChoiceField):
    """A muscle."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=Muscle.choices, **options)
