"""ETag, If-Match and If-None-Match: nobody writes over what they have not seen, nor reads twice what they have.

An ETag has two parts. The first stands for the row's version: If-Match is about that one. The second stands for the
body as it was sent, whatever it is made of and in whichever media type: If-None-Match on GET is about both.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from workset.api.errors import Stale
from workset.api.fields import moment
from workset.lib.errors import Conflict

ANY = "*"


def digest(content: bytes) -> str:
    """A short name of the content, that tells nothing of it."""
    return blake2b(content, digest_size=9).hexdigest()


def opaque_tags(header: str | None) -> list[str]:
    """The tags of an If-Match or If-None-Match, quotes and `W/` taken off: our tags say the same in either form."""
    return [ANY if tag == ANY else tag.removeprefix("W/").strip('"') for tag in parse_etags(header or "")]


def version_tag(pk: Any, state: Mapping[str, Any]) -> str:
    """The first part of a row's tag, of its `state` as it is in the row or in the row's JSON."""
    texts = {name: moment(value) if isinstance(value, datetime) else str(value) for name, value in state.items()}
    return digest(repr((str(pk), sorted(texts.items()))).encode())


class ETagMiddleware:
    """Completes the ETag of an answer of the API, and answers 304 to a GET that has that answer already."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        read = request.method in ("GET", "HEAD") and response.status_code == 200 and not response.streaming
        if not request.path.startswith("/api/v1/") or not (read or response.has_header("ETag")):
            return response
        if response.status_code == 304:  # a view knew it without making the answer
            return response
        parts = [response.get("ETag"), digest(response["Content-Type"].encode() + response.content)]
        tag = ".".join(part for part in parts if part)
        response["ETag"] = f'"{tag}"'
        if read and {ANY, tag} & set(opaque_tags(request.headers.get("If-None-Match"))):
            response.status_code, response.content = 304, b""
            del response["Content-Type"], response["Content-Length"]
        return response


class TaggedMixin:
    """For the view of one mutable resource: its answers carry an ETag, its changes are told what was seen.

    `perform_update(serializer, seen)` and `perform_destroy(row, seen)` hand `seen` to the verb, which compares it
    under its lock: fields of the row with the values that they had when the ETag was made, None for anything.
    """

    tagged_by: tuple[str, ...] = ("version", "updated_at")

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """With the version's part of the ETag where the answer is the resource."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        data = answer.data
        if answer.status_code in (200, 201) and isinstance(data, dict) and "id" in data:
            answer["ETag"] = version_tag(data["id"], {name: data[name] for name in self.tagged_by if name in data})
        return answer

    def state_of(self, row: Any) -> dict[str, Any]:
        """What the first part of a row's ETag stands for."""
        return {name: getattr(row, name) for name in self.tagged_by if hasattr(row, name)}

    def seen_of(self, row: Any) -> dict[str, Any] | None:
        """What If-Match says of a row, for the verb to compare; Stale (412) where the row is another one already."""
        header = self.request.headers.get("If-Match")  # type: ignore[attr-defined]
        tags = opaque_tags(header)
        if header is None or ANY in tags:
            return None
        state = self.state_of(row)
        if version_tag(row.pk, state) not in {tag.partition(".")[0] for tag in tags}:
            raise Stale(self.shown(row.pk))
        return state

    def shown(self, pk: Any) -> Any:
        """The resource as a GET shows it, for an answer that refuses to change it; 404 where it is gone by now."""
        row = get_object_or_404(self.get_queryset(), pk=pk)  # type: ignore[attr-defined]
        return self.get_serializer(row).data  # type: ignore[attr-defined]

    @contextmanager
    def telling_stale(self, pk: Any) -> Iterator[None]:
        """Turns a verb's Conflict `stale` into the 412 that shows what is there now."""
        try:
            yield
        except Conflict as refused:
            if getattr(refused, "code", "") != "stale":
                raise
            raise Stale(self.shown(pk)) from None

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """PUT and PATCH of what is there."""
        return self.change(self.get_object(), request, kwargs.get("partial", False))  # type: ignore[attr-defined]

    def change(self, row: Any, request: Request, partial: bool) -> Response:
        """The row after a PUT or PATCH; Stale where it isn't what the caller saw."""
        seen = self.seen_of(row)
        serializer = self.get_serializer(row, data=request.data, partial=partial)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        with self.telling_stale(row.pk):
            self.perform_update(serializer, seen)
        return Response(self.get_serializer(serializer.instance).data)  # type: ignore[attr-defined]

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """DELETE."""
        row = self.get_object()  # type: ignore[attr-defined]
        with self.telling_stale(row.pk):
            self.perform_destroy(row, self.seen_of(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def perform_update(self, serializer: Any, seen: Mapping[str, Any] | None) -> None:
        """By the serializer's verb."""
        serializer.save(seen=seen)
