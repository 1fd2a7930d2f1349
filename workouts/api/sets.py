"""Sets over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets

from accounts.models import User
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.logbook.sets import delete_set
from workouts.models import Set
from workouts.models.set import SetQuerySet
from workouts.serializers.sets import NewSetSerializer, SetSerializer
from workset.api.idempotency import IdempotentPostMixin
from workset.compiled import CompiledModels

# Asked for by every set that is sent again or changed: all of it, and to which exercise and workout it belongs.
OWN = CompiledModels(
    lambda user, pk: (
        Set.objects.of(user)
        .filter(pk=pk)
        .select_related(None)
        .select_related("workout_exercise")
        .only(
            *(field.name for field in Set._meta.concrete_fields),
            *(f"workout_exercise__{name}" for name in ("user", "workout", "exercise")),
        )
    ),
    user=User(pk=UUID(int=1)),
    pk=UUID(int=2),
)


@extend_schema(tags=["workouts"])
@extend_schema_view(
    create=extend_schema(summary="Log a set by workout and exercise"),
    retrieve=extend_schema(summary="A set"),
    update=extend_schema(
        summary="Replace a set, or log one under your own id", request=NewSetSerializer, responses=SetSerializer
    ),
    partial_update=extend_schema(summary="Change a set"),
    destroy=extend_schema(summary="Delete a set"),
)
class SetViewSet(
    IdempotentPostMixin,
    PutCreatesUnlessBuriedMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    """One set of an exercise in a workout."""

    queryset = Set.objects.none()
    filter_backends = ()
    lookup_value_converter = "uuid"

    def get_queryset(self) -> SetQuerySet:
        """The asker's own; those in the bin only for writes, which say so."""
        user = self.request.user
        assert isinstance(user, User)
        return Set.objects.for_user(user) if self.action == "retrieve" else Set.objects.of(user)

    def own(self, pk: UUID) -> Set | None:
        """As in the mixin, by a query that is kept."""
        assert isinstance(self.request.user, User)
        return OWN.first(user=self.request.user, pk=pk)

    def get_serializer_class(self) -> type[SetSerializer]:
        """A new set has to say where it belongs."""
        return NewSetSerializer if self.action == "create" else SetSerializer

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """A PUT that creates names the place too."""
        if self.action == "update" and "data" in kwargs and not args:
            return NewSetSerializer(context=self.get_serializer_context(), **kwargs)
        return super().get_serializer(*args, **kwargs)

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Where the new set is."""
        return {"Location": f"/api/v1/sets/{data['id']}"}

    def perform_destroy(self, instance: Set, seen: Any) -> None:
        """For good."""
        delete_set(instance, seen)
