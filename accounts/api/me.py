"""The signed-in account."""

from django.contrib.auth import update_session_auth_hash
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.devices import asking_device
from accounts.api.serializers import NewPasswordSerializer, PasswordSerializer, UserSerializer
from accounts.models import Device, User
from accounts.passwords import change_password
from accounts.registration import close_account
from workset.lib.emails import normalise_email
from workset.limits import Limits, everyday, inside


def wants_other_email(request: Request) -> bool:
    """Whether the body names another address than the account's; looked at before it is known to be in order."""
    given = request.data.get("email") if request.method in ("PUT", "PATCH") and isinstance(request.data, dict) else None
    return isinstance(given, str) and normalise_email(given) != request.user.email


@extend_schema(tags=["me"])
@extend_schema_view(
    get=extend_schema(summary="The signed-in account"),
    put=extend_schema(summary="Replace the preferences"),
    patch=extend_schema(summary="Change some preferences"),
)
class MeView(generics.RetrieveUpdateAPIView):
    """Profile and preferences; the role is read-only.

    A new e-mail address takes `current_password`, and counts once its mail was answered.
    """

    serializer_class = UserSerializer

    def limits(self, request: Request) -> Limits:
        """As every call; where a password is asked for, it can be guessed: that is counted as tightly as a sign-in."""
        if request.method == "DELETE":
            return inside(request)
        return [*everyday(request), *(inside(request) if wants_other_email(request) else [])]

    def get_object(self) -> User:
        """Whoever asks."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def delete(self, request: Request) -> Response:
        """For good, once the password is given."""
        form = PasswordSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        close_account(self.get_object(), form.validated_data["password"], asking_device(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PasswordView(APIView):
    def limits(self, request: Request) -> Limits:
        """As at sign-in: here a password can be guessed too."""
        return inside(request)

    @extend_schema(request=NewPasswordSerializer, responses={204: None}, tags=["me"], summary="Change the password")
    def put(self, request: Request) -> Response:
        """All other devices are signed out."""
        form = NewPasswordSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        change_password(request.user, given["current_password"], given["password"], asking_device(request))
        if not isinstance(request.auth, Device):
            update_session_auth_hash(request._request, request.user)  # a browser that asks stays signed in
        return Response(status=status.HTTP_204_NO_CONTENT)
