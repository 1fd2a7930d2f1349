"""Sign-up, sign-in, refresh and sign-out of API clients."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import tokens
from accounts.api.authentication import DeviceTokenAuthentication
from accounts.api.serializers import (
    DeviceSerializer,
    LoginSerializer,
    LogoutSerializer,
    RefreshSerializer,
    RegisterSerializer,
    SignedInSerializer,
    TokensSerializer,
    UserSerializer,
)
from accounts.models import Device


def tokens_body(issued: tokens.Tokens) -> dict[str, Any]:
    """Tokens as OAuth clients expect them."""
    return {
        "access_token": issued.access,
        "refresh_token": issued.refresh,
        "token_type": "Bearer",
        "expires_in": issued.expires_in,
    }


class AuthView(APIView):
    """A call that is made before one is signed in: an expired token in the header must not stand in its way."""

    permission_classes = [AllowAny]
    authentication_classes: list[type[DeviceTokenAuthentication]] = []

    def get_authenticate_header(self, request: Request) -> str:
        """What a 401 asks for, though nothing authenticates here."""
        return 'Bearer realm="api"'


class RegisterView(AuthView):
    @extend_schema(
        request=RegisterSerializer, responses={201: UserSerializer}, tags=["auth"], summary="Open an account"
    )
    def post(self, request: Request) -> Response:
        """Answers the new account; sign in next. A taken address is a 422 on `email`."""
        form = RegisterSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(UserSerializer(form.save()).data, status.HTTP_201_CREATED, headers={"Location": "/api/v1/me"})


class LoginView(AuthView):
    @extend_schema(request=LoginSerializer, responses={200: SignedInSerializer}, tags=["auth"], summary="Sign in")
    def post(self, request: Request) -> Response:
        """Signs in a new device, named by `device_name`."""
        form = LoginSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        device, issued = tokens.sign_in(form.validated_data["user"], form.validated_data["device_name"])
        user = UserSerializer(device.user).data
        return Response(
            tokens_body(issued) | {"user": user, "device": DeviceSerializer(device, context={"device": device}).data}
        )


class RefreshView(AuthView):
    @extend_schema(
        request=RefreshSerializer, responses={200: TokensSerializer}, tags=["auth"], summary="Refresh the tokens"
    )
    def post(self, request: Request) -> Response:
        """A new access token and a new refresh token; the one sent is spent."""
        form = RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            return Response(tokens_body(tokens.rotate(form.validated_data["refresh_token"])))
        except tokens.TokenRefused:
            raise AuthenticationFailed(_("The refresh token is not valid any more. Sign in again.")) from None


class LogoutView(AuthView):
    authentication_classes = [DeviceTokenAuthentication]

    def perform_authentication(self, request: Request) -> None:
        """Left to the view: a token that is no good any more is signed out already."""

    @extend_schema(request=LogoutSerializer, responses={204: None}, tags=["auth"], summary="Sign out")
    def post(self, request: Request) -> Response:
        """Ends the device of the refresh token, else of the access token. Always 204."""
        refresh = request.data.get("refresh_token") if isinstance(request.data, dict) else None
        if not isinstance(refresh, str) or not tokens.sign_out(refresh):
            self.sign_out_asking_device(request)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def sign_out_asking_device(self, request: Request) -> None:
        """End the device of the access token; one that is no good any more is signed out already."""
        try:
            device = request.auth
        except AuthenticationFailed:
            return
        if isinstance(device, Device):
            device.delete()
