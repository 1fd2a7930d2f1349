"""PUT with an id that the client made: creates where nobody has it, updates where it is theirs."""

from typing import Any

from django.db import IntegrityError
from django.http import Http404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from workset.lib.errors import Conflict


class PutCreatesMixin:
    """For a viewset whose serializer creates with an `id`: PUT on an unused id answers 201, on one's own 200.

    An id that is somebody else's is 404. One that its owner deleted is refused by the verb (409 `deleted`).
    """

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """PUT and PATCH; only PUT creates."""
        instance = self.find()
        if instance is None:
            if kwargs.get("partial"):
                raise Http404
            try:
                return self.create_with_id(request)
            except (IntegrityError, Conflict) as lost:
                # A second request with the same new id came first: then this one changes what that one made.
                if getattr(lost, "code", "id_taken") != "id_taken" or (instance := self.find()) is None:
                    raise
        serializer = self.get_serializer(instance, data=request.data, partial=kwargs.get("partial", False))  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)  # type: ignore[attr-defined]
        return Response(serializer.data)

    def find(self) -> Any:
        """The row of this id if it is the asker's own, None if nobody has it; 404 if it is somebody else's."""
        pk = self.kwargs["pk"]  # type: ignore[attr-defined]
        rows = self.filter_queryset(self.get_queryset())  # type: ignore[attr-defined]
        instance = rows.filter(pk=pk).first()
        if instance is None and rows.model._default_manager.filter(pk=pk).exists():
            # A stranger's, unless another request of the asker's made it between the two questions: so ask again.
            instance = rows.filter(pk=pk).first()
            if instance is None:
                raise Http404
        return instance

    def create_with_id(self, request: Request) -> Response:
        """A new row under the id of the address."""
        serializer = self.get_serializer(data=request.data)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        serializer.validated_data["id"] = self.kwargs["pk"]
        self.perform_create(serializer)  # type: ignore[attr-defined]
        return Response(serializer.data, status.HTTP_201_CREATED, headers={"Location": request.path})
