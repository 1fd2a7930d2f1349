"""Who sends an API request: the person whose device the access token belongs to."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken

from accounts.models import Device, User
from accounts.tokens import device_of


class DeviceTokenAuthentication(JWTAuthentication):
    """`Authorization: Bearer …`; the token dies with its device, at the next request, for one query."""

    def authenticate(self, request: Request) -> tuple[User, Device] | None:  # type: ignore[override]
        """The user and, as `request.auth`, the device; None where no token was sent."""
        header = self.get_header(request)
        raw = self.get_raw_token(header) if header else None
        if raw is None:
            return None
        try:
            device = device_of(self.get_validated_token(raw))
        except InvalidToken:
            device = None
        if device is None:
            raise AuthenticationFailed("The access token is not valid any more. Refresh it or sign in again.")
        return device.user, device


class PageAuthentication(SessionAuthentication):
    """The session of the site's own pages, with CSRF.

    What a page wrote down without signal carries in `Workset-Account` whose it is: sent after somebody else signed in
    on that browser, it is refused (401) and not taken for theirs.
    """

    def authenticate(self, request: Request) -> tuple[User, None] | None:  # type: ignore[override]
        """The session's user; None where nobody is signed in."""
        found: tuple[User, None] | None = super().authenticate(request)
        meant = request.headers.get("Workset-Account")
        if found and meant and meant != str(found[0].pk):
            raise AuthenticationFailed("Somebody else is signed in by now. Sign in as the one who made this.")
        return found


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How OpenAPI names it."""

    target_class = DeviceTokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
