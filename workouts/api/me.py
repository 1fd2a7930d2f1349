"""The signed-in account over the API. It stands here because the e1RM formula moves the estimates of workouts."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.addresses import ask_to_change
from accounts.api.devices import asking_device
from accounts.api.me import MeView
from accounts.api.serializers import PasswordSerializer
from accounts.lock import refuse_wrong
from accounts.models import User, normalise_email
from workouts.logbook.account import change_account
from workset.api.etags import TaggedMixin


class AccountView(TaggedMixin, MeView):
    """Profile and preferences."""

    def shown(self, pk: Any) -> Any:
        """The account as it stands now: the one that asks was read when it signed in."""
        return self.get_serializer(get_object_or_404(User, pk=pk)).data

    @extend_schema(summary="Delete the account and all its data", request=PasswordSerializer, responses={204: None})
    def delete(self, request: Request) -> Response:
        """For good, once the password is given."""
        self.seen_of(self.get_object())
        return super().delete(request)

    def perform_update(self, serializer: Any, seen: Any) -> None:
        """By the verbs, on the account as it stands now."""
        changes = dict(serializer.validated_data)
        email, password = changes.pop("email", None), changes.pop("current_password", "")
        asking: User = serializer.instance
        if email is not None and normalise_email(email) != asking.email:
            refuse_wrong(asking, password, "current_password")
        with transaction.atomic():  # where the address is refused, the rest is not changed either
            account = change_account(asking, changes, seen)
            if email is not None:
                ask_to_change(asking, email, asking_device(self.request))
        serializer.instance = account
