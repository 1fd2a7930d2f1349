"""Workouts over the API."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.filters import WorkoutFilter
from workouts.logbook import bin as workout_bin
from workouts.logbook.workouts import complete, copy
from workouts.models import Set, Workout
from workouts.models.workout import WorkoutQuerySet
from workouts.serializers.rows import OwnWorkouts, SomeWorkouts, detail
from workouts.serializers.sets import tell_records_in
from workouts.serializers.workout_exercises import WorkoutExerciseSerializer
from workouts.serializers.workouts import (
    CompleteSerializer,
    StartSerializer,
    WorkoutDetailSerializer,
    WorkoutSerializer,
)
from workset.api.idempotency import IdempotentPostMixin
from workset.api.pagination import PageNumbers
from workset.limits import count_made


class WorkoutPages(PageNumbers):
    """Pages of workouts, beside which a client that synchronises is told what is gone."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope, for OpenAPI."""
        envelope = super().get_paginated_response_schema(schema)
        envelope["properties"]["deleted"] = {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "description": "With `deleted=true`: the ids of all that were deleted since `updated_since`.",
            "example": [],
        }
        return envelope


@extend_schema(tags=["workouts"])
@extend_schema_view(
    list=extend_schema(summary="Workouts, newest first"),
    create=extend_schema(summary="Log a workout with its whole tree"),
    retrieve=extend_schema(
        summary="A workout with its exercises and sets",
        parameters=[
            OpenApiParameter("include", enum=["records"], description="`records`: what each set was a new record of.")
        ],
    ),
    update=extend_schema(summary="Replace a workout, or make one under your own id"),
    partial_update=extend_schema(
        summary="Change a workout", request=WorkoutSerializer, responses=WorkoutDetailSerializer
    ),
    destroy=extend_schema(summary="Move a workout to the bin"),
)
class WorkoutViewSet(IdempotentPostMixin, PutCreatesUnlessBuriedMixin, viewsets.ModelViewSet):
    """A workout and its tree. Reads don't show the bin; writes to what lies in it are refused with 409 `in_bin`."""

    queryset = Workout.objects.none()
    filterset_class = WorkoutFilter
    pagination_class = WorkoutPages
    lookup_value_converter = "uuid"

    def get_queryset(self) -> WorkoutQuerySet:
        """The asker's own."""
        user = self.request.user
        assert isinstance(user, User)
        if self.action == "list":
            return Workout.objects.for_user(user).newest_first()
        if self.action == "retrieve":
            return Workout.objects.for_user(user).with_tree()
        return Workout.objects.of(user)

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters belong to lists."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of workouts; with `deleted=true` also the ids of those deleted since `updated_since`, all of them."""
        user, pages = request.user, self.paginator
        assert isinstance(user, User)
        assert isinstance(pages, WorkoutPages)
        if not WorkoutFilter.base_filters.keys() & request.query_params.keys():
            return pages.get_paginated_response(pages.paginate_queryset(OwnWorkouts(user), request))
        some = SomeWorkouts(self.filter_queryset(self.get_queryset()))
        response = pages.get_paginated_response(pages.paginate_queryset(some, request))
        asked = WorkoutFilter(request.query_params, self.get_queryset(), request=request)
        if asked.is_valid() and asked.form.cleaned_data["deleted"]:
            response.data["deleted"] = asked.deleted_ids(user)
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The workout and its tree, unless it lies in the bin; with `include=records` each set carries `records`."""
        if "records" in request.query_params.get("include", "").split(","):
            workout = self.get_object()
            tell_records_in(workout, request.user)
            return Response(self.get_serializer(workout).data)
        assert isinstance(request.user, User)
        found = detail(request.user, kwargs["pk"])
        if found is None:
            raise Http404
        return Response(found)

    def get_serializer_class(self) -> type[WorkoutSerializer]:
        """Lists are without trees."""
        return WorkoutSerializer if self.action in ("list", "bin") else WorkoutDetailSerializer

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Where the new workout is."""
        return {"Location": f"/api/v1/workouts/{data['id']}"}

    def perform_destroy(self, instance: Workout, seen: Any) -> None:
        """For 30 days it can be restored."""
        workout_bin.move_to_bin(instance, seen)

    def shown(self, pk: Any) -> Any:
        """With its tree, as a GET shows it."""
        assert isinstance(self.request.user, User)
        return self.get_serializer(get_object_or_404(Workout.objects.of(self.request.user).with_tree(), pk=pk)).data

    def standing(self, row: Workout) -> Any:
        """The row comes without its tree."""
        return self.shown(row.pk)

    def whole(self, workout: Workout, number: int = status.HTTP_200_OK) -> Response:
        """A workout with its tree as an answer."""
        data = self.shown(workout.pk)
        headers = self.get_success_headers(data) if number == status.HTTP_201_CREATED else {}
        return Response(data, number, headers=headers)

    @extend_schema(summary="Finish a workout", request=CompleteSerializer, responses=WorkoutDetailSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: Any = None) -> Response:
        """Ends it at `completed_at`, else now; a second time changes nothing."""
        workout = self.get_object()
        form = CompleteSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return self.whole(complete(workout, form.validated_data.get("completed_at")))

    @extend_schema(summary="Do a workout again", request=StartSerializer, responses={201: WorkoutDetailSerializer})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: Any = None) -> Response:
        """A new workout in progress with the same exercises and the same sets, planned. Each 50 sets count as one more
        write.
        """
        workout = self.get_object()
        form = StartSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        count_made(request, Set.objects.filter(workout_exercise__workout=workout).count())
        return self.whole(copy(workout, form.validated_data.get("started_at")), status.HTTP_201_CREATED)

    @extend_schema(summary="Bring a workout back from the bin", request=None, responses=WorkoutDetailSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: Any = None) -> Response:
        """As it was; one that is not in the bin stays as it is."""
        return self.whole(workout_bin.restore(self.get_object()))

    @extend_schema(
        summary="Add an exercise", request=WorkoutExerciseSerializer, responses={201: WorkoutExerciseSerializer}
    )
    @action(detail=True, methods=["post"])
    def exercises(self, request: Request, pk: Any = None) -> Response:
        """At the end, or at `order`; what stands there moves down. May carry its sets."""
        form = WorkoutExerciseSerializer(data=request.data, context=self.get_serializer_context())
        workout = self.get_object()
        form.is_valid(raise_exception=True)
        form.save(workout=workout)
        location = f"/api/v1/workout-exercises/{form.data['id']}"
        return Response(form.data, status.HTTP_201_CREATED, headers={"Location": location})


class BinViewSet(viewsets.GenericViewSet):
    """What was deleted in the last 30 days."""

    queryset = Workout.objects.none()
    serializer_class = WorkoutSerializer
    filter_backends = ()

    def get_queryset(self) -> WorkoutQuerySet:
        """The asker's own, last deleted first."""
        user = self.request.user
        assert isinstance(user, User)
        return Workout.objects.bin_of(user)

    @extend_schema(tags=["workouts"], summary="The bin, last deleted first")
    def list(self, request: Request) -> Response:
        """Workouts that can still be restored."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(tags=["workouts"], summary="Empty the bin", responses={204: None})
    def destroy(self, request: Request) -> Response:
        """Deletes for good what lies in it."""
        assert isinstance(request.user, User)
        workout_bin.empty_bin(request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
