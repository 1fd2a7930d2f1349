"""Changing exercises over the API. It stands here because a change of load facts moves what workouts add up to."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from exercises.api.exercises import ExerciseReadViewSet
from exercises.models import Exercise
from exercises.serializers import PER_ACCOUNT, ExerciseSerializer
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.logbook.choice import found_or_made
from workouts.logbook.lock import claim
from workouts.logbook.merge import merge_exercise, rows_moved, undo_merge
from workouts.logbook.own_exercises import change_with_settings, delete_exercise
from workset.api.etags import TaggedMixin
from workset.api.fields import Serializer
from workset.limits import count_made

READ_ONLY = f"The catalogue is everybody's: only {', '.join(PER_ACCOUNT)} are yours to set. Make your own exercise."


class MergeSerializer(Serializer):
    """Where an own exercise goes."""

    into = serializers.PrimaryKeyRelatedField(queryset=Exercise.objects.none(), pk_field=serializers.UUIDField())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "request" in self.context:
            self.fields["into"].queryset = Exercise.objects.visible_to(self.context["request"].user)


@extend_schema(tags=["exercises"])
@extend_schema_view(
    update=extend_schema(
        summary="Replace an own exercise, or make one under your own id",
        parameters=[
            OpenApiParameter(
                "if_known",
                enum=["answer"],
                description="`answer`: where the name of a new one means an exercise already (by another spelling, by "
                "another of its names, or one in your archive), that one is answered, and none is made. It has an id "
                "of its own, and comes back from the archive.",
            )
        ],
    ),
    partial_update=extend_schema(summary="Change an own exercise, or your settings for any"),
    destroy=extend_schema(summary="Delete an own exercise; archive it where it was used"),
)
class ExerciseViewSet(
    PutCreatesUnlessBuriedMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, ExerciseReadViewSet
):
    """What can be trained. The catalogue is read-only but for one's own settings (403)."""

    tagged_by = (*TaggedMixin.tagged_by, *PER_ACCOUNT)

    def check_object_permissions(self, request: Request, obj: Exercise) -> None:
        """403 for a change of the catalogue."""
        super().check_object_permissions(request, obj)
        mine = {*PER_ACCOUNT, "id", "owner", *ExerciseSerializer.Meta.read_only_fields}
        settings_only = request.method == "PATCH" and isinstance(request.data, dict) and set(request.data) <= mine
        if request.method not in SAFE_METHODS and not obj.is_own and not settings_only:
            raise PermissionDenied(READ_ONLY)

    def find(self) -> Exercise | None:
        """Own ones and the catalogue's, which may be seen but not changed."""
        exercise: Exercise | None = super().find()
        if exercise is not None:
            self.check_object_permissions(self.request, exercise)
            exercise.take_settings_of(self.user)
        return exercise

    def create_with_id(self, request: Request) -> Response:
        """With `if_known=answer` none is made where the name means one already: that one is answered."""
        if request.query_params.get("if_known") != "answer":
            return super().create_with_id(request)
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.validated_data["id"] = self.kwargs["pk"]

        def make(*_: Any) -> Exercise:
            self.perform_create(serializer)
            made: Exercise = serializer.instance
            return made

        exercise = found_or_made(self.user.pk, serializer.validated_data["name"], make)
        is_new = exercise.pk == self.kwargs["pk"]
        shown = self.get_serializer(self.get_queryset().get(pk=exercise.pk)).data
        return Response(shown, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    def perform_create(self, serializer: Any) -> None:
        """Under an id of the client's making, or of ours."""
        claim(self.user.pk, Exercise, [serializer.validated_data.get("id")])
        serializer.save()

    def state_of(self, row: Exercise) -> dict[str, Any]:
        """With the asker's own settings, which a GET shows among the rest."""
        row.take_settings_of(self.user)
        return super().state_of(row)

    def perform_update(self, serializer: Any, seen: Any) -> None:
        """The exercise and the asker's own settings beside it."""
        changes = {name: value for name, value in serializer.validated_data.items() if name != "id"}
        mine = {name: changes.pop(name) for name in PER_ACCOUNT if name in changes}
        change_with_settings(self.user, serializer.instance, changes, mine, seen)
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)

    def perform_destroy(self, instance: Exercise, seen: Any) -> None:
        """For good where no workout has it."""
        delete_exercise(instance, seen)

    @extend_schema(
        summary="Merge an own exercise into another one", request=MergeSerializer, responses=ExerciseSerializer
    )
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: Any = None) -> Response:
        """Its history moves to `into`, the catalogue's or another own one, which is answered. It is archived itself,
        its `merged_into` saying where it went. Merging into the same one again changes nothing; after another one it is
        409 `merged`. Each 50 times that it was done count as one write more, as when the merge is undone.
        """
        source = self.get_object()
        form = MergeSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        count_made(request, source.workout_exercises.count())
        target = merge_exercise(source, form.validated_data["into"])
        return Response(self.get_serializer(self.get_queryset().get(pk=target.pk)).data)

    @extend_schema(summary="Undo a merge", responses={204: None})
    @merge.mapping.delete
    def undo_merge(self, request: Request, pk: Any = None) -> Response:
        """What moved comes back; what was logged since stays where it is. 409 `not_merged` where there is no merge,
        `merged` where the other exercise has itself been merged since, `name_taken` where the name is in use again.
        """
        source = self.get_object()
        count_made(request, rows_moved(source))
        undo_merge(source)
        return Response(status=status.HTTP_204_NO_CONTENT)
