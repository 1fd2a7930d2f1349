"""Cookie mode: a browser's refresh token travels in a cookie that no script reads, and only to the calls of /auth."""

from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware, get_token
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

# __Secure- and not __Host-: that one would have to be sent to every address.
NAME = "__Secure-refresh" if settings.SITE_IS_HTTPS else "refresh"
PATH = "/api/v1/auth"


class CSRFCheck(CsrfViewMiddleware):
    """Django's check, which answers with the reason instead of a page."""

    def _reject(self, request: object, reason: str) -> str:  # type: ignore[override]
        return reason


def read(request: Request) -> str | None:
    """The refresh token in the cookie, None where there is none; PermissionDenied where another site sent it."""
    written = request.COOKIES.get(NAME)
    if written:
        refuse_other_sites(request)
    return written


def refuse_other_sites(request: Request) -> None:
    """PermissionDenied without a CSRF token, or from another origin than ours."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied("The cookie is good on this site's own pages only.")
    check = CSRFCheck(lambda _request: None)  # type: ignore[arg-type,return-value]
    check.process_request(request._request)
    reason = check.process_view(request._request, None, (), {})  # type: ignore[arg-type]
    if reason:
        raise PermissionDenied(f"Send the CSRF token of this site as X-CSRFToken ({reason})")


def put(request: Request, response: Response, written: str) -> Response:
    """Send the refresh token as a cookie, and with it a CSRF token for the calls that use it."""
    get_token(request._request)
    response.set_cookie(
        NAME,
        written,
        max_age=int(settings.SIMPLE_JWT["REFRESH_TOKEN_LIFETIME"].total_seconds()),
        path=PATH,
        secure=settings.SITE_IS_HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


def clear(response: Response) -> Response:
    """Take the cookie back."""
    response.set_cookie(NAME, "", max_age=0, path=PATH, secure=settings.SITE_IS_HTTPS, httponly=True, samesite="Strict")
    return response
