"""Changes of what a load depends on: they move the stored totals of workouts long done.

Up to 500 workouts in the same transaction. Beyond, everybody else's writes would wait for it: the worker does it soon,
some at a time, and until then the totals are as they were.
"""

import time
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone as clock

from accounts.data_version import bump_all
from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.lock import hold, let_others_in
from workouts.logbook.recount import WEIGHED_MODES
from workouts.logbook.recount_many import recount_many
from workouts.models import BodyMeasurement, Workout, WorkoutExercise
from workset.due import ask_for
from workset.models import DueWork

MOST_AT_ONCE = 500  # workouts that are recounted while somebody waits
CHUNK = 100  # workouts of one transaction of the worker
KIND = "recount"


def recount_weighed_from(user: User, day: date) -> None:
    """Recount bodyweight work from `day` until the next day on which `user` was weighed."""
    weighed = BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT, date__gt=day)
    until = weighed.order_by("date").values_list("date", flat=True).first()
    lifted = Q(exercises__exercise__load_mode__in=WEIGHED_MODES, bodyweight_kg=None, local_date__gte=day)
    if until is not None:
        lifted &= Q(local_date__lt=until)
    recount_all(Workout.objects.of(user).filter(lifted))


@transaction.atomic
def recount_exercises(exercises: Iterable[Exercise]) -> None:
    """Recount every workout with one of `exercises`, whose load facts have changed; all who did them are held."""
    changed = list(exercises)
    bump_all(those_who_did(changed))
    recount_all(Workout.objects.filter(exercises__exercise__in=changed))


def those_who_did(exercises: Iterable[Exercise]) -> QuerySet[User]:
    """The people in whose workouts one of `exercises` stands."""
    return User.objects.filter(pk__in=WorkoutExercise.objects.filter(exercise__in=list(exercises)).values("user"))


@transaction.atomic
def recount_estimates(user: User) -> None:
    """Recount `user`'s workouts, whose e1RM formula has changed."""
    hold(user.pk)
    recount_all(Workout.objects.of(user))


def recount_all(workouts: QuerySet[Workout]) -> None:
    """Recount each of these, those in the bin too: they may come back. Their accounts are held.

    Above 500 it is due work, each account's on its own; while that waits, totals are old.
    """
    found = workouts.order_by("user", "pk").values_list("user", "pk").distinct()
    at_once = list(found[: MOST_AT_ONCE + 1])
    if len(at_once) > MOST_AT_ONCE:
        for user in workouts.order_by().values_list("user", flat=True).distinct():
            ask_to_recount(user)
        return
    for user, pairs in groupby(at_once, key=itemgetter(0)):
        recount_many(user, [pk for _user, pk in pairs])


def ask_to_recount(user: UUID) -> None:
    """Have all workouts of an account recounted soon.

    Where that is being done it begins anew, as the first may have been counted by what stood before: who has claimed it
    loses it.
    """
    waiting = DueWork.objects.filter(kind=KIND, key=str(user))
    if not waiting.update(attempts=F("attempts") + 1, locked_until=None, due_at=clock.now(), failed_at=None):
        ask_for(KIND, str(user), {"user": str(user)})


def recount_account(work: DueWork) -> None:
    """The due work: some workouts at a time, each time under the account's lock, so that others write in between."""
    user = UUID(work.payload["user"])
    ids = list(Workout.objects.filter(user=user).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            if not User.objects.filter(pk=user).exists():
                return
            hold(user)
            recount_many(user, ids[start : start + CHUNK])
        let_others_in(time.monotonic())
