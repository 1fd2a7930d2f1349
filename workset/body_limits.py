"""How much of a body is read: 1 MiB, of files more from whoever is signed in; of one that doesn't say its length, none.

Refused before the CSRF check, which reads forms: the files in one would be on the disk before anybody knew who sent it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from workset.error_pages import length_required, too_large, unavailable

MOST = 1024 * 1024  # bytes of a body, with all that a form has around its fields
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")  # nothing reads what comes with these

View = TypeVar("View", bound=Callable[..., HttpResponse])


def takes_files(most: int) -> Callable[[View], View]:
    """For a view: whoever is signed in may send it files of `most` bytes in all."""

    def marked(view: View) -> View:
        view.most_bytes = most + MOST  # type: ignore[attr-defined]
        return view

    return marked


class BodyLimitMiddleware:
    """Answers 411 to a body without a length, which Django would take for none, and 413 to one that is too large.

    Leaves in `request.most_bytes` how much may come. It has to stand behind what sets `request.user`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in WITHOUT_BODY:
            return self.get_response(request)
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return length_required(request)
        if length_of(request) > MOST:
            try:
                most = most_of(request)
            except OperationalError:
                return unavailable(request)
            if length_of(request) > most:
                return too_large(request)
            request.most_bytes = most  # type: ignore[attr-defined]
        return self.get_response(request)


def length_of(request: HttpRequest) -> int:
    """How many bytes are said to come; what is no number is none, as Django sees it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def most_of(request: HttpRequest) -> int:
    """How many bytes may come to this address from whoever asks."""
    try:
        most: int = getattr(resolve(request.path_info).func, "most_bytes", MOST)
    except Resolver404:
        return MOST
    return most if most == MOST or request.user.is_authenticated else MOST


class BoundedUpload(FileUploadHandler):
    """The first to see files: stops with RequestDataTooBig where there is more of them than may come."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """A form begins."""
        self.left: int = getattr(self.request, "most_bytes", MOST)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on to the handlers that keep it."""
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("The files are larger than what may come.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing is kept here."""
