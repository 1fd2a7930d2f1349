"""The account's preferences, as far as the logbook depends on them."""

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.plates import default_equipment
from workouts.logbook.loads import recount_estimates
from workouts.logbook.lock import Values, check, hold, refuse_stale


@transaction.atomic
def change_account(user: User, changes: Values, seen: Values | None = None) -> User:
    """Apply `changes` (fields of User) to the account as it stands now.

    Another e1RM formula recounts every estimate, those of a long history soon after (`workouts.logbook.loads`). Another
    weight unit converts nothing that was typed; step, bar and plates that were the usual ones of the old unit become
    those of the new one. Conflict `stale` where the account says something else than `seen` of it.
    """
    account = hold(user.pk)
    refuse_stale(account, seen)
    formula = account.e1rm_formula
    fields = dict(changes) | re_equipped(account, changes)
    for name, value in fields.items():
        setattr(account, name, value)
    check(account)
    account.save(update_fields=[*fields, "updated_at"])  # nothing else: a new password must not be written over
    if account.e1rm_formula != formula:
        recount_estimates(account)
    return account


def re_equipped(account: User, changes: Values) -> dict[str, Any]:
    """The usual step, bar and plates of the new unit, in place of what was usual in the old and isn't changed."""
    unit = changes.get("weight_unit", account.weight_unit)
    if unit == account.weight_unit:
        return {}
    usual = default_equipment(account.weight_unit)
    untouched = {name for name, value in usual.items() if changes.get(name, value) == getattr(account, name) == value}
    return {name: value for name, value in default_equipment(unit).items() if name in untouched}
