"""Filters of the API's lists. An unknown value is a 422, an unknown parameter is ignored."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from workouts.models import BodyMeasurement, Workout
from workouts.models.ranges import TEXT
from workset.api.fields import MomentField, zone_of
from workset.lib.dates import read_moment


class WorkoutFilter(filters.FilterSet):
    """`from` and `to` are local dates, both included; `q` looks in title, type, notes and the exercises' names."""

    status = filters.ChoiceFilter(choices=Workout.Status.choices)
    type = filters.CharFilter(lookup_expr="iexact", max_length=TEXT)
    exercise = filters.UUIDFilter(method="with_exercise")
    q = filters.CharFilter(method="search", max_length=200)
    updated_since = filters.CharFilter(method="changed_since", max_length=40)
    # `from` is a word of Python's, which a class body can only name this way.
    vars()["from"] = filters.DateFilter(field_name="local_date", lookup_expr="gte")
    to = filters.DateFilter(field_name="local_date", lookup_expr="lte")

    class Meta:
        model = Workout
        fields: list[str] = []

    def with_exercise(self, workouts: QuerySet[Workout], name: str, value: Any) -> QuerySet[Workout]:
        """Workouts in which the exercise stands, once each."""
        return workouts.filter(pk__in=Workout.objects.filter(exercises__exercise=value).values("pk"))

    def changed_since(self, workouts: QuerySet[Workout], name: str, value: str) -> QuerySet[Workout]:
        """Workouts that were changed at or after a moment, in their own fields or below."""
        try:
            return workouts.filter(updated_at__gte=read_moment(value, zone_of(self.request)))
        except ValueError:
            raise ValidationError({name: [MomentField.default_error_messages["invalid"]]}) from None

    def search(self, workouts: QuerySet[Workout], name: str, value: str) -> QuerySet[Workout]:
        """Workouts that hold every word of the text."""
        return workouts.containing(value)  # type: ignore[attr-defined, no-any-return]


class BodyMeasurementFilter(filters.FilterSet):
    """`from` and `to` are dates, both included."""

    kind = filters.ChoiceFilter(choices=BodyMeasurement.Kind.choices)
    vars()["from"] = filters.DateFilter(field_name="date", lookup_expr="gte")
    to = filters.DateFilter(field_name="date", lookup_expr="lte")

    class Meta:
        model = BodyMeasurement
        fields: list[str] = []
