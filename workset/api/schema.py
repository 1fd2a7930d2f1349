"""OpenAPI: what the views don't say themselves because it holds for all of them."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, get_doc
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from workset.api.fields import WRITTEN_MOMENT
from workset.api.pagination import PageNumbers
from workset.api.schema_parts import headers, named, refusal_name

# What a field's name says of its unit, in which it goes in and out.
UNITS = {"_kg": "In kg.", "_seconds": "In seconds.", "_minutes": "In minutes.", "_m": "In metres."}
WRITTEN_DECIMAL = r"^-?\d+(\.\d+)?$"


# What all such calls do, where a view doesn't say more. What stands below or above a resource has calls of its own.
DONE = {
    "PUT": "Replaces what the body names; an optional field that it omits goes back to its default.",
    "PATCH": "Changes what the body names, and nothing else.",
    "DELETE": "",
}
CREATED = "With an id that nobody has, of your making, it creates."


class ErrorSerializer(serializers.Serializer):
    """The body of every refusal."""

    message = serializers.CharField(help_text="What to do about it, for people.")
    code = serializers.CharField(help_text="Which refusal this is, for programs.")
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Reasons by the path of the field, such as `exercises.0.sets.2.reps`; empty where no field is wrong.",
    )
    request_id = serializers.CharField(help_text="As in X-Request-Id.")


class TooOftenSerializer(ErrorSerializer):
    """The body of a 429."""

    retry_after = serializers.IntegerField(help_text="Seconds to wait, as in Retry-After.")


class StaleSerializer(ErrorSerializer):
    """The body of a 412."""

    current = serializers.DictField(allow_null=True, help_text="The resource as it is now; null where there is none.")


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The site's own pages: their session's cookie, and for a change the CSRF token too."""

    target_class = "accounts.api.authentication.PageAuthentication"
    name = ["session", "csrf"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """The two of them."""
        return [
            {
                "type": "apiKey",
                "in": "cookie",
                "name": settings.SESSION_COOKIE_NAME,
                "description": "The session of somebody who signed in on this site's own pages.",
            },
            {
                "type": "apiKey",
                "in": "header",
                "name": "X-CSRFToken",
                "description": "The CSRF token of this site, wherever a cookie says who asks.",
            },
        ]

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        """Reading takes the cookie alone."""
        return {"session": []} if auto_schema.method == "GET" else {"session": [], "csrf": []}


class Schema(AutoSchema):
    """Adds to each operation the headers that it heeds and sends, and the refusals that its shape makes possible.

    A view says what nobody can see in its shape: `may_refuse`, further statuses; `cookie_name`, the cookie that signs
    in to it.
    """

    @property
    def writes(self) -> bool:
        """Whether the operation changes anything."""
        return self.method != "GET"

    @property
    def heeds_if_match(self) -> bool:
        """Whether the operation changes a resource that carries a version in its ETag."""
        changes = getattr(self.view, "action", None) in (None, "update", "partial_update", "destroy")
        return hasattr(self.view, "tagged_by") and changes and self.method in ("PUT", "PATCH", "DELETE")

    @property
    def creates_by_put(self) -> bool:
        """Whether a PUT on an unused id makes something."""
        return self.method == "PUT" and hasattr(self.view, "create_with_id")

    @property
    def replays(self) -> bool:
        """Whether Idempotency-Key is heeded."""
        return self.method == "POST" and "/auth/" not in self.path

    @property
    def lists_pages(self) -> bool:
        """Whether the answer is a page of a list."""
        return self.method == "GET" and self._is_list_view() and self._get_paginator() is not None

    def get_auth(self) -> list[Any]:
        """With the refresh cookie, where the view takes one."""
        schemes = super().get_auth()
        if not hasattr(self.view, "cookie_name"):
            return schemes
        definition = {
            "type": "apiKey",
            "in": "cookie",
            "name": self.view.cookie_name,
            "description": "The refresh token, in cookie mode; X-CSRFToken goes with it.",
        }
        scheme = ResolvedComponent(
            "refresh", ResolvedComponent.SECURITY_SCHEMA, definition, object=type(self.view).__name__
        )
        self.registry.register_on_missing(scheme)
        return [*(one for one in schemes if one), {"refresh": [], "csrf": []}, {}]

    def get_description(self) -> str:
        """What the view says; of what all views do in the same way, that and what the view is about."""
        handler = getattr(self.view, getattr(self.view, "action", None) or self.method.lower())
        if not handler.__module__.startswith("workset.api."):
            return super().get_description()
        told = (get_doc(type(self.view)), DONE[self.method], CREATED if self.creates_by_put else "")
        return " ".join(text for text in told if text)

    def get_paginated_name(self, serializer_name: str) -> str:
        """Pages with something beside their rows have a name of their own."""
        pages = getattr(self.view, "pagination_class", PageNumbers)
        return super().get_paginated_name(serializer_name) if pages is PageNumbers else pages.__name__

    def _get_parameters(self) -> list[Any]:
        heeded = {
            "Idempotency-Key": self.replays,
            "If-Match": self.heeds_if_match,
            "If-None-Match": self.method == "GET",
            "Create-Only": self.creates_by_put,
        }
        return super()._get_parameters() + [named("parameters", name) for name, heeds in heeded.items() if heeds]

    def _get_filter_parameters(self) -> list[Any]:
        parameters = super()._get_filter_parameters()
        filters = getattr(getattr(self.view, "filterset_class", None), "base_filters", {})
        for parameter in parameters:
            longest = filters[parameter["name"]].extra.get("max_length") if parameter["name"] in filters else None
            if longest:
                parameter["schema"]["maxLength"] = longest
        return parameters

    def get_request_serializer(self) -> Any:
        """Only what changes something has a body; a DELETE only where its view says so."""
        return None if self.method in ("GET", "DELETE") else super().get_request_serializer()

    def _get_request_body(self, direction: Any = "request") -> Any:
        serializer = self.get_request_serializer()
        if self.method != "DELETE" or serializer is None:
            return super()._get_request_body(direction)
        content, _ = self._get_request_for_media_type(serializer, direction)
        return {"required": True, "content": {name: {"schema": content} for name in self.map_parsers()}}

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self.creates_by_put:
            made = self._get_response_for_code(self.get_response_serializers(), "201")
            bodies["201"] = made | {"description": "Nobody had this id: it was made."}
        for status, body in bodies.items():
            body["headers"] = headers(*self.headers_of(int(status), "content" in body))
            body["description"] = body["description"] or ("It was made." if status == "201" else "As asked.")
        for serializer in (ErrorSerializer, StaleSerializer, TooOftenSerializer):
            self.resolve_serializer(serializer, direction)
        if self.method == "GET":
            bodies["304"] = {"description": "If-None-Match names what is there.", "headers": headers("ETag")}
        bodies |= {str(number): named("responses", refusal_name(number)) for number in self.refusals()}
        return dict(sorted(bodies.items()))

    def headers_of(self, status: int, has_body: bool) -> list[str]:
        """The headers that an answer of success may carry beside those of every answer."""
        tagged = has_body and (self.method == "GET" or hasattr(self.view, "tagged_by"))
        sent = {
            "ETag": tagged,
            "Location": status == 201,
            "Idempotency-Replayed": self.replays,
            "Set-Cookie": hasattr(self.view, "sets_cookie"),
        }
        return [name for name, may_be_sent in sent.items() if may_be_sent]

    def refusals(self) -> set[int]:
        """The statuses of the refusals that this operation may answer with."""
        reads_body = self.get_request_serializer() is not None
        private = not any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())
        possible = {
            401: private,
            403: private and self.writes,
            404: "{" in self.path,
            409: private and self.writes,
            412: self.heeds_if_match or self.creates_by_put,
            422: reads_body or self.replays or self.lists_pages,
        }
        possible |= dict.fromkeys((400, 408, 415), reads_body or self.replays)
        possible |= dict.fromkeys((411, 413), self.writes)  # of a body that nothing would read too
        always = {406, 429, 503, *getattr(self.view, "may_refuse", ())}
        return always | {number for number, may_be in possible.items() if may_be}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response" and isinstance(serializer, serializers.ModelSerializer):
            # What an answer shows of a row it always shows, whether a request may leave it out or not; but for what
            # the serializer's `Meta.only_where_told` names.
            apart = getattr(serializer.Meta, "only_where_told", ())
            sent = [name for name, part in schema["properties"].items() if not part.get("writeOnly")]
            schema["required"] = sorted(name for name in sent if name not in apart)
        return schema

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if not schema:
            return schema
        if direction == "request" and isinstance(field, serializers.DateTimeField):
            schema = {name: value for name, value in schema.items() if name != "format"} | {"pattern": WRITTEN_MOMENT}
        if direction == "request" and isinstance(field, serializers.DecimalField):
            kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            schema |= {"type": [*kinds, "string"], "pattern": WRITTEN_DECIMAL}
        name = field.field_name or ""
        unit = next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")
        if unit and "description" not in schema:
            schema["description"] = unit
        return schema
