"""Filters that lists of several apps share."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override


class FlagFilter(filters.TypedChoiceFilter):
    """`true` or `false`, as a bool; anything else is a 422, where django-filter's own takes it for no filter."""

    def __init__(self, *args: Any, **options: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce=lambda value: value == "true", **options)
        set_override(self, "field", {"type": "boolean", "description": options.get("label", "")})
