"""The devices on which one is signed in, and what happened to that."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts import devices
from accounts.api.serializers import DeviceSerializer, SecurityEventSerializer
from accounts.models import Device, SecurityEvent


def asking_device(request: Request) -> Device | None:
    """The device that asks: of the access token, else of the browser's session."""
    if isinstance(request.auth, Device):
        return request.auth
    return getattr(request._request, "device", None)


@extend_schema(tags=["me"])
@extend_schema_view(
    list=extend_schema(summary="Where you are signed in"),
    partial_update=extend_schema(summary="Name a device"),
    destroy=extend_schema(summary="Sign a device out"),
)
class DeviceViewSet(mixins.ListModelMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, GenericViewSet[Device]):
    """Apps and browsers. One that is signed out is refused at its next request."""

    queryset = Device.objects.none()
    serializer_class = DeviceSerializer
    lookup_value_converter = "uuid"
    http_method_names = ["get", "patch", "delete", "head", "options"]

    def get_queryset(self) -> QuerySet[Device]:
        """The asking person's, used last first."""
        return Device.objects.for_user(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        """Tells the serializer which device asks."""
        return {**super().get_serializer_context(), "device": asking_device(self.request)}

    def perform_update(self, serializer: DeviceSerializer) -> None:
        """The name alone: a row written whole would bring a device back that was signed out meanwhile."""
        name = serializer.validated_data.get("name", serializer.instance.name)
        if not self.get_queryset().filter(pk=serializer.instance.pk).update(name=name):
            raise Http404
        serializer.instance.name = name

    def perform_destroy(self, instance: Device) -> None:
        """By the verb, which notes it."""
        devices.end(instance)

    @extend_schema(
        summary="Sign out all other devices", responses={204: None}, operation_id="me_devices_destroy_others"
    )
    def destroy_others(self, request: Request) -> Response:
        """All but the one that asks."""
        devices.end_all(request.user, but=asking_device(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["me"])
@extend_schema_view(list=extend_schema(summary="What happened to your sign-in"))
class SecurityEventViewSet(mixins.ListModelMixin, GenericViewSet[SecurityEvent]):
    """Sign-ins, new devices, refused reuse, changes of password and e-mail, of the last year, newest first."""

    queryset = SecurityEvent.objects.none()
    serializer_class = SecurityEventSerializer

    def get_queryset(self) -> QuerySet[SecurityEvent]:
        """The asking person's."""
        return SecurityEvent.objects.for_user(self.request.user)
