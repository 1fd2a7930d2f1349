"""OpenAPI: what the views don't say themselves because it holds for all of them."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """The body of every refusal."""

    message = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    request_id = serializers.CharField()


class TooOftenSerializer(ErrorSerializer):
    """The body of a 429."""

    retry_after = serializers.IntegerField(help_text="Seconds to wait, as in Retry-After.")


class StaleSerializer(ErrorSerializer):
    """The body of a 412."""

    current = serializers.JSONField(allow_null=True, help_text="The resource as it is now.")


BODIES = {412: StaleSerializer, 429: TooOftenSerializer}
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", location="header", description="The same key and body again replay the answer of the first time."
)
IF_MATCH = OpenApiParameter("If-Match", location="header", description="The ETag of what was seen; else 412.")
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", location="header", description="On GET the ETag that is known (304); on PUT `*` only creates."
)


class Schema(AutoSchema):
    """Adds to each operation the headers that it heeds and the refusals that its shape makes possible."""

    @property
    def tagged(self) -> bool:
        """Whether the operation changes a resource that carries an ETag."""
        return hasattr(self.view, "tagged_by") and getattr(self.view, "action", "") not in ("create", "undo_merge")

    def get_override_parameters(self) -> list[Any]:
        """The headers."""
        if self.method == "GET":
            return [IF_NONE_MATCH]
        if self.method == "POST":
            return [] if "/auth/" in self.path else [IDEMPOTENCY_KEY]
        if not self.tagged:
            return []
        return [IF_MATCH, IF_NONE_MATCH] if self.method == "PUT" and "{" in self.path else [IF_MATCH]

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for number, description in self.refusals().items():
            body = self._get_response_for_code(BODIES.get(number, ErrorSerializer), str(number))
            bodies.setdefault(str(number), body | {"description": description})
        if self.method == "GET":
            bodies["304"] = {"description": "What If-None-Match names is what is there."}
        return bodies

    def refusals(self) -> dict[int, str]:
        """Status and meaning of the refusals that this operation may answer with."""
        possible = {406: "Neither of our media types is wanted.", 429: "Too often; see Retry-After."}
        if self.view.permission_classes and self.get_auth():
            possible[401] = "Not signed in."
        if "{" in self.path:
            possible[404] = "No such thing, or not yours."
        if self.method in ("POST", "PUT", "PATCH"):
            possible |= {400: "Malformed JSON.", 413: "Over 1 MiB.", 415: "Not JSON."}
            possible[422] = "Some fields can't be accepted."
        elif self._is_list_view():
            possible[422] = "A filter has an unknown value."
        if self.method in ("POST", "PUT", "PATCH", "DELETE") and "{" in self.path:
            possible[409] = "The present state forbids it."
        if self.tagged and self.method in ("PUT", "PATCH", "DELETE"):
            possible[412] = "It isn't what If-Match names; `current` shows it."
        if self.method == "POST" and IDEMPOTENCY_KEY in self.get_override_parameters():
            possible |= {409: "The present state forbids it.", 422: "Some fields can't be accepted."}
        return possible
