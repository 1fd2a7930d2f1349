"""Changes of what a load depends on: they move the stored totals of workouts long done, in the same transaction."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.lock import hold, lock
from workouts.logbook.recount import WEIGHED_MODES, recount
from workouts.models import BodyMeasurement, Workout
from workouts.models.ranges import BODYWEIGHT_KG
from workset.lib.units import to_kg


@transaction.atomic
def record_bodyweight(user: User, day: date, value: Decimal, unit: str) -> BodyMeasurement:
    """Store the bodyweight of a day (one a day: the last word counts) and recount the workouts that it weighs."""
    kg = to_kg(value, unit)
    if not BODYWEIGHT_KG[0] <= kg <= BODYWEIGHT_KG[1]:
        raise ValidationError({"value": _("Give a bodyweight from 1 to 700 kg.")})
    hold(user.pk)
    measured, _created = BodyMeasurement.objects.update_or_create(
        user=user,
        kind=BodyMeasurement.Kind.BODYWEIGHT,
        date=day,
        defaults={"value": value, "unit": unit, "weight_kg": kg},
    )
    recount_weighed_from(user, day)
    return measured


@transaction.atomic
def forget_bodyweight(user: User, day: date) -> None:
    """Delete the bodyweight of a day; the one before it counts again."""
    hold(user.pk)
    BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT, date=day).delete()
    recount_weighed_from(user, day)


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
    """Recount every workout with one of `exercises`, whose load facts have changed."""
    recount_all(Workout.objects.filter(exercises__exercise__in=list(exercises)).distinct())


@transaction.atomic
def recount_estimates(user: User) -> None:
    """Recount `user`'s workouts, whose e1RM formula has changed."""
    hold(user.pk)
    recount_all(Workout.objects.of(user))


def recount_all(workouts: QuerySet[Workout]) -> None:
    """Recount each of these under its lock, those in the bin too: they may come back."""
    for workout in workouts.order_by("pk"):
        recount(lock(workout, binned=True))
