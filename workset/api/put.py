"""PUT with an id that the client made: creates where nobody has it, updates where it is theirs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListSerializer

from workset.api.errors import Stale
from workset.api.etags import ANY, TaggedMixin, opaque_tags
from workset.compiled import exists
from workset.lib.errors import Conflict


class PutCreatesMixin(TaggedMixin):
    """For a viewset whose serializer creates with an `id`: PUT on an unused id answers 201, on one's own 200.

    An id that is somebody else's is 404. One that its owner deleted is refused by the verb (409 `deleted`).
    """

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """PUT and PATCH; only PUT creates."""
        partial = kwargs.get("partial", False)
        row = self.find()
        if row is None:
            if partial:
                raise Http404
            if "If-Match" in request.headers:
                raise Stale(None)
            try:
                return self.create_with_id(request)
            except (IntegrityError, Conflict) as lost:
                # A second request with the same new id came first: then this one changes what that one made.
                if getattr(lost, "code", "id_taken") != "id_taken" or (row := self.find()) is None:
                    raise
        if not partial and ANY in opaque_tags(request.headers.get("If-None-Match")):
            return self.created_already(row, request)
        return self.change(row, request, partial)

    def find(self) -> Any:
        """The row of this id if it is the asker's own, None if nobody has it; 404 if it is somebody else's."""
        pk = self.kwargs["pk"]  # type: ignore[attr-defined]
        instance = self.own(pk)
        if instance is None and self.is_anothers(pk):
            # A stranger's, unless another request of the asker's made it between the two questions: so ask again.
            instance = self.own(pk)
            if instance is None:
                raise Http404
        return instance

    def own(self, pk: UUID) -> Any:
        """The asker's row of this id, None where they have none."""
        return self.filter_queryset(self.get_queryset()).filter(pk=pk).first()  # type: ignore[attr-defined]

    def is_anothers(self, pk: UUID) -> bool:
        """Whether somebody has this id, which isn't among the asker's."""
        return exists(self.queryset.model, pk)  # type: ignore[attr-defined]

    def create_with_id(self, request: Request) -> Response:
        """A new row under the id of the address."""
        serializer = self.get_serializer(data=request.data)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        serializer.validated_data["id"] = self.kwargs["pk"]  # type: ignore[attr-defined]
        self.perform_create(serializer)  # type: ignore[attr-defined]
        return Response(serializer.data, status.HTTP_201_CREATED, headers={"Location": request.path})

    def created_already(self, row: Any, request: Request) -> Response:
        """The answer to a PUT that may only create: what stands, if that is what the body says; else Stale."""
        serializer = self.get_serializer(row, data=request.data)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        current = self.standing(row)
        if not says(row, request.data, serializer):
            raise Stale(current)
        return Response(current)

    def standing(self, row: Any) -> Any:
        """What a GET shows of a row that was just read: what is compared is what is answered."""
        return self.get_serializer(row).data  # type: ignore[attr-defined]


def says(row: Any, given: Mapping[str, Any], serializer: Any) -> bool:
    """Whether the row says all that a valid body gives of it.

    Ids and the serializer's `Meta.places` apart: those may have been told when it was made.
    """
    apart = {"id", *getattr(getattr(serializer, "Meta", None), "places", ())}
    fields = {name: field for name, field in serializer.fields.items() if name in given and name not in apart}
    return all(agrees(row, given[name], field) for name, field in fields.items() if not field.read_only)


def agrees(row: Any, written: Any, field: Any) -> bool:
    """Whether what is `written` for one field of a valid body stands in the row."""
    if field.source == "*":
        return says(row, dict.fromkeys(field.fields) | (written or {}), field)
    stands = field.get_attribute(row)
    if isinstance(field, ListSerializer):
        rows = list(stands.all())
        return len(rows) == len(written) and all(map(lambda one, part: says(one, part, field.child), rows, written))
    meant = field.run_validation(written)
    return bool(getattr(stands, "pk", stands) == getattr(meant, "pk", meant))
