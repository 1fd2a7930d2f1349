"""What was done, workout by workout: exercises with their best, and how many records were set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from exercises.vocabulary import LoadMode
from workouts.models import Workout, WorkoutExercise
from workouts.models.workout import WorkoutQuerySet
from workouts.new_records import done_in, new_records

COLUMNS = (
    "workout",
    "exercise",
    "exercise__name",
    "exercise__load_mode",
    "set_count",
    "top_weight_kg",
    "best_e1rm_kg",
)


@dataclass(slots=True)
class DoneExercise:
    """Working sets of one exercise in a workout. The top weight of assisted work is the least help."""

    exercise_id: UUID
    exercise_name: str
    sets: int = 0
    top_weight_kg: Decimal | None = None
    best_e1rm_kg: Decimal | None = None

    def take(self, mode: str, sets: int, top: Decimal | None, estimate: Decimal | None) -> None:
        """Add one place of the exercise, whose load is counted by `mode`, in the workout."""
        best = min if mode == LoadMode.ASSISTED else max
        tops = [kg for kg in (self.top_weight_kg, top) if kg is not None]
        estimates = [kg for kg in (self.best_e1rm_kg, estimate) if kg is not None]
        self.sets += sets
        self.top_weight_kg, self.best_e1rm_kg = best(tops, default=None), max(estimates, default=None)


@dataclass(slots=True)
class DoneWorkout:
    """A workout with its stored totals, its exercises in their order, and how many bests it moved."""

    workout: Workout
    exercises: list[DoneExercise] = field(default_factory=list)
    records: int = 0


def workouts_of(user: User) -> WorkoutQuerySet:
    """What was begun, newest first: what a page of history is cut from."""
    return Workout.objects.for_user(user).begun().newest_first()


def history(user: User, workouts: Sequence[Workout]) -> list[DoneWorkout]:
    """The `workouts`, of a page, with what was done in them; five queries at most."""
    told = {workout.pk: DoneWorkout(workout) for workout in workouts}
    done = WorkoutExercise.objects.filter(workout__in=told, set_count__gt=0)
    rows = done.order_by("workout", "order").values_list(*COLUMNS)
    found: dict[tuple[UUID, UUID], DoneExercise] = {}
    for workout, exercise, name, *totals in rows:
        place = (workout, exercise)
        if place not in found:
            found[place] = DoneExercise(exercise, name)
            told[workout].exercises.append(found[place])
        found[place].take(*totals)
    if workouts:
        days = [workout.local_date for workout in workouts]
        reached = done_in(user, min(days), max(days), {exercise for _, exercise in found})
        for one in new_records(user, reached):
            if one.workout in told:
                told[one.workout].records = one.times
    return list(told.values())
