"""Lists come in pages: `{"data", "links", "meta"}`."""

from functools import cached_property
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Countable(Protocol):
    """What can be counted and read by slices: a queryset, or what answers JSON from rows."""

    def count(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Any: ...


class PageNumbers(PageNumberPagination):
    """`?page=1&page_size=20`: at most 100 a page (more is clamped), beyond the last page an empty page."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def paginate_queryset(
        self, queryset: Countable | list[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of the page that was asked for; ValidationError where `page` is no number from 1 up."""
        self.request = request
        self.size = self.get_page_size(request) or self.page_size
        written = request.query_params.get("page", "1")
        if not (written.isascii() and written.isdigit() and 0 < len(written) < 10 and int(written) > 0):
            raise ValidationError({"page": ["Give a page number from 1 up."]})
        self.number = int(written)
        self.total = len(queryset) if isinstance(queryset, list) else queryset.count()
        self.last = max(1, -(-self.total // self.size))
        start = (self.number - 1) * self.size
        self.rows = list(queryset[start : start + self.size]) if start < self.total else []
        return self.rows

    @property
    def address(self) -> str:
        """The address of this list with all that was asked."""
        return self.request.build_absolute_uri()

    @cached_property
    def around_number(self) -> tuple[str, str]:
        """What stands before and behind the number of the page in `address`, its parameters in order."""
        path, _, query = self.address.partition("?")
        asked = sorted(parse_qs(query, keep_blank_values=True).items())
        before = urlencode([one for one in asked if one[0] < "page"], doseq=True)
        after = urlencode([one for one in asked if one[0] > "page"], doseq=True)
        return f"{path}?{before}{'&' if before else ''}page=", f"{'&' if after else ''}{after}"

    def link(self, number: int) -> str:
        """The address of another page of this list, filters kept."""
        before, after = self.around_number
        return f"{before}{number}{after}"

    def get_paginated_response(self, data: list[Any]) -> Response:
        """The envelope around one page of rows."""
        start = (self.number - 1) * self.size + 1 if self.rows else None
        return Response(
            {
                "data": data,
                "links": {
                    "first": self.link(1),
                    "last": self.link(self.last),
                    "prev": self.link(min(self.number - 1, self.last)) if self.number > 1 else None,
                    "next": self.link(self.number + 1) if self.number < self.last else None,
                },
                "meta": {
                    "current_page": self.number,
                    "from": start,
                    "last_page": self.last,
                    "per_page": self.size,
                    "to": start + len(self.rows) - 1 if start else None,
                    "total": self.total,
                },
            }
        )

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """`page` and `page_size`, for OpenAPI."""
        page = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1}
        size = {"type": "integer", "default": self.page_size}
        told = f"How many rows a page has; more than {self.max_page_size} are {self.max_page_size}."
        return [
            {"name": "page", "in": "query", "schema": page, "description": "From 1; beyond the last it is empty."},
            {"name": "page_size", "in": "query", "schema": size, "description": told},
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope, for OpenAPI."""
        uri = {"type": "string", "format": "uri"}
        none_or_uri = uri | {"type": ["string", "null"]}
        number, none_or_number = {"type": "integer"}, {"type": ["integer", "null"]}
        links: dict[str, Any] = {"first": uri, "last": uri, "prev": none_or_uri, "next": none_or_uri}
        meta: dict[str, Any] = {
            "current_page": number,
            "from": none_or_number,
            "last_page": number,
            "per_page": number,
            "to": none_or_number,
            "total": number,
        }
        here = "https://workset.example/api/v1/workouts?page=1"
        example = {"first": here, "last": here, "prev": None, "next": None}
        counts = {"current_page": 1, "from": 1, "last_page": 1, "per_page": 20, "to": 1, "total": 1}
        # Each part has its example too: of them the example of a whole page is made where a view gives one of a row.
        links = {name: part | {"example": example[name]} for name, part in links.items()}
        meta = {name: part | {"example": counts[name]} for name, part in meta.items()}
        return {
            "type": "object",
            "required": ["data", "links", "meta"],
            "properties": {
                "data": schema,
                "links": {"type": "object", "required": list(links), "properties": links, "example": example},
                "meta": {"type": "object", "required": list(meta), "properties": meta, "example": counts},
            },
        }
