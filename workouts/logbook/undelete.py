"""Taking back the deletion of a set, or of an exercise with its sets, from what history kept of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.exercises import make_room
from workouts.logbook.lock import hold, lock
from workouts.logbook.merge import catch_up
from workouts.logbook.recount import recount
from workouts.logbook.room import refuse_exercise, refuse_sets, sets_in
from workouts.logbook.sets import free_number, numbers_after, numbers_in
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workset.history import note_returns
from workset.lib.errors import Conflict


@transaction.atomic
def undelete_set(user: User, pk: UUID) -> Set:
    """The set `pk` as it was before it was deleted, under its number or the next free one.

    Twice it changes nothing. Conflict `not_deleted` where `user` deleted no such set, `deleted` where its exercise or
    workout is gone, `in_bin` where that lies in the bin.
    """
    record = deletion(Set, user, pk)
    workout = lock(Workout(pk=record.of_workout_id, user=user))
    standing = Set.objects.of(user).filter(pk=pk).first()
    if standing is not None:
        return standing
    row = workout.exercises.filter(pk=record.workout_exercise_id).select_related("exercise").first()
    if row is None:
        raise Conflict(_("The exercise of this set was removed from the workout. Bring that back."), code="deleted")
    refuse_sets(sets_in(workout), 1)
    entry = set_of(record, row, workout)
    taken = numbers_in(row)
    entry.set_number = free_number(taken, entry.set_number) or next(numbers_after(taken))
    revive(user, [entry])
    recount(workout, [row.pk])
    return entry


@transaction.atomic
def undelete_exercise(user: User, pk: UUID) -> WorkoutExercise:
    """The exercise `pk` of a workout with the sets that went with it, at the place where it stood.

    One that was merged meanwhile comes back as what it went into. It is in its superset where it stands beside one with
    which it was done in turn, and tears no other one apart. Twice it changes nothing. Conflict `not_deleted` where
    `user` removed no such exercise from a workout, `deleted` where the workout or the exercise itself is gone, `in_bin`
    where the workout lies in the bin.
    """
    hold(user.pk)  # before the record is read: undoing a merge adds another one
    record = deletion(WorkoutExercise, user, pk)
    workout = lock(Workout(pk=record.of_workout_id, user=user))
    standing = WorkoutExercise.objects.of(user).filter(pk=pk).first()
    if standing is not None:
        return standing
    row = as_it_was(record)
    if not Exercise.objects.visible_to(user).filter(pk=row.exercise_id).exists():
        raise Conflict(_("This exercise was deleted, so it can't stand in a workout again."), code="deleted")
    refuse_exercise(workout)
    catch_up(row)
    row.workout = workout
    row.local_date = workout.local_date
    find_place(row, record.history_date)
    make_room(workout, row.order)
    revive(user, [row])
    sets = [set_of(one, row, workout) for one in sets_gone_with(record)]
    refuse_sets(sets_in(workout), len(sets))
    revive(user, sets)
    recount(workout, [row.pk])
    return row


def deletion(model: Any, user: User, pk: UUID) -> Any:
    """The record of the last deletion of a row of `user`'s; Conflict `not_deleted` where there is none."""
    record = model.history.filter(account=user, id=pk, history_type="-").first()
    if record is None:
        raise Conflict(_("There is nothing to bring back."), code="not_deleted")
    return record


def sets_gone_with(record: Any) -> QuerySet[Any]:
    """The records of the sets that were deleted with the exercise of `record`."""
    return Set.history.filter(
        account=record.account_id, history_type="-", workout_exercise=record.id, history_date=record.history_date
    )


def as_it_was(record: Any) -> Any:
    """The row of a record, unsaved."""
    row = record.history_object
    row.created_at = record.made_at
    return row


def set_of(record: Any, row: WorkoutExercise, workout: Workout) -> Set:
    """The set of a record, unsaved, under `row`; one that was still planned was skipped if the workout is done."""
    entry: Set = as_it_was(record)
    entry.workout_exercise = row
    if workout.status == Workout.Status.COMPLETED and entry.status == Set.Status.PLANNED:
        entry.status = Set.Status.SKIPPED
    return entry


def find_place(row: WorkoutExercise, moment: datetime) -> None:
    """Where `row`, removed at `moment`, stands again: at its place, behind a superset that it would tear apart.

    It is in its superset where a neighbour there is in it, and was at that moment: numbers are given again.
    """
    above: list[WorkoutExercise] = []
    below = list(row.workout.exercises.all())
    while below and below[0].order < row.order:
        above.append(below.pop(0))
    while not (joined := is_between_partners(row, above[-1:] + below[:1], moment)) and tears(above, below):
        above.append(below.pop(0))
    row.order = above[-1].order + 1 if above else 1
    row.superset = row.superset if joined else None


def is_between_partners(row: WorkoutExercise, neighbours: Sequence[WorkoutExercise], moment: datetime) -> bool:
    """Whether one of the neighbours is in the superset of `row`, and was at that moment."""
    return row.superset is not None and any(
        one.superset == row.superset == superset_at(one, moment) for one in neighbours
    )


def tears(above: Sequence[WorkoutExercise], below: Sequence[WorkoutExercise]) -> bool:
    """Whether what stands between these tears a superset apart."""
    return bool(above and below) and above[-1].superset is not None and above[-1].superset == below[0].superset


def superset_at(row: WorkoutExercise, moment: datetime) -> int | None:
    """The superset in which `row` was at that moment."""
    if row.created_at > moment:
        return None
    # Without a record from before, it has not been changed since it was made.
    record = WorkoutExercise.history.filter(id=row.pk, history_date__lte=moment).first()
    superset: int | None = (record or row).superset
    return superset


def revive(user: User, rows: Sequence[Set] | Sequence[WorkoutExercise]) -> None:
    """Write rows under their old ids, which are buried no more, made when they were made."""
    if not rows:
        return
    for row in rows:
        row.clean()
        row.version += 1  # whoever kept a copy from before the deletion has an older one
    model, made = type(rows[0]), {row.pk: row.created_at for row in rows}
    Tombstone.objects.filter(user=user, pk__in=made).delete()
    model._default_manager.bulk_create(rows)  # type: ignore[arg-type]
    for row in rows:
        row.created_at = made[row.pk] or row.created_at
    model._default_manager.bulk_update(rows, ["created_at"], batch_size=100)  # type: ignore[arg-type]
    note_returns(rows)
