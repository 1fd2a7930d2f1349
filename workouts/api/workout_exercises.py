"""Exercises in workouts over the API."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.sets import add_sets
from workouts.models import WorkoutExercise
from workouts.models.workout_exercise import WorkoutExerciseQuerySet
from workouts.serializers.sets import ManySetsSerializer, SetSerializer, tell_records
from workouts.serializers.workout_exercises import (
    NewWorkoutExerciseSerializer,
    PutWorkoutExerciseSerializer,
    WorkoutExerciseSerializer,
)
from workset.api.idempotency import IdempotentPostMixin
from workset.compiled import CompiledModels
from workset.limits import count_made

# Asked for by every set that is logged.
OWN = CompiledModels(
    lambda user, pk: (
        WorkoutExercise.objects.of(user).filter(pk=pk).select_related(None).only("user", "workout", "exercise")
    ),
    user=User(pk=UUID(int=1)),
    pk=UUID(int=2),
)


@extend_schema(tags=["workouts"])
@extend_schema_view(
    retrieve=extend_schema(summary="An exercise in a workout, with its sets"),
    update=extend_schema(
        summary="Replace place, superset, notes and rest, or add one under your own id",
        request=PutWorkoutExerciseSerializer,
        responses=WorkoutExerciseSerializer,
    ),
    partial_update=extend_schema(summary="Change place, superset, notes or rest"),
    destroy=extend_schema(summary="Take an exercise and its sets out of the workout"),
)
class WorkoutExerciseViewSet(
    IdempotentPostMixin,
    PutCreatesUnlessBuriedMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    """One stretch of an exercise in a workout."""

    queryset = WorkoutExercise.objects.none()
    serializer_class = WorkoutExerciseSerializer
    filter_backends = ()
    lookup_value_converter = "uuid"

    def get_queryset(self) -> WorkoutExerciseQuerySet:
        """The asker's own; those in the bin only for writes, which say so."""
        user = self.request.user
        assert isinstance(user, User)
        if self.action == "retrieve":
            return WorkoutExercise.objects.for_user(user).prefetch_related("sets")
        return WorkoutExercise.objects.of(user)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """A PUT that creates names the workout too."""
        if self.action == "update" and "data" in kwargs and not args:
            return NewWorkoutExerciseSerializer(context=self.get_serializer_context(), **kwargs)
        return super().get_serializer(*args, **kwargs)

    def perform_create(self, serializer: Any) -> None:
        """In the workout that the body names."""
        serializer.save()

    def perform_destroy(self, instance: WorkoutExercise, seen: Any) -> None:
        """For good; what stood below moves up. Each 50 sets count as one write more."""
        count_made(self.request, instance.sets.count())
        remove_exercise(instance, seen)

    @extend_schema(
        summary="Log a set, or several at once",
        request=PolymorphicProxySerializer(
            "SetOrSets", [SetSerializer, ManySetsSerializer], resource_type_field_name=None
        ),
        responses={
            201: PolymorphicProxySerializer(
                "LoggedSetOrSets", [SetSerializer, ManySetsSerializer], resource_type_field_name=None
            )
        },
    )
    @action(detail=True, methods=["post"])
    def sets(self, request: Request, pk: Any = None) -> Response:
        """A set answers the set; `{"sets": [...]}` answers `{"sets": [...]}`, all of them or none."""
        assert isinstance(request.user, User)
        row, context = OWN.first(user=request.user, pk=pk), self.get_serializer_context()
        if row is None:
            raise Http404
        if isinstance(request.data, dict) and "sets" in request.data:
            many = ManySetsSerializer(data=request.data, context=context)
            many.is_valid(raise_exception=True)
            logged = add_sets(row, many.validated_data["sets"], path="sets")
            tell_records(request.user, logged)
            return Response({"sets": SetSerializer(logged, many=True).data}, status.HTTP_201_CREATED)
        form = SetSerializer(data=request.data, context=context)
        form.is_valid(raise_exception=True)
        (logged_set,) = add_sets(row, [form.validated_data])
        headers = {"Location": f"/api/v1/sets/{logged_set.pk}"}
        return Response(SetSerializer(logged_set, context=context).data, status.HTTP_201_CREATED, headers=headers)
