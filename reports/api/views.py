"""What all reports of the API share: they are asked, kept, named by an ETag, and sent as JSON or as CSV."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from reports.api.asking import Asked
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.cache import kept, key_of
from workset.api.csv import lines
from workset.api.etags import opaque_tags
from workset.api.pagination import PageNumbers
from workset.api.rendering import JSONRenderer

Body = dict[str, Any]
Row = Sequence[Any]


@cache
def names_of(asked: type[Asked]) -> tuple[str, ...]:
    """The parameters of a report."""
    return (*asked().fields, "page", "page_size")


class Pages(PageNumbers):
    """Pages of a report, with where its `figures` are explained.

    Their links are kept with it: they say what it knows of what was asked, and nothing else.
    """

    figures: ClassVar[tuple[str, ...]] = ()

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """The rows of a page of the report `view`."""
        assert isinstance(view, Report)
        self.view = view
        return super().paginate_queryset(queryset, request, view)

    @property
    def address(self) -> str:
        """The address of the report."""
        return self.view.address(self.request)

    def get_paginated_response(self, data: list[Any]) -> Response:
        """The envelope around one page of rows."""
        answer = super().get_paginated_response(data)
        return Response(answer.data | {"definitions": definitions(*self.figures)})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope, for OpenAPI."""
        envelope = super().get_paginated_response_schema(schema)
        envelope["required"] = [*envelope["required"], "definitions"]
        envelope["properties"]["definitions"] = {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": DefinitionsField().help_text,
            "example": definitions(*self.figures),
        }
        return envelope


class Report(APIView):
    """One report. A subclass says what can be `asked`, how it is told in JSON and as a table."""

    asked: ClassVar[type[Asked]] = Asked
    may_refuse = (422,)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """The answer: what the declared serializer would make of it."""
        raise NotImplementedError

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """The answer as rows, the header with its units first."""
        raise NotImplementedError

    def what_is_asked(self, request: Request) -> dict[str, Any]:
        """The parameters; ValidationError (422) for what can't be meant. An empty one is one that isn't given."""
        given = {name: value for name, value in request.query_params.items() if value != ""}
        asked = self.asked(data=given, context={"user": request.user})
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def address(self, request: Request) -> str:
        """The address of the report with what it knows of what was asked: whatever else is added makes no other one."""
        asked = [(name, request.query_params[name]) for name in names_of(self.asked) if name in request.query_params]
        return request.build_absolute_uri(f"{request.path}?{urlencode(asked)}")

    def get(self, request: Request) -> HttpResponse:
        """The report from the cache, or told anew; nothing is computed for who has it already."""
        user, renderer = request.user, request.accepted_renderer
        assert isinstance(user, User)
        # What is asked as it was written, not what it means: what is kept costs no reading of parameters.
        key = key_of(user, self.address(request), renderer.media_type)
        tags = opaque_tags(request.headers.get("If-None-Match"))
        known = next((tag for tag in tags if tag.partition(".")[0] == key), None)
        if known is not None:
            return HttpResponseNotModified(headers={"ETag": f'"{known}"'})
        content = kept(key, lambda: renderer.render(self.body(user, self.what_is_asked(request))))
        return HttpResponse(content, content_type=renderer.media_type, headers={"ETag": key})


class Table(APIView):
    """A report as CSV, for the same parameters. What it refuses it refuses in JSON, also to who wants CSV only."""

    report: ClassVar[type[Report]]
    may_refuse = (422,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """As all views do; who wants nothing but CSV gets it."""
        try:
            return super().perform_content_negotiation(request, force)
        except NotAcceptable:
            if "text/csv" not in request.headers.get("Accept", ""):
                raise
            return JSONRenderer(), JSONRenderer.media_type

    def get(self, request: Request) -> StreamingHttpResponse:
        """The table, streamed."""
        assert isinstance(request.user, User)
        report = self.report()
        rows = report.table(request.user, report.what_is_asked(request))
        name = request.path.rpartition("/")[2]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8", headers=headers)


def as_table(report: type[Report], title: str) -> type[Table]:
    """The view that sends `report` as CSV."""
    told = extend_schema(
        tags=["reports"],
        summary=f"{title}, as CSV",
        description="The same as a table, a header row with the units first. Weights are in kg.",
        parameters=[] if report.asked is Asked else [report.asked],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    return told(type(f"{report.__name__}Table", (Table,), {"report": report, "__module__": report.__module__}))
