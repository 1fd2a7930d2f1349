"""What the scripts of the workout page make new cards and rows from: the same templates, filled with placeholders."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from exercises.models import Exercise
from workouts.forms.refusals import refusals
from workouts.models import Set, Workout, WorkoutExercise
from workouts.views.rows import RECORDS

# Ids that no row has; scripts put real ones in their place.
WORKOUT, ROW, EXERCISE, SET = (UUID(f"00000000-0000-7000-8000-{number:012}") for number in range(1, 5))


def logging() -> dict[str, Any]:
    """What the templates of the page give to its scripts: prototypes of a card and a row, types of sets, records,
    sentences.
    """
    workout = Workout(pk=WORKOUT, status=Workout.Status.IN_PROGRESS)
    card = SimpleNamespace(
        exercise=WorkoutExercise(pk=ROW, workout=workout, exercise=Exercise(pk=EXERCISE, name="__name__")),
        columns=SimpleNamespace(fields=("__field__",)),
        heads=("__head__",),
        facts="__facts__",
        cells="__cells__",
        warming_up=True,
    )
    row = SimpleNamespace(
        entry=Set(pk=SET, set_type=Set.Type.NORMAL, status=Set.Status.PLANNED),
        number="__number__",
        name="__name__",
        cells=[SimpleNamespace(name="__field__", label="__label__", keypad="__keypad__")],
        as_typed="__as_typed__",
        is_open=True,
        state="open",
    )
    return {
        "prototypes": {"card": card, "row": row},
        "types": Set.Type.choices,
        "records": RECORDS,
        "refusals": refusals(),
    }
