"""The bin: deleted workouts wait 30 days, so that a wrong tap costs nothing."""

from django.db import transaction
from django.utils import timezone as clock

from accounts.models import User
from workouts.logbook.lock import hold, lock
from workouts.logbook.recount import save
from workouts.models import MergedExercise, Set, Tombstone, Workout, WorkoutExercise


@transaction.atomic
def move_to_bin(workout: Workout) -> Workout:
    """Delete a workout so that it can be restored; Conflict `in_bin` where it lies there already."""
    workout = lock(workout)
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


@transaction.atomic
def empty_bin(user: User) -> int:
    """Delete for good what `user` has in the bin; the number of workouts."""
    hold(user.pk)
    binned = Workout.objects.of(user).exclude(deleted_at=None).order_by("pk")
    workouts = list(binned.select_for_update(no_key=True).values_list("pk", flat=True))
    rows = WorkoutExercise.objects.filter(workout__in=workouts)
    sets = Set.objects.filter(workout_exercise__workout__in=workouts)
    Tombstone.objects.bury(user, Tombstone.Kind.SET, sets.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT_EXERCISE, rows.values_list("pk", flat=True))
    Tombstone.objects.bury(user, Tombstone.Kind.WORKOUT, workouts)
    kept = WorkoutExercise.history.filter(of_workout__in=workouts)  # those that were removed before too
    MergedExercise.objects.filter(workout_exercise__in=kept.values("id")).delete()
    Workout.objects.filter(pk__in=workouts).delete()
    return len(workouts)
