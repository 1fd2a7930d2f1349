"""Lets go of a large body once it is answered."""

import gc
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LARGE = 16 * 1024  # bytes; a long workout with all its sets is smaller


class ReleaseMiddleware:
    """Frees what a call of the API made of its body, before the next one comes.

    REST framework ties request, view, answer and serializer in circles, and Python counts objects, not bytes, before it
    looks for those: without this a process that was sent 70 bodies of 1 MiB held a gigabyte of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGE and hasattr(response, "renderer_context"):
            response.renderer_context = {}  # rendered it is, and it would hold on to the rest
            gc.collect()
        return response
