"""The signed-in account over the API. It stands here because the e1RM formula moves the estimates of workouts."""

from typing import Any

from accounts.api.me import MeView
from workouts.logbook.account import change_account


class AccountView(MeView):
    """Profile and preferences. E-mail and role are read-only here."""

    def perform_update(self, serializer: Any) -> None:
        """By the verb, on the account as it stands now."""
        serializer.instance = change_account(serializer.instance, serializer.validated_data)
