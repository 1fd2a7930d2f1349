"""Sign-up, sign-in, refresh and sign-out of API clients; passwords and addresses by mail."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import addresses, passwords, tokens
from accounts.api import refresh_cookie
from accounts.api.authentication import DeviceTokenAuthentication
from accounts.api.serializers import (
    WRONG_PAIR,
    DeviceSerializer,
    LoginSerializer,
    LogoutSerializer,
    RefreshSerializer,
    RegisteredSerializer,
    RegisterSerializer,
    ResetConfirmSerializer,
    ResetSerializer,
    SignedInSerializer,
    TokensSerializer,
    UserSerializer,
    VerifySerializer,
)
from accounts.models import Device, normalise_email
from accounts.registration import register
from workset.limits import Limits, at_the_door, by_address


class AuthView(APIView):
    """A call that is made before one is signed in: an expired token in the header must not stand in its way."""

    permission_classes = [AllowAny]
    authentication_classes: list[type[DeviceTokenAuthentication]] = []

    def get_authenticate_header(self, request: Request) -> str:
        """What a 401 asks for, though nothing authenticates here."""
        return 'Bearer realm="api"'

    def limits(self, request: Request) -> Limits:
        """For whom the call is counted: nobody is known yet."""
        return by_address(request)


class RegisterView(AuthView):
    may_refuse = (403,)  # registration is closed, or for whoever is invited

    def limits(self, request: Request) -> Limits:
        """By address and by the account that is to be."""
        return at_the_door(request, sent(request, "email"))

    @extend_schema(
        request=RegisterSerializer,
        responses={
            201: PolymorphicProxySerializer("RegisterAnswer", [UserSerializer, RegisteredSerializer], None, many=False)
        },
        tags=["auth"],
        summary="Open an account",
    )
    def post(self, request: Request) -> Response:
        """Answers the new account; sign in next. A taken address is a 422 on `email`.

        With REGISTRATION_QUIET the answer is the address alone, taken or not, and a mail tells its owner.
        """
        form = RegisterSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = register(**form.validated_data)
        if user is None or settings.REGISTRATION_QUIET:
            return Response({"email": normalise_email(form.validated_data["email"])}, status.HTTP_201_CREATED)
        return Response(UserSerializer(user).data, status.HTTP_201_CREATED, headers={"Location": "/api/v1/me"})


class LoginView(AuthView):
    may_refuse = (401,)
    sets_cookie = True

    def limits(self, request: Request) -> Limits:
        """By address and by the account, whether there is one or not."""
        return at_the_door(request, sent(request, "email", "username"))

    @extend_schema(request=LoginSerializer, responses={200: SignedInSerializer}, tags=["auth"], summary="Sign in")
    def post(self, request: Request) -> Response:
        """Signs in a new device, named by `device_name`. With `use_cookie` the refresh token comes only as a cookie."""
        form = LoginSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        wanted = form.validated_data
        try:
            device, issued = tokens.sign_in(wanted["user"], wanted["device_name"])
        except tokens.TokenRefused:
            raise AuthenticationFailed(WRONG_PAIR) from None
        about = {
            "user": UserSerializer(device.user).data,
            "device": DeviceSerializer(device, context={"device": device}).data,
        }
        return answer(request, issued, wanted["use_cookie"], about)


class RefreshView(AuthView):
    may_refuse = (401, 403)
    cookie_name = refresh_cookie.NAME
    sets_cookie = True

    def limits(self, request: Request) -> Limits:
        """By device; by address where the token is none of ours."""
        written = sent(request, "refresh_token") or request.COOKIES.get(refresh_cookie.NAME, "")
        try:
            return [("refresh", str(tokens.read_refresh(written)[tokens.DEVICE_CLAIM]))]
        except (tokens.TokenRefused, KeyError):
            return by_address(request)

    @extend_schema(
        request=RefreshSerializer, responses={200: TokensSerializer}, tags=["auth"], summary="Refresh the tokens"
    )
    def post(self, request: Request) -> Response:
        """A new access token and a new refresh token; the one sent is spent.

        For 30 seconds the spent one answers with the same successor; later it ends the device. Without
        `refresh_token` the cookie is used; then X-CSRFToken has to be sent, from this site.
        """
        form = RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        sent = form.validated_data.get("refresh_token")
        written = sent or refresh_cookie.read(request)
        try:
            if not written:
                raise tokens.TokenRefused
            return answer(request, tokens.rotate(written), use_cookie=not sent)
        except tokens.TokenRefused:
            raise AuthenticationFailed(_("The refresh token is not valid any more. Sign in again.")) from None


class LogoutView(AuthView):
    authentication_classes = [DeviceTokenAuthentication]
    may_refuse = (403,)
    cookie_name = refresh_cookie.NAME
    sets_cookie = True

    def perform_authentication(self, request: Request) -> None:
        """Left to the view: a token that is no good any more is signed out already."""

    @extend_schema(request=LogoutSerializer, responses={204: None}, tags=["auth"], summary="Sign out")
    def post(self, request: Request) -> Response:
        """Ends the device of the refresh token, else of the cookie, else of the access token. Always 204."""
        refresh = request.data.get("refresh_token") if isinstance(request.data, dict) else None
        cookie = None if isinstance(refresh, str) else refresh_cookie.read(request)
        refresh = refresh if isinstance(refresh, str) else cookie
        if not refresh or not tokens.sign_out(refresh):
            self.sign_out_asking_device(request)
        done = Response(status=status.HTTP_204_NO_CONTENT)
        # Another site's form comes without the cookie, but what it is answered would still take the cookie away.
        return refresh_cookie.clear(done) if cookie else done

    def sign_out_asking_device(self, request: Request) -> None:
        """End the device of the access token; one that is no good any more is signed out already."""
        try:
            device = request.auth
        except AuthenticationFailed:
            return
        if isinstance(device, Device):
            device.delete()


class PasswordResetView(AuthView):
    def limits(self, request: Request) -> Limits:
        """By address and by the account that gets the mail."""
        return at_the_door(request, sent(request, "email"))

    @extend_schema(request=ResetSerializer, responses={202: None}, tags=["auth"], summary="Forgot the password")
    def post(self, request: Request) -> Response:
        """Mails a link for a new password, if an account has the address; the answer is the same if none has."""
        form = ResetSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        passwords.ask_for_reset(form.validated_data["email"])
        return Response(status=status.HTTP_202_ACCEPTED)


class PasswordConfirmView(AuthView):
    def limits(self, request: Request) -> Limits:
        """As tightly as a sign-in: it ends in one."""
        return at_the_door(request, "")

    @extend_schema(request=ResetConfirmSerializer, responses={204: None}, tags=["auth"], summary="Set a new password")
    def post(self, request: Request) -> Response:
        """With what the link in the mail says. All devices are signed out."""
        form = ResetConfirmSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        passwords.reset_password(**form.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EmailVerifyView(AuthView):
    @extend_schema(request=VerifySerializer, responses={204: None}, tags=["auth"], summary="Verify an e-mail address")
    def post(self, request: Request) -> Response:
        """With the token of the mail. A new address counts from now on."""
        form = VerifySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        addresses.verify(form.validated_data["token"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class EmailResendView(APIView):
    def limits(self, request: Request) -> Limits:
        """As a reset: each call is a mail to somebody, by whose address it is counted."""
        return at_the_door(request, request.user.pending_email or request.user.email)

    @extend_schema(request=None, responses={202: None}, tags=["auth"], summary="Send the verifying mail again")
    def post(self, request: Request) -> Response:
        """To the new address, where one was asked for, else to the account's."""
        addresses.ask_to_verify_again(request.user)
        return Response(status=status.HTTP_202_ACCEPTED)


def answer(request: Request, issued: tokens.Tokens, use_cookie: bool, about: dict[str, Any] | None = None) -> Response:
    """Tokens as OAuth clients expect them; in cookie mode the refresh token stands in the cookie alone."""
    body = {"access_token": issued.access, "token_type": "Bearer", "expires_in": issued.expires_in} | (about or {})
    if use_cookie:
        return refresh_cookie.put(request, Response(body), issued.refresh)
    return Response(body | {"refresh_token": issued.refresh})


def sent(request: Request, *names: str) -> str:
    """The first text that the body has under one of the names; it is looked at before it is known to be in order."""
    data = request.data if isinstance(request.data, dict) else {}
    return next((data[name] for name in names if isinstance(data.get(name), str) and data[name]), "")
