"""The signed-in account over the API. It stands here because the e1RM formula moves the estimates of workouts."""

from typing import Any

from django.db import transaction

from accounts.api.me import MeView
from workouts.logbook.loads import recount_estimates


class AccountView(MeView):
    """Profile and preferences. E-mail and role are read-only here."""

    @transaction.atomic
    def perform_update(self, serializer: Any) -> None:
        """Another formula recounts every estimate, in the same transaction."""
        before = serializer.instance.e1rm_formula
        user = serializer.save()
        if user.e1rm_formula != before:
            recount_estimates(user)
