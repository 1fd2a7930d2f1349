"""The signed-in account."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics

from accounts.api.serializers import UserSerializer
from accounts.models import User


@extend_schema(tags=["me"])
@extend_schema_view(
    get=extend_schema(summary="The signed-in account"),
    put=extend_schema(summary="Replace the preferences"),
    patch=extend_schema(summary="Change some preferences"),
)
class MeView(generics.RetrieveUpdateAPIView):
    """Profile and preferences. E-mail and role are read-only here."""

    serializer_class = UserSerializer

    def get_object(self) -> User:
        """Whoever asks."""
        assert isinstance(self.request.user, User)
        return self.request.user
