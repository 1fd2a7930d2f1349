"""Changes of what a load depends on: they move the stored totals of workouts long done, in the same transaction."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.data_version import bump_all
from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.lock import hold, lock_alone
from workouts.logbook.recount import WEIGHED_MODES, recount
from workouts.models import BodyMeasurement, Workout, WorkoutExercise


def recount_weighed_from(user: User, day: date) -> None:
    """Recount bodyweight work from `day` until the next day on which `user` was weighed."""
    weighed = BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT, date__gt=day)
    until = weighed.order_by("date").values_list("date", flat=True).first()
    lifted = Q(exercises__exercise__load_mode__in=WEIGHED_MODES, bodyweight_kg=None, local_date__gte=day)
    if until is not None:
        lifted &= Q(local_date__lt=until)
    recount_all(Workout.objects.of(user).filter(lifted).distinct())


@transaction.atomic
def recount_exercises(exercises: Iterable[Exercise]) -> None:
    """Recount every workout with one of `exercises`, whose load facts have changed; all who did them are held."""
    changed = list(exercises)
    bump_all(those_who_did(changed))
    recount_all(Workout.objects.filter(exercises__exercise__in=changed).distinct())


def those_who_did(exercises: Iterable[Exercise]) -> QuerySet[User]:
    """The people in whose workouts one of `exercises` stands."""
    return User.objects.filter(pk__in=WorkoutExercise.objects.filter(exercise__in=list(exercises)).values("user"))


@transaction.atomic
def recount_estimates(user: User) -> None:
    """Recount `user`'s workouts, whose e1RM formula has changed."""
    hold(user.pk)
    recount_all(Workout.objects.of(user))


def recount_all(workouts: QuerySet[Workout]) -> None:
    """Recount each of these under its lock, those in the bin too: they may come back. Their accounts are held."""
    for workout in workouts.order_by("pk"):
        recount(lock_alone(workout, binned=True))
