"""Every write to a workout's tree holds its row: two phones may log into the same workout.

The account's row comes first, always: what is written is new data for its reports.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _

from accounts.data_version import bump, bump_past
from accounts.models import User
from workouts.models import Workout, WorkoutExercise
from workouts.models.tombstone import who_buried
from workset.compiled import CompiledModels, exists
from workset.history import watch
from workset.lib.errors import Conflict
from workset.lib.ids import is_uuid7

Values = Mapping[str, Any]
Found = TypeVar("Found")
A_TURN = 0.11  # seconds


# Without its account: a row that is joined to a locked one is as old as the moment when the wait began.
LOCKED = CompiledModels(lambda pk: Workout.objects.select_for_update(no_key=True).filter(pk=pk), pk=UUID(int=1))


def hold(user: UUID, since: date | None = None) -> User:
    """Let what moves the loads of a person's history, and what puts workouts into it, happen one at a time.

    A workout that is logged while a bodyweight is recorded would else be counted without it, and be committed after
    everything was recounted. Taken before the workout's own lock, never after: the other way round two would deadlock.
    `since` as `bump` takes it. Conflict `deleted` where the account is gone: its owner closed it on another device.
    """
    bump(user, since)
    return as_it_stands(user)


def as_it_stands(user: UUID) -> User:
    """The account, held or not; Conflict `deleted` where it is gone."""
    found = User.objects.filter(pk=user).first()
    if found is None:
        raise Conflict(_("This account was deleted."), code="deleted")
    return found


def let_others_in(since: float) -> None:
    """Wait until whoever waited for the lock that was let go at `since` (time.monotonic) has had a turn.

    For what writes slice after slice. PostgreSQL hands its locks on by itself. SQLite lets those who wait look for
    themselves, every 100 ms at the latest: what takes its lock back at once keeps them out for ever.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:  # else nothing was let go
        time.sleep(max(0.0, since + A_TURN - time.monotonic()))


def lock(workout: Workout, binned: bool = False) -> Workout:
    """The workout's row, fresh and locked until the transaction ends; its account is held before it.

    Conflict `deleted` where it is gone for good; `in_bin` where it lies in the bin, unless the verb is about the bin.
    """
    bump(workout.user_id, since=date.max)  # its own day is told below
    fresh = lock_alone(workout, binned)
    bump_past(workout.user_id, fresh.local_date)
    return fresh


def lock_of(row: WorkoutExercise) -> Workout:
    """The same of the workout in which an exercise stands; the row need not have it at hand."""
    return lock(Workout(pk=row.workout_id, user_id=row.user_id))


def lock_alone(workout: Workout, binned: bool = False) -> Workout:
    """The same, for who holds the account already."""
    fresh = LOCKED.first(pk=workout.pk)
    if fresh is None:
        raise Conflict(_("This workout was deleted."), code="deleted")
    if fresh.deleted_at is not None and not binned:
        raise Conflict(_("This workout is in the bin. Restore it first."), code="in_bin")
    fresh.dated = fresh.local_date
    return watch(fresh)


def refuse_removed(found: Found | None) -> Found:
    """The exercise of a workout that was looked for; Conflict `deleted` where another device removed it meanwhile."""
    if found is None:
        raise Conflict(_("This exercise was removed from the workout."), code="deleted")
    return found


def refuse_stale(fresh: models.Model, seen: Values | None) -> None:
    """Conflict `stale` where the row, fresh and under its locks, says something else than the caller saw of it."""
    if any(getattr(fresh, name) != value for name, value in (seen or {}).items()):
        raise Conflict(_("This was changed meanwhile, and nothing was saved."), code="stale")


def check(instance: models.Model, path: str = "") -> None:
    """The model's field validators and `clean()`, with no query; errors are named from `path` on."""
    relations = [field.name for field in instance._meta.fields if field.is_relation]
    try:
        instance.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as refused:
        if not path:
            raise
        raise ValidationError({f"{path}.{name}": texts for name, texts in refused.message_dict.items()}) from None


def claim(user: UUID, model: type[models.Model], ids: Iterable[UUID | None]) -> None:
    """Let client-made ids be used by the account `user`: UUIDv7, each once, unused, and never deleted before.

    ValidationError on `id` for another version, Conflict `deleted` or `id_taken` otherwise.
    """
    made = [one for one in ids if one is not None]
    if not made:
        return
    if not all(is_uuid7(one) for one in made):
        raise ValidationError({"id": _("Give an id of version 7 (RFC 9562), or none.")})
    buried = who_buried(made)
    if user in buried:
        raise Conflict(_("This was deleted. Give what you make a new id."), code="deleted")
    # A stranger's tombstone too: this id could not be buried a second time.
    if buried or len(set(made)) < len(made) or are_used(model, made):
        raise Conflict(_("This id is taken. Give what you make a new id."), code="id_taken")


def are_used(model: type[models.Model], ids: Sequence[UUID]) -> bool:
    """Whether a row has one of these ids, whosever it is."""
    return exists(model, ids[0]) if len(ids) == 1 else model._default_manager.filter(pk__in=ids).exists()
