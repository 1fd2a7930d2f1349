"""What no reader can refuse yet: values whose limits hang on the clock, the lifter's time zone or the unit chosen."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from workouts.imports.history import ImportedWorkout, RefusedRow
from workouts.models.ranges import ORDERS, WEIGHT_KG
from workouts.models.workout import A_DAY_AHEAD, LONG_AGO, TEN_YEARS_AHEAD
from workset.lib.dates import from_wall_clock
from workset.lib.units import to_kg


def refusals(workouts: Iterable[ImportedWorkout], weight_unit: str, zone: str, now: datetime) -> Iterator[RefusedRow]:
    """The rows of `workouts` with a time, a number of sets or a weight beyond what a logbook takes.

    `weight_unit` ("kg" or "lb") is of weights that have none; times are on the wall clock of `zone`.
    """
    for workout in workouts:
        if reason := refused_time(workout, zone, now):
            yield RefusedRow(workout.source_row, reason, workout=workout.key)
        if max(len(workout.exercises), *(len(exercise.sets) for exercise in workout.exercises), 0) > ORDERS[1]:
            reason = _("The workout has over 9,999 exercises, or sets of one: see whether its rows belong together.")
            yield RefusedRow(workout.source_row, reason, workout=workout.key)
        for one in workout.sets():
            unit = one.weight_unit or weight_unit
            if one.weight is not None and to_kg(one.weight, unit) > WEIGHT_KG[1]:
                weight = {"weight": f"{one.weight.normalize():f}", "unit": unit}
                reason = _("%(weight)s %(unit)s is over 2,000 kg: correct the weight and import again.") % weight
                yield RefusedRow(one.source_row, reason, workout=workout.key)


def refused_time(workout: ImportedWorkout, zone: str, now: datetime) -> str:
    """Why the time of the workout can't be meant, or nothing. One without a start may be a plan for years ahead."""
    if workout.started_at is None:
        if not LONG_AGO.date() <= workout.local_date <= (now + TEN_YEARS_AHEAD).date():
            day = {"day": workout.local_date}
            return _("%(day)s is not between 1900 and ten years ahead: correct the date and import again.") % day
    elif not LONG_AGO <= from_wall_clock(workout.started_at, zone) <= now + A_DAY_AHEAD:
        start = {"start": workout.started_at}
        return _("%(start)s is not between 1900 and tomorrow: correct the date and import again.") % start
    return ""
