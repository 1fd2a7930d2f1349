"""Error bodies: `{"message", "code", "errors", "request_id"}`, whatever went wrong."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig
from django.core.exceptions import ValidationError as RuleBroken
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from workset.api.camel_case import CamelCaseRenderer, is_asked_for
from workset.api.ratelimit import TooManyRequests
from workset.api.rendering import JSONRenderer
from workset.lib.errors import Conflict
from workset.limits import TooOften

CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "request_timeout",
    409: "conflict",
    411: "length_required",
    412: "stale",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_requests",
    500: "server_error",
    503: "unavailable",
}
MESSAGES = {
    400: "The request can't be read as JSON.",
    408: "The body did not arrive in full, or too slowly. Nothing was changed; send it again.",
    409: "Another request changed this at the same moment. Read it again, then repeat yours.",
    411: "Say how long the body is: send it with Content-Length, not in chunks. Nothing was changed.",
    413: "The body is larger than 1 MiB. Send it in parts.",
    404: "There is no such thing here, or it isn't yours.",
    412: "This was changed meanwhile, and nothing was saved. Look at current, then send yours with its ETag.",
    422: "Some fields can't be accepted; see errors.",
    500: "Something went wrong on our side. Nothing was changed; quote the request_id if you report it.",
    503: "The database could not do this just now. Nothing was changed; try again in a few seconds.",
}


class Stale(exceptions.APIException):
    """412: the row isn't what the caller saw; `current` is what it is now, None where there is nothing."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = MESSAGES[412]

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class StillRunning(exceptions.APIException):
    """409 with Retry-After: the same request is being carried out at this moment."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This request is still running. Send it again in a moment to get its answer."
    code = "still_running"
    wait = 1


def body(request: HttpRequest, number: int, message: str = "", code: str = "", errors: Any = None) -> dict[str, Any]:
    """The one shape of an error answer with the HTTP status `number`."""
    return {
        "message": message or MESSAGES.get(number, ""),
        "code": code or CODES.get(number, "error"),
        "errors": flatten(errors or {}),
        "request_id": getattr(request, "id", ""),
    }


def flatten(errors: Any, path: str = "") -> dict[str, list[str]]:
    """Nested errors as one level: `{"exercises.0.sets.2.reps": ["..."]}`; what concerns no field is under `detail`."""
    if isinstance(errors, dict):
        pairs = [(f"{path}.{key}" if path else str(key), value) for key, value in errors.items()]
    elif isinstance(errors, list | tuple) and any(isinstance(item, dict | list) for item in errors):
        pairs = [(f"{path}.{index}" if path else str(index), item) for index, item in enumerate(errors) if item]
    else:
        texts = errors if isinstance(errors, list | tuple) else [errors]
        return {(path or "detail").replace("non_field_errors", "detail"): [str(text) for text in texts]}
    flat: dict[str, list[str]] = {}
    for key, value in pairs:
        flat.update(flatten(value, key))
    return flat


def broken_rule(error: RuleBroken) -> dict[str, Any]:
    """A verb's ValidationError by field name, what concerns no field under `detail`."""
    if not hasattr(error, "error_dict"):
        return {"detail": error.messages}
    return {("detail" if field == NON_FIELD_ERRORS else field): texts for field, texts in error.message_dict.items()}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal of a view or a verb in the one shape."""
    request = context["request"]
    if isinstance(error, TooOften):
        error = TooManyRequests(error)
    if isinstance(error, Conflict):
        details = {} if not hasattr(error, "error_dict") else broken_rule(error)
        code = getattr(error, "code", None) or "conflict"
        return Response(body(request, 409, " ".join(error.messages), code, details), status.HTTP_409_CONFLICT)
    if isinstance(error, RuleBroken):
        return Response(body(request, 422, errors=broken_rule(error)), status.HTTP_422_UNPROCESSABLE_ENTITY)
    if isinstance(error, IntegrityError | RequestDataTooBig):
        number = 409 if isinstance(error, IntegrityError) else 413
        return Response(body(request, number), number)
    if isinstance(error, exceptions.ValidationError):
        return Response(body(request, 422, errors=error.detail), status.HTTP_422_UNPROCESSABLE_ENTITY)
    response = exception_handler(error, context)
    if response is not None:
        # Django's own 404 names the model that it did not find: nobody's business.
        detail = getattr(error, "detail", error)
        if isinstance(detail, dict):  # simplejwt's, with a code of its own beside the sentence
            detail = detail.get("detail", "")
        message = "" if isinstance(error, Http404) else str(detail)
        response.data = body(request, response.status_code, message, getattr(error, "code", ""))
        if isinstance(error, Stale):
            response.data["current"] = error.current
        if isinstance(error, exceptions.Throttled):
            response.data["retry_after"] = error.wait
    return response


def json_error(request: HttpRequest, number: int, message: str = "", code: str = "", **more: Any) -> HttpResponse:
    """The same shape for what fails before a view of the API is reached: an unknown address, a crash."""
    renderer = CamelCaseRenderer() if is_asked_for(request) else JSONRenderer()
    content = renderer.render(body(request, number, message, code) | more)
    return HttpResponse(content, content_type=renderer.media_type, status=number)
