"""What the scripts of the workout page make new cards and rows from: the same templates, filled with placeholders."""

from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from exercises.models import Exercise
from workouts.forms.refusals import refusals
from workouts.models import Set, Workout, WorkoutExercise
from workouts.views.rows import RECORDS
from workset.markup import PLACE, with_token

# Ids that no row has; scripts put real ones in their place.
WORKOUT, ROW, EXERCISE, SET = (UUID(f"00000000-0000-7000-8000-{number:012}") for number in range(1, 5))


def logging(token: str = "") -> dict[str, str]:
    """`logging` for a page: what its scripts make new things from, with the page's CSRF token in the forms.

    Written once for each language: it is as long as ten rows, and the same for everybody.
    """
    written = write.__wrapped__ if settings.DEBUG else write
    return {"logging": with_token(written(get_language()), token)}


@cache
def write(language: str | None) -> str:
    """The markup in a language, which is the active one."""
    return render_to_string("workouts/_logging.html", {"token": PLACE, **prototypes()})


def prototypes() -> dict[str, Any]:
    """What the template is filled with: prototypes of a card and a row, types of sets, records, sentences."""
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
