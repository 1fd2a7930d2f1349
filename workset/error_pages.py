"""What is answered when no view can answer: JSON under /api, a page elsewhere."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views import defaults
from django.views.csrf import csrf_failure as page_csrf_failure

from workset.api.errors import json_error

log = logging.getLogger(__name__)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asked: no HTML is answered under /api."""
    return request.path == "/api" or request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: Django found the request suspicious before a view saw it."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return json_error(request, 400) if wants_json(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: may be seen, but not done."""
    return json_error(request, 403) if wants_json(request) else render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: unknown, or somebody else's, and nobody learns which."""
    return json_error(request, 404) if wants_json(request) else render(request, "404.html", status=404)


def signed_out(request: HttpRequest, message: str) -> HttpResponse:
    """401 of the API where no view of it could answer."""
    response = json_error(request, 401, message)
    response["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405: `response` says with which methods the address can be asked; this is the page to it."""
    if wants_json(request):
        page: HttpResponse = json_error(request, 405, "This address takes other methods: see Allow.")
    else:
        page = render(request, "405.html", status=405)
    page["Allow"] = response["Allow"]
    return page


def request_timeout(request: HttpRequest) -> HttpResponse:
    """408: the body did not arrive, or too slowly. The page needs neither database nor context."""
    return told(request, 408)


def length_required(request: HttpRequest) -> HttpResponse:
    """411: the body comes in chunks, and nobody could tell where it was cut off."""
    return told(request, 411)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the body is larger than what is read at this address."""
    return told(request, 413)


def told(request: HttpRequest, number: int) -> HttpResponse:
    """What is wrong with a body. The page needs neither database nor context."""
    if wants_json(request):
        return json_error(request, number)
    return HttpResponse(render_to_string(f"{number}.html"), status=number)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs neither database nor context."""
    return json_error(request, 500) if wants_json(request) else defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away. The page needs neither database nor context."""
    log.exception("The database can't be reached")
    response = (
        json_error(request, 503) if wants_json(request) else HttpResponse(render_to_string("503.html"), status=503)
    )
    response["Retry-After"] = "5"
    return response


def maintenance(request: HttpRequest) -> HttpResponse:
    """503: whoever runs this Workset closed it for a while. The page needs neither database nor context."""
    response = (
        json_error(request, 503, "Workset is being worked on. Try again in a few minutes.", "maintenance")
        if wants_json(request)
        else HttpResponse(render_to_string("maintenance.html"), status=503)
    )
    response["Retry-After"] = "300"
    return response


def too_often(request: HttpRequest, message: str, wait: int) -> HttpResponse:
    """429: of the API where no view of it was reached, or of a page; `wait` is in seconds.

    The page needs neither database nor context.
    """
    if wants_json(request):
        response: HttpResponse = json_error(request, 429, message, retry_after=wait)
    else:
        response = HttpResponse(render_to_string("429.html", {"message": message}), status=429)
    response["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "", **context: Any) -> HttpResponse:
    """403 for a form whose token is missing or stale."""
    return json_error(request, 403) if wants_json(request) else page_csrf_failure(request, reason, "403_csrf.html")
