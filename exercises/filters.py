"""Filters of the exercise list."""

from typing import Any

from django.db.models import F, QuerySet
from django_filters import rest_framework as filters

from exercises.models import Exercise
from exercises.vocabulary import Category, Equipment, Level, Mechanic, Muscle, Tracking
from workset.api.filters import FlagFilter


class ExerciseFilter(filters.FilterSet):
    """`q` is searched in names and aliases; `muscle` is the main one or one beside it."""

    q = filters.CharFilter(method="search", max_length=200, label="Every word in a name; what fits best comes first.")
    muscle = filters.ChoiceFilter(choices=Muscle.choices, method="training", label="The main one, or one beside it.")
    equipment = filters.ChoiceFilter(choices=Equipment.choices)
    category = filters.ChoiceFilter(choices=Category.choices)
    mechanic = filters.ChoiceFilter(choices=Mechanic.choices)
    level = filters.ChoiceFilter(choices=Level.choices)
    tracking = filters.ChoiceFilter(choices=Tracking.choices)
    owner = filters.ChoiceFilter(choices=[("catalogue", "catalogue"), ("me", "me")], method="owned")
    favourite = FlagFilter(method="marked", label="One's favourites, or the rest.")
    ordering = filters.ChoiceFilter(
        choices=[("name", "name"), ("recent", "recent"), ("frequent", "frequent")], method="ordered"
    )

    class Meta:
        model = Exercise
        fields: list[str] = []

    def search(self, exercises: Any, name: str, value: str) -> QuerySet[Exercise]:
        """Every word in the name, or in another name; unless another order is asked for, what fits best comes first."""
        return exercises.search(value).order_by("fit", "name", "id")  # type: ignore[no-any-return]

    def training(self, exercises: Any, name: str, value: str) -> QuerySet[Exercise]:
        """As the main muscle or beside it."""
        return exercises.training(value)  # type: ignore[no-any-return]

    def owned(self, exercises: QuerySet[Exercise], name: str, value: str) -> QuerySet[Exercise]:
        """The catalogue's, or one's own."""
        return exercises.filter(owner__isnull=value == "catalogue")

    def marked(self, exercises: Any, name: str, value: bool) -> QuerySet[Exercise]:
        """The asker's favourites, or the rest."""
        return exercises.marking_favourites(self.request.user).filter(is_favourite=value)  # type: ignore[no-any-return]

    def ordered(self, exercises: QuerySet[Exercise], name: str, value: str) -> QuerySet[Exercise]:
        """By name, by when it was last done, or by how often."""
        if value == "name":
            return exercises.order_by("name", "id")
        exercises = exercises.with_history(self.request.user)  # type: ignore[attr-defined]
        if value == "recent":
            return exercises.order_by(F("last_done").desc(nulls_last=True), "name", "id")
        return exercises.order_by("-times", "name", "id")
