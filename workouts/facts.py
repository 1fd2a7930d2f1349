"""What a phone needs to know of an exercise, so that it can name a new record and a rest without asking."""

from decimal import Decimal
from typing import Any

from exercises.models import Exercise
from exercises.vocabulary import Equipment
from workouts.columns import Columns
from workouts.figures import plain
from workouts.loads import load
from workouts.logbook.recount import WEIGHED_MODES
from workouts.marks import Bests
from workouts.models.workout_exercise import load_facts

LOADED_WITH_PLATES = {Equipment.BARBELL, Equipment.EZ_CURL_BAR, Equipment.SMITH_MACHINE, Equipment.TRAP_BAR}


def takes_plates(exercise: Exercise) -> bool:
    """Whether it is loaded with plates, so that one wants to know which."""
    return exercise.equipment in LOADED_WITH_PLATES


def facts_of(
    exercise: Exercise,
    columns: Columns,
    bests: Bests,
    bodyweight: Decimal | None = None,
    rest_seconds: int | None = None,
) -> dict[str, Any]:
    """Of one exercise, as JSON can hold it; weights are strings in kg, as `base_kg` "64" or None where unknown.

    `bests` are those that a new record has to beat, `bodyweight` that of the workout, `rest_seconds` what the
    exercise says of rests there. `base_kg` is what the body itself adds to each load, or what help takes off.
    """
    weighed = exercise.load_mode in WEIGHED_MODES
    base = load(load_facts(exercise), None, bodyweight) if weighed else Decimal(0)
    return {
        "exercise": str(exercise.pk),
        "unit": columns.weight_unit,
        "distance_unit": columns.distance_unit,
        "mode": exercise.load_mode,
        "base_kg": in_kg(base),
        "best_weight_kg": in_kg(bests.weight_kg),
        "best_e1rm_kg": in_kg(bests.e1rm_kg),
        "has_history": bests.has_history,
        "rest_seconds": rest_seconds,
    }


def in_kg(weight: Decimal | None) -> str | None:
    """A weight that a script can read, None for one that nobody knows."""
    return None if weight is None else plain(weight)
