"""Filters of the API's lists. An unknown value is a 422, an unknown parameter is ignored."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from workouts.models import Workout


class WorkoutFilter(filters.FilterSet):
    """`from` and `to` are local dates, both included; `q` is searched in title, type and notes."""

    status = filters.ChoiceFilter(choices=Workout.Status.choices)
    type = filters.CharFilter(lookup_expr="iexact")
    exercise = filters.UUIDFilter(method="with_exercise")
    q = filters.CharFilter(method="search", max_length=200)
    updated_since = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")
    # `from` is a word of Python's, which a class body can only name this way.
    vars()["from"] = filters.DateFilter(field_name="local_date", lookup_expr="gte")
    to = filters.DateFilter(field_name="local_date", lookup_expr="lte")

    class Meta:
        model = Workout
        fields: list[str] = []

    def with_exercise(self, workouts: QuerySet[Workout], name: str, value: Any) -> QuerySet[Workout]:
        """Workouts in which the exercise stands, once each."""
        return workouts.filter(pk__in=Workout.objects.filter(exercises__exercise=value).values("pk"))

    def search(self, workouts: QuerySet[Workout], name: str, value: str) -> QuerySet[Workout]:
        """Workouts that hold every word of the text."""
        return workouts.containing(value)  # type: ignore[attr-defined, no-any-return]
