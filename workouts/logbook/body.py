"""The body by date: record, change, delete. A bodyweight moves what bodyweight work adds up to."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from workouts.logbook.loads import recount_weighed_from
from workouts.logbook.lock import Values, check, claim, hold, refuse_stale
from workouts.models import BodyMeasurement, Tombstone
from workset.lib.errors import Conflict


@transaction.atomic
def record_measurement(
    user: User, kind: str, day: date, value: Decimal, unit: str = "", pk: UUID | None = None
) -> BodyMeasurement:
    """Store what was measured on a day: one of a kind a day, the last word counts. Without a `unit` it is metric.

    Under an id of the client's making a day that is taken is a Conflict `date_taken`.
    """
    hold(user.pk)
    claim(user.pk, BodyMeasurement, [pk])
    standing = BodyMeasurement.objects.for_user(user).filter(kind=kind, date=day).first()
    if standing is not None and pk is not None:
        raise taken()
    measured = standing or BodyMeasurement(user=user, kind=kind, date=day, **({"pk": pk} if pk else {}))
    measured.value, measured.unit = value, unit
    write(measured)
    return measured


@transaction.atomic
def change_measurement(measurement: BodyMeasurement, changes: Values, seen: Values | None = None) -> BodyMeasurement:
    """Apply `changes` (date, value, unit) to the measurement as it stands now.

    Conflict `date_taken` for a day that has one of its kind already, `deleted` where it is gone, `stale` where it says
    something else than `seen` of it.
    """
    hold(measurement.user_id)
    fresh = standing_row(measurement)
    refuse_stale(fresh, seen)
    before = fresh.date
    if changes.get("kind", fresh.kind) != fresh.kind:
        raise ValidationError({"kind": _("The kind can't be changed. Delete this one and record another.")})
    for name in {"date", "value", "unit"} & set(changes):
        setattr(fresh, name, changes[name])
    alike = BodyMeasurement.objects.for_user(fresh.user).filter(kind=fresh.kind, date=fresh.date)
    if alike.exclude(pk=fresh.pk).exists():
        raise taken()
    write(fresh)
    if fresh.weighs and before != fresh.date:
        recount_weighed_from(fresh.user, before)
    return fresh


@transaction.atomic
def delete_measurement(measurement: BodyMeasurement, seen: Values | None = None) -> None:
    """Delete a measurement; its id is kept, so that a late replay from a phone doesn't bring it back.

    Conflict `stale` where it says something else than `seen` of it.
    """
    hold(measurement.user_id)
    fresh = standing_row(measurement)
    refuse_stale(fresh, seen)
    Tombstone.objects.bury(fresh.user, Tombstone.Kind.MEASUREMENT, [fresh.pk])
    fresh.delete()
    if fresh.weighs:
        recount_weighed_from(fresh.user, fresh.date)


def write(measurement: BodyMeasurement) -> None:
    """Check and save, and recount what a bodyweight weighs from its day on."""
    check(measurement)
    measurement.save()
    if measurement.weighs:
        recount_weighed_from(measurement.user, measurement.date)


def standing_row(measurement: BodyMeasurement) -> BodyMeasurement:
    """The measurement as it stands now; Conflict `deleted` where another device deleted it."""
    fresh = BodyMeasurement.objects.select_related("user").filter(pk=measurement.pk).first()
    if fresh is None:
        raise Conflict(_("This measurement was deleted."), code="deleted")
    return fresh


def taken() -> Conflict:
    """That a day has one already."""
    return Conflict(_("This day has one already. Change that one."), code="date_taken")
