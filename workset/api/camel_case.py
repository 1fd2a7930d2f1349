"""`application/vnd.workset.v1+json`: the same JSON with its keys in camelCase, in and out.

Every key of an answer is the name of a field; in `errors` it is a path of such names, of which each turns by itself.
Values are never touched: `warm_up` stays what it is.
"""

import re
from typing import Any

from django.http import HttpRequest

from workset.api.parsing import JSONParser
from workset.api.rendering import JSONRenderer

MEDIA_TYPE = "application/vnd.workset.v1+json"
LONGEST_NAME = 100
HUMP = re.compile("[A-Z]")
JOINT = re.compile("_([a-z])")


def camel_case(name: str) -> str:
    """`duration_seconds` as `durationSeconds`. A name without capitals comes back from `snake_case` as it was."""
    return JOINT.sub(lambda found: found[1].upper(), name)


def snake_case(name: str) -> str:
    """`durationSeconds` as `duration_seconds`. What is longer than any of our names is left as it is."""
    return name if len(name) > LONGEST_NAME else HUMP.sub(lambda found: f"_{found[0].lower()}", name)


def camelised(data: Any) -> Any:
    """The data of an answer with its keys in camelCase."""
    if isinstance(data, dict):
        return {camel_case(str(key)): camelised(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [camelised(item) for item in data]
    return data


def is_asked_for(request: HttpRequest) -> bool:
    """Whether an answer that no view makes is wanted in camelCase."""
    return request.get_preferred_type([JSONRenderer.media_type, MEDIA_TYPE]) == MEDIA_TYPE


class CamelCaseRenderer(JSONRenderer):
    """Answers in camelCase."""

    media_type = MEDIA_TYPE
    format = "camel"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The body as bytes, its keys turned."""
        return super().render(camelised(data), accepted_media_type, renderer_context)


class CamelCaseParser(JSONParser):
    """Bodies in camelCase."""

    media_type = MEDIA_TYPE

    def named(self, key: str) -> str:
        """In snake_case; two keys that are then one are refused as one that stands twice."""
        return snake_case(key)
