"""Filters of the exercise list."""

from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django_filters import rest_framework as filters

from exercises.models import Exercise
from exercises.vocabulary import Category, Equipment, Level, Mechanic, Muscle, Tracking


class ExerciseFilter(filters.FilterSet):
    """`q` is searched in names and aliases; `muscle` is the main one or one beside it."""

    q = filters.CharFilter(method="search", max_length=200)
    muscle = filters.ChoiceFilter(choices=Muscle.choices, method="training")
    equipment = filters.ChoiceFilter(choices=Equipment.choices)
    category = filters.ChoiceFilter(choices=Category.choices)
    mechanic = filters.ChoiceFilter(choices=Mechanic.choices)
    level = filters.ChoiceFilter(choices=Level.choices)
    tracking = filters.ChoiceFilter(choices=Tracking.choices)
    owner = filters.ChoiceFilter(choices=[("catalogue", "catalogue"), ("me", "me")], method="owned")
    ordering = filters.ChoiceFilter(
        choices=[("name", "name"), ("recent", "recent"), ("frequent", "frequent")], method="ordered"
    )

    class Meta:
        model = Exercise
        fields: list[str] = []

    def search(self, exercises: Any, name: str, value: str) -> QuerySet[Exercise]:
        """Every word in the name, or in another name."""
        return exercises.search(value)  # type: ignore[no-any-return]

    def training(self, exercises: Any, name: str, value: str) -> QuerySet[Exercise]:
        """As the main muscle or beside it."""
        return exercises.training(value)  # type: ignore[no-any-return]

    def owned(self, exercises: QuerySet[Exercise], name: str, value: str) -> QuerySet[Exercise]:
        """The catalogue's, or one's own."""
        return exercises.filter(owner__isnull=value == "catalogue")

    def ordered(self, exercises: QuerySet[Exercise], name: str, value: str) -> QuerySet[Exercise]:
        """By name, by when it was last done, or by how often."""
        if value == "name":
            return exercises.order_by("name", "id")
        mine = Q(workout_exercises__user=self.request.user, workout_exercises__workout__deleted_at=None)
        if value == "recent":
            last = Max("workout_exercises__local_date", filter=mine)
            return exercises.annotate(last=last).order_by(F("last").desc(nulls_last=True), "name", "id")
        times = Count("workout_exercises", filter=mine)
        return exercises.annotate(times=times).order_by("-times", "name", "id")
