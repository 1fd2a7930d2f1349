"""Are the stored totals what the sets add up to? Asked by `check_totals` and by the property tests."""

from collections.abc import Iterator

from workouts.logbook.recount import add_up, rows_of, totals_of
from workouts.models import Workout
from workouts.models.workout import WORKOUT_TOTALS
from workouts.models.workout_exercise import TOTALS


def differing_rows() -> Iterator[str]:
    """One line for each workout or workout-exercise whose stored totals differ from its sets; nothing is changed."""
    for workout in Workout.objects.select_related("user").iterator(chunk_size=200):
        rows = rows_of(workout)
        totals = totals_of(workout, rows)
        for row in rows:
            for name in TOTALS:
                stored, counted = getattr(row, name), getattr(totals[row.pk], name)
                if stored != counted:
                    yield f"workout-exercise {row.pk}: {name} is {stored}, its sets say {counted}"
            row.take_totals(totals[row.pk])
        stored_totals = [getattr(workout, name) for name in WORKOUT_TOTALS]
        add_up(workout, rows)
        counted_totals = [getattr(workout, name) for name in WORKOUT_TOTALS]
        for name, stored, counted in zip(WORKOUT_TOTALS, stored_totals, counted_totals, strict=True):
            if stored != counted:
                yield f"workout {workout.pk}: {name} is {stored}, its sets say {counted}"
