"""The bin: deleted workouts wait 30 days, so that a wrong tap costs nothing."""

import time
from datetime import datetime
from itertools import accumulate
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone as clock

from accounts.models import User
from workouts.logbook.lock import Values, hold, let_others_in, lock, refuse_stale
from workouts.logbook.recount import save
from workouts.models import MergedExercise, Set, Tombstone, Workout, WorkoutExercise
from workouts.models.workout import KEPT_IN_BIN
from workset.models import DueWork

# Deleted for good under one lock: it is held for less than a quarter of a second.
AT_ONCE = 100  # workouts
SETS_AT_ONCE = 1000


@transaction.atomic
def move_to_bin(workout: Workout, seen: Values | None = None) -> Workout:
    """Delete a workout so that it can be restored.

    Conflict `in_bin` where it lies there already, `stale` where it says something else than `seen` of it.
    """
    workout = lock(workout)
    refuse_stale(workout, seen)
    workout.deleted_at = clock.now()
    save(workout)
    return workout


@transaction.atomic
def restore(workout: Workout) -> Workout:
    """Bring a workout back as it was; one that is not in the bin stays as it is."""
    workout = lock(workout, binned=True)
    if workout.deleted_at is not None:
        workout.deleted_at = None
        save(workout)
    return workout


def purge(row: DueWork) -> None:
    """Delete for good what has lain in anybody's bin for 30 days: due work, once a day."""
    until = clock.now() - KEPT_IN_BIN
    for user in User.objects.filter(pk__in=Workout.objects.filter(deleted_at__lt=until).values("user")):
        empty_bin(user, until)


def empty_bin(user: User, until: datetime | None = None) -> int:
    """Delete for good what `user` has put into the bin, `until` then where it is given; the number of workouts.

    Some at a time: nobody should wait for the lock as long as a large bin takes.
    """
    until = until or clock.now()
    deleted = empty_some(user, until)
    while in_bin(user, until).exists():
        let_others_in(time.monotonic())
        deleted += empty_some(user, until)
    return deleted


def in_bin(user: User, until: datetime) -> QuerySet[Workout]:
    """What `user` had put into the bin by then."""
    return Workout.objects.of(user).filter(deleted_at__lte=until)


@transaction.atomic
def empty_some(user: User, until: datetime) -> int:
    """Delete for good a few workouts of the bin; their number."""
    hold(user.pk)
    return delete_some(user, in_bin(user, until).order_by("pk"))


def delete_some(user: User, workouts: QuerySet[Workout]) -> int:
    """Delete for good the first few of these workouts of `user`, whose account the caller holds; their number."""
    few = small(workouts)
    found = list(Workout.objects.filter(pk__in=few).select_for_update(no_key=True).values_list("pk", flat=True))
    if not found:
        return 0
    rows = WorkoutExercise.objects.filter(workout__in=found)
    sets = Set.objects.filter(workout_exercise__workout__in=found)
    Tombstone.objects.bury(user, Tombstone.Kind.SET, sets.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT_EXERCISE, rows.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT, found)
    kept = WorkoutExercise.history.filter(of_workout__in=found)  # those that were removed before too
    MergedExercise.objects.filter(workout_exercise__in=kept.values("id")).delete()
    Workout.objects.filter(pk__in=found).delete()
    return len(found)


def small(workouts: QuerySet[Workout]) -> list[UUID]:
    """The ids of the first of these: of one, or of as many as have SETS_AT_ONCE sets together."""
    first = list(workouts.values_list("pk", flat=True)[:AT_ONCE])
    counted = Workout.objects.filter(pk__in=first).annotate(sets=Count("exercises__sets"))
    sizes = dict(counted.values_list("pk", "sets"))
    up_to = accumulate(sizes[pk] for pk in first)
    return [pk for place, (pk, sets) in enumerate(zip(first, up_to, strict=True)) if place == 0 or sets <= SETS_AT_ONCE]
