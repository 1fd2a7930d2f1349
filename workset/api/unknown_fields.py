"""A field that doesn't exist is refused and the near one named: a misspelt weight must not vanish without a word."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from workset.api.camel_case import snake_case

MOST_NAMED = 20  # of one request: comparing names takes time, and a tree has thousands of objects
TOLD = "unknown_fields_told"  # in the serializers' context, which is one for a whole body
LONGEST_NAME = 60  # as it is said back
# What other logbooks call our fields, in snake_case; `performed` and `prescribed` are looked after below.
NAMES_ELSEWHERE = {
    "performed_at": "started_at",
    "date": "started_at",
    "duration": "duration_minutes",
    "full_name": "name",
    "exercise_order": "order",
    "completed": "status",
}


def near(name: str, fields: Mapping[str, Any]) -> str:
    """The one of `fields` that was probably meant, with a part of it where one was; empty where none is near."""
    snake = snake_case(name).lower()
    if snake in fields:
        return snake
    meant = NAMES_ELSEWHERE.get(snake, snake.removesuffix("_performed").removeprefix("performed_"))
    if meant in fields:
        return meant
    if snake.startswith("prescribed") and "prescribed" in fields:
        return f"prescribed.{near(snake.removeprefix('prescribed_'), fields['prescribed'].fields)}".removesuffix(".")
    return next(iter(get_close_matches(snake, fields, n=1)), "")


def refusal(name: str, fields: Mapping[str, Any]) -> str:
    """What is said of a field that doesn't exist."""
    told = {"name": name, "near": near(name, fields)}
    if told["near"]:
        return _("There is no field %(name)s; did you mean %(near)s?") % told
    return _("There is no field %(name)s.") % told


class KnownFieldsMixin:
    """For serializers: names that aren't fields are errors under their own path, beside those of the fields.

    Read-only fields may be sent, as they were read, and change nothing; so may those in `Meta.ignored`.
    """

    def to_internal_value(self, data: Any) -> Any:
        """The validated fields; ValidationError with the unknown names too."""
        unknown = self.unknown(data) if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)  # type: ignore[misc]
        except ValidationError as refused:
            raise ValidationError({**dict(refused.detail), **unknown}) from None
        if unknown:
            raise ValidationError(unknown)
        return values

    def unknown(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """The first names in `data` that aren't fields, each with its refusal; that there are more, where there are."""
        fields: Mapping[str, Any] = self.fields  # type: ignore[attr-defined]
        known = {*fields, *getattr(getattr(self, "Meta", None), "ignored", ())}
        strange = [name[:LONGEST_NAME] for name in data if name not in known]
        told: int = self.context.get(TOLD, 0)  # type: ignore[attr-defined]
        named = strange[: MOST_NAMED - told]
        self.context[TOLD] = told + len(named)  # type: ignore[attr-defined]
        if strange and not named:
            return {"detail": [_("There are more fields that don't exist.")]}
        return {name: [refusal(name, fields)] for name in named}
