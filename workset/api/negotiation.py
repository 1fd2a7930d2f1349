"""Which parser reads a body: the one for just the media type that it says it has."""

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request


class ContentNegotiation(DefaultContentNegotiation):
    """Django REST framework's, but bodies of `application/*` and compressed ones are read by nobody."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> Any:
        """The parser, or None; UnsupportedMediaType where the body would have to be unpacked first."""
        encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding != "identity":
            raise UnsupportedMediaType(encoding, "Send the body as it is, without a Content-Encoding.")
        return None if "*" in request.content_type.partition(";")[0] else super().select_parser(request, parsers)
