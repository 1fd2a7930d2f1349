"""The numbers that grow with everything that a person's reports are made of: what was told under them can be kept.

There are two, as most of what is done is of today, and most of what a report of ten years adds up is not.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone as clock

from accounts.models import User
from workset.compiled import CompiledUpdate

A_MONTH = timedelta(days=31)


def raised(with_past: bool) -> dict[str, Any]:
    """The versions as an update writes them."""
    names = ("data_version", "past_version") if with_past else ("data_version",)
    return {name: F(name) + 1 for name in names}


# What every write to a workout does, by whether it may be one of the past.
RAISE = {
    with_past: CompiledUpdate(lambda user: User.objects.filter(pk=user), raised(with_past), user=UUID(int=1))
    for with_past in (False, True)
}


def bump(user: UUID, since: date | None = None) -> None:
    """Raise a person's data version, and hold their account until the transaction ends.

    `since` is the first day of what is changed: where that is long ago, and where it is None and may be any day, the
    version of their past is raised too. Verbs that write to a workout do so before they lock it: the other way round
    two would wait for each other.
    """
    RAISE[since is None or is_long_ago(since)].run(user=user)


def bump_past(user: UUID, since: date) -> None:
    """The same for who has raised the data version already, and knows the day only now."""
    if is_long_ago(since):
        User.objects.filter(pk=user).update(past_version=F("past_version") + 1)


@transaction.atomic
def bump_all(users: QuerySet[User]) -> None:
    """Raise both for each of these, and hold their accounts: in one order for everybody, else two would deadlock."""
    found = list(users.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    for start in range(0, len(found), 500):
        User.objects.filter(pk__in=found[start : start + 500]).update(**raised(with_past=True))


def is_long_ago(day: date) -> bool:
    """Whether a change on that day is one of the past."""
    return day < clock.now().date() - A_MONTH


def begin_of_present() -> date:
    """Before this day everything is the past, with whatever was kept of it: the first of a month, for it to stay.

    A month earlier than `is_long_ago` says: what is being written while a month begins is never behind it.
    """
    return (clock.now().date() - 2 * A_MONTH).replace(day=1)
