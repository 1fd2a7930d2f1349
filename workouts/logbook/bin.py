"""The bin: deleted workouts wait 30 days, so that a wrong tap costs nothing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone as clock

from accounts.models import User
from workouts.logbook.lock import Values, hold, lock, refuse_stale
from workouts.logbook.recount import save
from workouts.models import MergedExercise, Set, Tombstone, Workout, WorkoutExercise
from workouts.models.workout import KEPT_IN_BIN
from workset.models import DueWork

AT_ONCE = 100  # workouts that are deleted for good under one lock


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
    deleted = 0
    while some := empty_some(user, until):
        deleted += some
    return deleted


@transaction.atomic
def empty_some(user: User, until: datetime) -> int:
    """Delete for good a few workouts of the bin; their number."""
    hold(user.pk)
    binned = Workout.objects.of(user).filter(deleted_at__lte=until).order_by("pk")[:AT_ONCE]
    workouts = list(binned.select_for_update(no_key=True).values_list("pk", flat=True))
    if not workouts:
        return 0
    rows = WorkoutExercise.objects.filter(workout__in=workouts)
    sets = Set.objects.filter(workout_exercise__workout__in=workouts)
    Tombstone.objects.bury(user, Tombstone.Kind.SET, sets.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT_EXERCISE, rows.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT, workouts)
    kept = WorkoutExercise.history.filter(of_workout__in=workouts)  # those that were removed before too
    MergedExercise.objects.filter(workout_exercise__in=kept.values("id")).delete()
    Workout.objects.filter(pk__in=workouts).delete()
    return len(workouts)
