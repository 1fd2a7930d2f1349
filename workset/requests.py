"""Middleware: every request has an id, no page of a person's is kept by a cache; what can't be answered now is told."""

from collections.abc import Callable
from functools import lru_cache
from secrets import token_hex

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import UnreadablePostError
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from workset.error_pages import maintenance, not_allowed, request_timeout, too_often, unavailable
from workset.limits import TooOften, Usage, by_address, count_all, usage_of

Answer = Callable[[HttpRequest], HttpResponse]
NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"  # as Django's add_never_cache_headers writes it


class RequestIdMiddleware:
    """Gives the request an `id` and sends it back as X-Request-Id, so that an error can be found in the logs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = token_hex(8)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class MaintenanceMiddleware:
    """Answers 503 to everything but /health while MAINTENANCE is set, without the database, which may be away then."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and request.path != "/health":
            return maintenance(request)
        return self.get_response(request)


class NotAllowedMiddleware:
    """Gives a 405 a page: what Django's decorators answer is empty, which a browser shows as a broken address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return not_allowed(request, response) if isinstance(response, HttpResponseNotAllowed) else response


class PrivatePagesMiddleware:
    """Forbids caches to keep what a signed-in person was shown: the next one on that phone would see it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        of_api = request.path.startswith("/api/v1/")
        if of_api:
            response["Vary"] = varying(response.get("Vary"))
        personal = of_api or settings.SESSION_COOKIE_NAME in request.COOKIES
        if personal and not response.has_header("Cache-Control"):
            response["Cache-Control"] = NOT_KEPT
            response.headers.setdefault("Expires", http_date())
        return response


@lru_cache(maxsize=100)
def varying(stood: str | None) -> str:
    """The Vary of an answer of the API, with what stood there."""
    answer = HttpResponse(headers={"Vary": stood} if stood else {})
    patch_vary_headers(answer, ("Accept", "Authorization", "Cookie"))
    return answer["Vary"]


class DatabaseAwayMiddleware:
    """Answers 503 with Retry-After where the database can't be reached: try again soon, nothing was changed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for what a view raised."""
        return unavailable(request) if isinstance(exception, OperationalError) else None


class CutOffBodyMiddleware:
    """Answers 408 where the body did not arrive: workset.slow_clients ends the wait for it, or the line broke."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return request_timeout(request) if is_cut_off(request) and response.status_code != 408 else response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """After the CSRF check, which swallows the error: a view would see a form without fields, and obey it."""
        return request_timeout(request) if is_cut_off(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The error where a view met it first."""
        return request_timeout(request) if isinstance(exception, UnreadablePostError) else None


def is_cut_off(request: HttpRequest) -> bool:
    """Whether reading the body has failed: gunicorn's body remembers that."""
    return bool(getattr(request.META.get("wsgi.input"), "failed", False))


class RateLimitMiddleware:
    """Writes X-RateLimit-* on every answer of the API, and makes a 429 of a page whose form was refused by a limit.

    What no view has counted, as it was refused before one knew who asks (no such address, no good token, no such media
    type), is counted here by its address.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        of_api = request.path.startswith("/api/v1/")
        if of_api and usage_of(request) is None:
            response = counted_late(request, response)
        usage = usage_of(request)
        if usage is None:
            return response
        if of_api:
            tell(response, usage)
        if usage.refused:
            if response.status_code == 200:  # a form, shown again with the refusal in it
                response.status_code = 429
            response["Retry-After"] = str(usage.wait)
        return response


def counted_late(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or a refusal in its place. What was carried out is never answered by a refusal."""
    try:
        count_all(request, by_address(request))
    except TooOften as refused:
        if 400 <= response.status_code < 500:
            return too_often(request, str(refused), refused.usage.wait)
    return response


def tell(response: HttpResponse, usage: Usage) -> None:
    """What is left, in the headers that clients know."""
    response["X-RateLimit-Limit"] = str(usage.limit)
    response["X-RateLimit-Remaining"] = str(usage.remaining)
    response["X-RateLimit-Reset"] = str(usage.reset)
