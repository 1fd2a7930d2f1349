"""The signed-in account over the API. It stands here because the e1RM formula moves the estimates of workouts."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.addresses import ask_to_change
from accounts.api.devices import asking_device
from accounts.api.me import MeView
from accounts.api.serializers import PasswordSerializer
from accounts.models import User
from workouts.logbook.account import change_account
from workset.api.etags import TaggedMixin


class AccountView(TaggedMixin, MeView):
    """Profile and preferences."""

    def shown(self, pk: Any) -> Any:
        """The account as it stands now: the one that asks was read when it signed in."""
        return self.get_serializer(User.objects.get(pk=pk)).data

    @extend_schema(summary="Delete the account and all its data", request=PasswordSerializer, responses={204: None})
    def delete(self, request: Request) -> Response:
        """For good, once the password is given."""
        self.seen_of(self.get_object())
        return super().delete(request)

    def perform_update(self, serializer: Any, seen: Any) -> None:
        """By the verbs, on the account as it stands now."""
        changes = dict(serializer.validated_data)
        email = changes.pop("email", None)
        account = change_account(serializer.instance, changes, seen)
        if email is not None:
            ask_to_change(account, email, asking_device(self.request))
        serializer.instance = account
