"""Exercises over the API: reading, making one's own, and the vocabularies."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.db.models.enums import TextChoices
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from exercises.filters import ExerciseFilter
from exercises.models import Exercise, ExerciseQuerySet, SecondaryMuscle
from exercises.serializers import (
    ExerciseSerializer,
    ExerciseVersionSerializer,
    MuscleSerializer,
    VocabularySerializer,
)
from exercises.vocabulary import REGION_OF_MUSCLE, Category, Equipment, Muscle
from workset.api.idempotency import IdempotentPostMixin


def rows(words: type[TextChoices], counts: dict[str, int]) -> list[dict[str, Any]]:
    """A vocabulary as its table: value, label, count."""
    return [{"value": word.value, "label": word.label, "count": counts.get(word.value, 0)} for word in words]


@extend_schema(tags=["exercises"])
@extend_schema_view(
    list=extend_schema(summary="The catalogue and one's own exercises"),
    create=extend_schema(summary="Make an exercise of one's own"),
    retrieve=extend_schema(summary="An exercise"),
)
class ExerciseReadViewSet(
    IdempotentPostMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    """What can be trained."""

    queryset = Exercise.objects.none()
    serializer_class = ExerciseSerializer
    filterset_class = ExerciseFilter
    lookup_value_converter = "uuid"

    @property
    def user(self) -> User:
        """Who asks."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def get_queryset(self) -> ExerciseQuerySet:
        """What the asker may see; lists leave out what is archived."""
        visible = Exercise.objects.visible_to(self.user).with_lists(self.user)
        return visible.available() if self.action == "list" else visible

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters belong to lists."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Where the new exercise is."""
        return {"Location": f"/api/v1/exercises/{data['id']}"}

    def counts(self, column: str) -> dict[str, int]:
        """How many exercises that can be chosen have each value of `column`."""
        available = Exercise.objects.visible_to(self.user).available().order_by()
        return dict(available.values_list(column).annotate(Count("pk")))

    @extend_schema(
        summary="What an exercise said, newest version first",
        responses=ExerciseVersionSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def versions(self, request: Request, pk: Any = None) -> Response:
        """The first is what it says now. A workout-exercise names the one that it used in `exercise_version`."""
        page = self.paginate_queryset(self.get_object().versions.all())
        return self.get_paginated_response(ExerciseVersionSerializer(page, many=True).data)

    @extend_schema(summary="The categories", responses=VocabularySerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def categories(self, request: Request) -> Response:
        """Each with the number of exercises in it."""
        return Response(rows(Category, self.counts("category")))

    @extend_schema(summary="The equipment", responses=VocabularySerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def equipment(self, request: Request) -> Response:
        """Each with the number of exercises that use it."""
        return Response(rows(Equipment, self.counts("equipment")))

    @extend_schema(summary="The muscles", responses=MuscleSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, url_path="muscle-groups")
    def muscle_groups(self, request: Request) -> Response:
        """Each with its region and the number of exercises that train it, as the main muscle or beside it."""
        available = Exercise.objects.visible_to(self.user).available()
        beside = SecondaryMuscle.objects.filter(exercise__in=available).order_by()
        counts = Counter(self.counts("primary_muscle"))
        counts.update(dict(beside.values_list("muscle").annotate(Count("pk"))))
        return Response([row | {"region": REGION_OF_MUSCLE[Muscle(row["value"])]} for row in rows(Muscle, counts)])
