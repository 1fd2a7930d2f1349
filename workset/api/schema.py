"""OpenAPI: what the views don't say themselves because it holds for all of them."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """The body of every refusal."""

    message = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    request_id = serializers.CharField()


class Schema(AutoSchema):
    """Adds to each operation the refusals that its shape makes possible."""

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for number, description in self.refusals().items():
            bodies.setdefault(
                str(number), self._get_response_for_code(ErrorSerializer, str(number)) | {"description": description}
            )
        return bodies

    def refusals(self) -> dict[int, str]:
        """Status and meaning of the refusals that this operation may answer with."""
        possible = {}
        if self.view.permission_classes and self.get_auth():
            possible[401] = "Not signed in."
        if "{" in self.path:
            possible[404] = "No such thing, or not yours."
        if self.method in ("POST", "PUT", "PATCH"):
            possible |= {400: "Malformed JSON.", 415: "Not JSON.", 422: "Some fields can't be accepted."}
        elif self._is_list_view():
            possible[422] = "A filter has an unknown value."
        if self.method in ("POST", "PUT", "PATCH", "DELETE") and "{" in self.path:
            possible[409] = "The present state forbids it."
        return possible
