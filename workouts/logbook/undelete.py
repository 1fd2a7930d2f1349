"""Taking back the deletion of a set, or of an exercise with its sets, from what history kept of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.exercises import make_room
from workouts.logbook.lock import hold, lock
from workouts.logbook.recount import recount
from workouts.logbook.sets import free_number, numbers_after
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
    workout = lock(Workout(pk=record.of_workout_id))
    standing = Set.objects.of(user).filter(pk=pk).first()
    if standing is not None:
        return standing
    row = workout.exercises.filter(pk=record.workout_exercise_id).select_related("exercise").first()
    if row is None:
        raise Conflict(_("The exercise of this set was removed from the workout. Bring that back."), code="deleted")
    entry = record.history_object
    entry.workout_exercise = row
    number = free_number(row, entry.set_number)
    entry.set_number = number if number is not None else next(numbers_after(row, []))
    revive(user, [entry])
    recount(workout, [row.pk])
    return entry


@transaction.atomic
def undelete_exercise(user: User, pk: UUID) -> WorkoutExercise:
    """The exercise `pk` of a workout with the sets that went with it, at the place where it stood.

    Twice it changes nothing. Conflict `not_deleted` where `user` removed no such exercise from a workout, `deleted`
    where the workout or the exercise itself is gone, `in_bin` where the workout lies in the bin.
    """
    record = deletion(WorkoutExercise, user, pk)
    hold(user.pk)
    workout = lock(Workout(pk=record.of_workout_id))
    standing = WorkoutExercise.objects.of(user).filter(pk=pk).first()
    if standing is not None:
        return standing
    row = record.history_object
    if not Exercise.objects.visible_to(user).filter(pk=row.exercise_id).exists():
        raise Conflict(_("This exercise was deleted, so it can't stand in a workout again."), code="deleted")
    row.workout = workout
    row.order = min(row.order, workout.exercises.all().last_order() + 1)
    row.local_date = workout.local_date
    make_room(workout, row.order)
    revive(user, [row])
    gone = Set.history.filter(account=user, history_type="-", workout_exercise=pk, history_date=record.history_date)
    sets = [one.history_object for one in gone]
    for entry in sets:
        entry.workout_exercise = row
    revive(user, sets)
    recount(workout, [row.pk])
    return row


def deletion(model: Any, user: User, pk: UUID) -> Any:
    """The record of the last deletion of a row of `user`'s; Conflict `not_deleted` where there is none."""
    record = model.history.filter(account=user, id=pk, history_type="-").first()
    if record is None:
        raise Conflict(_("There is nothing to bring back."), code="not_deleted")
    return record


def revive(user: User, rows: Sequence[Set] | Sequence[WorkoutExercise]) -> None:
    """Write rows under their old ids, which are buried no more."""
    for row in rows:
        row.clean()
        row.version += 1  # whoever kept a copy from before the deletion has an older one
    if rows:
        Tombstone.objects.filter(user=user, pk__in=[row.pk for row in rows]).delete()
        type(rows[0])._default_manager.bulk_create(rows)  # type: ignore[arg-type]
        note_returns(rows)
