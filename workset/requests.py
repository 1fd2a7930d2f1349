"""Middleware: every request has an id, and no page of a person's is kept by a cache."""

from collections.abc import Callable
from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives the request an `id` and sends it back as X-Request-Id, so that an error can be found in the logs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = token_hex(8)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class PrivatePagesMiddleware:
    """Forbids caches to keep what a signed-in person was shown: the next one on that phone would see it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        personal = request.path.startswith("/api/v1/") or request.user.is_authenticated
        if personal and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
