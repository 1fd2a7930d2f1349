"""JSON in. The one place where bodies become data; another media type finds its parser here."""

import json
import math
import re
from itertools import chain
from typing import Any, BinaryIO

from rest_framework import parsers
from rest_framework.exceptions import ParseError

MOST_LEVELS = 50
MOST_DIGITS = 100
# What no database column takes: NUL, and halves of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class JSONParser(parsers.JSONParser):
    """UTF-8 only, whatever the header says of a charset: some of Python's codecs unpack, or aren't of text at all.

    Beyond JSON's grammar it refuses what no program means: thousands of brackets, a key that stands twice, numbers of
    more than 100 digits or beyond a double, text that can't be stored.
    """

    def parse(self, stream: BinaryIO, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body's data; ParseError (400) where it can't be read or can't be meant."""
        try:
            data = json.loads(
                stream.read().decode(),
                object_pairs_hook=self.once_each,
                parse_int=whole_number,
                parse_float=number,
                parse_constant=no_number,
            )
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except json.JSONDecodeError as error:
            raise ParseError(f"The body is not JSON: {error}.") from None
        except UnicodeDecodeError:
            raise ParseError("The body is not UTF-8.") from None
        examine(data)
        return data

    def once_each(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object; ParseError where a key stands twice, for nobody knows which is meant."""
        data = {self.named(key): value for key, value in pairs}
        if len(data) < len(pairs):
            raise ParseError("A key stands twice in one object.")
        return data

    def named(self, key: str) -> str:
        """What we call a key of the body."""
        return key


def whole_number(written: str) -> int:
    """An integer that a program could have counted to."""
    if len(written.lstrip("-")) > MOST_DIGITS:
        raise ParseError("A number is too long.")
    return int(written)


def number(written: str) -> float:
    """A number with a point or an exponent, within what a double holds."""
    value = float(written) if len(written) <= MOST_DIGITS else math.inf
    if math.isinf(value):
        raise ParseError("A number is too large or too long.")
    return value


def no_number(written: str) -> float:
    """NaN and Infinity are JavaScript's, not JSON's."""
    raise ParseError(f"{written} is not a number in JSON.")


def examine(data: Any) -> None:
    """ParseError where the data is too deep or holds text that can't be stored, in keys too."""
    level = [data]
    for _ in range(MOST_LEVELS + 1):
        containers = [item for item in level if isinstance(item, dict | list)]
        texts = (item for item in level if isinstance(item, str))
        keys = (key for item in containers if isinstance(item, dict) for key in item)
        if any(UNSTORABLE.search(text) for text in chain(texts, keys)):
            raise ParseError("The JSON holds a NUL character or half of a surrogate pair.")
        if not containers:
            return
        level = [item for held in containers for item in (held.values() if isinstance(held, dict) else held)]
    raise ParseError("The JSON is nested too deeply.")
