"""The number that grows with everything that a person's reports are made of: what was told under it can be kept."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from workset.compiled import CompiledUpdate

# What every write to a workout does.
RAISE = CompiledUpdate(
    lambda user: User.objects.filter(pk=user), {"data_version": F("data_version") + 1}, user=UUID(int=1)
)


def bump(user: UUID) -> None:
    """Raise a person's data version, and hold their account until the transaction ends.

    Verbs that write to a workout do so before they lock it: the other way round two would wait for each other.
    """
    RAISE.run(user=user)


@transaction.atomic
def bump_all(users: QuerySet[User]) -> None:
    """Raise it for each of these, and hold their accounts: in one order for everybody, else two would deadlock."""
    found = list(users.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    for start in range(0, len(found), 500):
        User.objects.filter(pk__in=found[start : start + 500]).update(data_version=F("data_version") + 1)
