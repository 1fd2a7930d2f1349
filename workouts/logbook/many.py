"""Many workouts at once: all of them or none. What a rule refuses is told with the workout that it is about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workouts.logbook import bin as the_bin
from workouts.logbook.lock import Values, hold, lock_alone
from workouts.logbook.workouts import change_workout
from workouts.models import Workout
from workouts.models.workout import LONG_AGO
from workset.lib.dates import from_wall_clock, local_day
from workset.lib.errors import Conflict

MOST = 100


def delete_many(workouts: Sequence[Workout]) -> None:
    """Put workouts of one person into the bin; one that lies there already stays there."""
    on_each(workouts, lambda workout: workout.deleted_at or the_bin.move_to_bin(workout))


def restore_many(workouts: Sequence[Workout]) -> None:
    """Bring workouts of one person back from the bin."""
    on_each(workouts, the_bin.restore)


def retitle_many(workouts: Sequence[Workout], title: str, seen: int) -> None:
    """Give workouts of one person the same title; `seen` as in `shift_many`."""
    on_each(workouts, lambda workout: change_workout(workout, {"title": title}), seen)


def shift_many(workouts: Sequence[Workout], days: int, seen: int) -> None:
    """Move workouts of one person by `days`, earlier where negative; each keeps its time of day.

    `seen` is what their versions summed up to when this was decided. Conflict `changed` where they have changed since,
    as after a double tap: else they would move twice.
    """
    shift = timedelta(days=days)
    on_each(workouts, lambda workout: change_workout(workout, moved_to(workout, workout.local_date + shift)), seen)


def move_many(workouts: Sequence[Workout], day: date, seen: int) -> None:
    """Move workouts of one person to `day`; each keeps its time of day. `seen` as in `shift_many`."""
    on_each(workouts, lambda workout: change_workout(workout, moved_to(workout, day)), seen)


@transaction.atomic
def on_each(workouts: Sequence[Workout], verb: Callable[[Workout], object], seen: int | None = None) -> None:
    """Carry `verb` out on each workout as it stands now; ValidationError, and nothing changed, where one refuses."""
    if len(workouts) > MOST:
        raise ValidationError(_("Choose %(most)s workouts at most.") % {"most": MOST})
    if workouts:
        hold(workouts[0].user_id)
    # In one order for everybody: two who take the same rows in different ones would wait for each other for ever.
    locked = [lock_alone(workout, binned=True) for workout in sorted(workouts, key=lambda one: one.pk)]
    if seen is not None and seen != versions(locked):
        raise Conflict(_("These workouts have changed since. Look at them, then send it again."), code="changed")
    refusals = []
    for workout in locked:
        name = name_of(workout)
        try:
            verb(workout)
        except ValidationError as refused:
            refusals += [f"{name}: {text}" for text in dict.fromkeys(refused.messages)]
    if refusals:
        raise ValidationError(refusals)


def versions(workouts: Iterable[Workout]) -> int:
    """A number that grows with each change of any of them."""
    return sum(workout.version for workout in workouts)


def name_of(workout: Workout) -> str:
    """What tells a workout from the others of its title."""
    day = date_format(workout.local_date, "DATE_FORMAT")
    return f"{workout.title}, {day}" if workout.title else day


def moved_to(workout: Workout, day: date) -> Values:
    """The fields of Workout that change where it goes to another day; the times on the wall stay, a plan stays one."""
    if workout.is_planned and workout.started_at is None:
        return {"planned_on": day}
    if not LONG_AGO.date() <= day <= local_day(clock.now(), workout.timezone) + timedelta(days=1):
        raise ValidationError(_("Give a date between 1900 and tomorrow."))
    if workout.started_at is None:
        return {"local_date": day}
    wall = workout.started_at.astimezone(ZoneInfo(workout.timezone)).time()
    moved: dict[str, Any] = {"started_at": from_wall_clock(datetime.combine(day, wall), workout.timezone)}
    if workout.is_planned:  # said beside its start, which would begin it
        moved |= {"status": workout.status, "duration_seconds": workout.duration_seconds}
        moved |= {"planned_on": day} if workout.planned_on else {}
    return moved
