"""The report of one workout: what was done, exercise by exercise. Pure folding; one query beside the workout's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from workouts.models import Set, Workout

NOTHING = Decimal(0)


@dataclass(slots=True)
class ExerciseReport:
    """All completed sets of one exercise, warm-ups included; volume is kg as logged times reps."""

    exercise_id: UUID
    exercise_name: str
    sets_count: int = 0
    total_reps: int = 0
    max_weight: Decimal | None = None
    total_volume: Decimal = NOTHING


@dataclass(slots=True)
class WorkoutReport:
    """One row an exercise, by its first place and then by name; an exercise that stands twice has one row."""

    exercises: list[ExerciseReport] = field(default_factory=list)

    @property
    def total_sets(self) -> int:
        """Completed sets."""
        return sum(row.sets_count for row in self.exercises)

    @property
    def total_reps(self) -> int:
        """Reps of the completed sets."""
        return sum(row.total_reps for row in self.exercises)

    @property
    def total_volume(self) -> Decimal:
        """kg as logged times reps."""
        return sum((row.total_volume for row in self.exercises), NOTHING)


@dataclass(frozen=True, slots=True)
class Line:
    """A workout-exercise and one of its sets; `completed` is false, and the rest None, where it has none."""

    exercise_id: UUID
    exercise_name: str
    completed: bool
    reps: int | None
    weight_kg: Decimal | None


def fold(lines: Iterable[Line]) -> WorkoutReport:
    """The report of lines that come in the order of their places."""
    rows: dict[UUID, ExerciseReport] = {}
    for line in lines:
        row = rows.setdefault(line.exercise_id, ExerciseReport(line.exercise_id, line.exercise_name))
        if not line.completed:
            continue
        row.sets_count += 1
        row.total_reps += line.reps or 0
        row.total_volume += (line.weight_kg or NOTHING) * (line.reps or 0)
        if line.weight_kg is not None and (row.max_weight is None or line.weight_kg > row.max_weight):
            row.max_weight = line.weight_kg
    return WorkoutReport(list(rows.values()))


def report_of(workout: Workout) -> WorkoutReport:
    """The report of a workout, in one query."""
    lines = workout.exercises.order_by("order", "exercise__name", "sets__set_number").values_list(
        "exercise_id", "exercise__name", "sets__status", "sets__reps", "sets__weight_kg"
    )
    return fold(
        Line(exercise, name, status == Set.Status.COMPLETED, reps, weight)
        for exercise, name, status, reps, weight in lines
    )
