"""JSON in. The one place where bodies become data; another media type finds its parser here."""

import re
from typing import Any, BinaryIO

from rest_framework import parsers
from rest_framework.exceptions import ParseError

MOST_LEVELS = 50
# What no database column takes: NUL, and halves of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class JSONParser(parsers.JSONParser):
    """DRF's, for bodies that a program could have meant: not thousands of brackets, no text that can't be stored."""

    def parse(self, stream: BinaryIO, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body's data; ParseError (400) where it is no JSON, nested over 50 levels, or holds unstorable text."""
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        examine(data)
        return data


def examine(data: Any) -> None:
    """ParseError where the data is too deep or holds text that can't be stored, in keys too."""
    level = [data]
    for _ in range(MOST_LEVELS + 1):
        texts = [item for item in level if isinstance(item, str)]
        texts += [key for item in level if isinstance(item, dict) for key in item]
        if any(UNSTORABLE.search(text) for text in texts):
            raise ParseError("The JSON holds a NUL character or half of a surrogate pair.")
        lists = [item if isinstance(item, list) else item.values() for item in level if isinstance(item, dict | list)]
        level = [item for items in lists for item in items]
        if not level:
            return
    raise ParseError("The JSON is nested too deeply.")
