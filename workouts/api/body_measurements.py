"""The body by date, over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from accounts.models import User
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.filters import BodyMeasurementFilter
from workouts.logbook.body import change_measurement, delete_measurement, record_measurement
from workouts.models import BodyMeasurement
from workouts.models.body import BodyMeasurementQuerySet
from workset.api.fields import ModelSerializer
from workset.api.idempotency import IdempotentPostMixin


class BodyMeasurementSerializer(ModelSerializer):
    """One measurement of a kind a day. Without a `unit` the value is in kg, cm or percent, as the kind is."""

    id = serializers.UUIDField(required=False)
    unit = serializers.ChoiceField(choices=BodyMeasurement.Unit.choices, required=False)

    class Meta:
        model = BodyMeasurement
        fields = ("id", "date", "kind", "value", "unit", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")
        kept = ("id",)
        validators: list[Any] = []  # the verb knows which days are taken

    def create(self, validated_data: dict[str, Any]) -> BodyMeasurement:
        """Of the asker's; a day that has one is written over."""
        given = validated_data
        user, pk = self.context["request"].user, given.get("id")
        return record_measurement(user, given["kind"], given["date"], given["value"], given.get("unit", ""), pk)

    def update(self, instance: BodyMeasurement, validated_data: dict[str, Any]) -> BodyMeasurement:
        """The measurement as it stands after the change."""
        seen = validated_data.pop("seen", None)
        validated_data.pop("id", None)
        return change_measurement(instance, validated_data, seen)


@extend_schema(tags=["body"])
@extend_schema_view(
    list=extend_schema(summary="Bodyweight, girths, body fat, newest first"),
    create=extend_schema(summary="Record a measurement: of a kind and a day the last word counts"),
    retrieve=extend_schema(summary="A measurement"),
    update=extend_schema(summary="Replace a measurement, or record one under your own id"),
    partial_update=extend_schema(summary="Change a measurement"),
    destroy=extend_schema(summary="Delete a measurement"),
)
class BodyMeasurementViewSet(IdempotentPostMixin, PutCreatesUnlessBuriedMixin, viewsets.ModelViewSet):
    """What was measured of the body. A bodyweight moves the totals of bodyweight work from its day on."""

    queryset = BodyMeasurement.objects.none()
    serializer_class = BodyMeasurementSerializer
    filterset_class = BodyMeasurementFilter
    lookup_value_converter = "uuid"

    def get_queryset(self) -> BodyMeasurementQuerySet:
        """The asker's own."""
        user = self.request.user
        assert isinstance(user, User)
        return BodyMeasurement.objects.for_user(user).newest_first()

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters belong to lists."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Where the measurement is."""
        return {"Location": f"/api/v1/body-measurements/{data['id']}"}

    def perform_destroy(self, instance: BodyMeasurement, seen: Any) -> None:
        """For good."""
        delete_measurement(instance, seen)
