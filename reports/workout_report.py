"""The report of one workout: what was done, exercise by exercise."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.models import Set, Workout, WorkoutExercise
from workouts.totals import is_working
from workset.compiled import CompiledQuery
from workset.lib.rows import as_id, as_kg, as_metres

NOTHING = Decimal(0)


@dataclass(slots=True)
class ExerciseReport:
    """All completed sets of one exercise, warm-ups included; volume is kg as logged times reps.

    `max_weight` leaves out failed tries (0 reps); of assisted work (`is_assisted`) it is the most help, no feat.
    """

    exercise_id: UUID
    exercise_name: str
    sets_count: int = 0
    total_reps: int = 0
    max_weight: Decimal | None = None
    total_volume: Decimal = NOTHING
    total_seconds: int = 0
    total_metres: Decimal = NOTHING
    is_assisted: bool = False


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

    @property
    def total_seconds(self) -> int:
        """Time in sets."""
        return sum(row.total_seconds for row in self.exercises)

    @property
    def total_metres(self) -> Decimal:
        """Distance covered in sets."""
        return sum((row.total_metres for row in self.exercises), NOTHING)


class Line(NamedTuple):
    """A workout-exercise and one of its sets; `completed` is false, and the rest None, where it has none."""

    exercise_id: UUID
    exercise_name: str
    completed: bool
    reps: int | None
    weight_kg: Decimal | None
    seconds: int | None = None
    metres: Decimal | None = None
    is_assisted: bool = False


def fold(lines: Iterable[Line]) -> WorkoutReport:
    """The report of lines that come in the order of their places."""
    rows: dict[UUID, ExerciseReport] = {}
    for line in lines:
        row = rows.get(line.exercise_id)
        if row is None:
            row = ExerciseReport(line.exercise_id, line.exercise_name, is_assisted=line.is_assisted)
            rows[line.exercise_id] = row
        if not line.completed:
            continue
        row.sets_count += 1
        row.total_reps += line.reps or 0
        row.total_volume += (line.weight_kg or NOTHING) * (line.reps or 0)
        row.total_seconds += line.seconds or 0
        row.total_metres += line.metres or NOTHING
        if line.weight_kg is not None and line.reps != 0:
            row.max_weight = max(line.weight_kg, row.max_weight or NOTHING)
    return WorkoutReport(list(rows.values()))


LINES = CompiledQuery(
    lambda workout: (
        WorkoutExercise.objects.filter(workout=workout)
        .order_by("order", "exercise__name", "sets__set_number")
        .values_list(
            "exercise_id",
            "exercise__name",
            "exercise__load_mode",
            "sets__status",
            "sets__reps",
            "sets__weight_kg",
            "sets__duration_seconds",
            "sets__distance_m",
        )
    ),
    workout=UUID(int=1),
)


def report_of(workout: UUID) -> WorkoutReport:
    """The report of the workout with this id, in one query."""
    rows = LINES.rows(workout=workout)
    ids = {pk: as_id(pk) for pk, *_ in rows}
    return fold(
        Line(
            ids[pk],
            name,
            status == Set.Status.COMPLETED,
            reps,
            None if weight is None else as_kg(weight),
            seconds,
            None if metres is None else as_metres(metres),
            mode == LoadMode.ASSISTED,
        )
        for pk, name, mode, status, reps, weight, seconds, metres in rows
    )


@dataclass(slots=True)
class WorkingRow:
    """The working sets of one exercise, told by the stored totals; time and distance by the sets.

    `top_weight_kg` is None of assisted work, where the weight is a help.
    """

    exercise: Exercise
    set_count: int = 0
    reps: int = 0
    volume_kg: Decimal = NOTHING
    top_weight_kg: Decimal | None = None
    seconds: int = 0
    metres: Decimal = NOTHING

    def add(self, place: WorkoutExercise) -> None:
        """Count one place of the exercise in the workout, with its sets at hand."""
        self.set_count += place.set_count
        self.reps += place.reps
        self.volume_kg += place.volume_kg
        if place.top_weight_kg is not None and self.exercise.load_mode != LoadMode.ASSISTED:
            self.top_weight_kg = max(place.top_weight_kg, self.top_weight_kg or NOTHING)
        working = [entry for entry in place.sets.all() if is_working(entry)]
        self.seconds += sum(entry.duration_seconds or 0 for entry in working)
        self.metres += sum((entry.distance_m or NOTHING for entry in working), NOTHING)


def working_rows(workout: Workout) -> list[WorkingRow]:
    """One row an exercise, in the order of `report_of`; `workout` comes with its tree."""
    rows: dict[UUID, WorkingRow] = {}
    for place in sorted(workout.exercises.all(), key=lambda place: (place.order, place.exercise.name)):
        rows.setdefault(place.exercise_id, WorkingRow(place.exercise)).add(place)
    return list(rows.values())
