"""What no reader can refuse yet: values whose limits hang on the clock, the lifter's time zone or the unit chosen."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from workouts.imports.history import ImportedWorkout, RefusedRow
from workouts.models.ranges import MOST_EXERCISES_IN_A_WORKOUT, MOST_SETS_IN_A_WORKOUT, WEIGHT_KG
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
        if len(workout.exercises) > MOST_EXERCISES_IN_A_WORKOUT or len(list(workout.sets())) > MOST_SETS_IN_A_WORKOUT:
            most = {"exercises": MOST_EXERCISES_IN_A_WORKOUT, "sets": MOST_SETS_IN_A_WORKOUT}
            reason = _(
                "The workout has over %(exercises)d exercises, or %(sets)d sets: see whether its rows belong together."
            )
            yield RefusedRow(workout.source_row, reason % most, workout=workout.key)
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
