"""A foreign app's training history in one neutral shape: what every reader returns and what a commit consumes.

Readers know no Django and so no gettext: what they say of a file is in English.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is a sentence that says what is wrong and what to do."""


@dataclass(slots=True)
class ImportedSet:
    """One set as the file has it.

    `source_row` is the 1-based line on which the row begins (the header is line 1). `set_type` is "normal", "warm_up",
    "drop_set" or "failure". `weight` has 3 places and is in `weight_unit`; where that is None, in the unit of the
    History. `reps` is None for timed and distance work and 0 for a failed try. `distance_m` is in metres, 1 place.
    """

    source_row: int
    set_type: str = "normal"
    weight: Decimal | None = None
    reps: int | None = None
    rpe: Decimal | None = None
    duration_seconds: int | None = None
    distance_m: Decimal | None = None
    rest_seconds: int | None = None
    notes: str = ""
    weight_unit: str | None = None


@dataclass(slots=True)
class ImportedExercise:
    """One run of sets of one exercise; the same exercise can come twice in a workout.

    Exercises of one workout with the same `superset` number were done in alternation.
    """

    name: str
    source_row: int
    notes: str = ""
    superset: int | None = None
    sets: list[ImportedSet] = field(default_factory=list)


@dataclass(slots=True)
class ImportedWorkout:
    """One workout, its day and times on the lifter's wall clock and without a time zone.

    `key` (200 characters at most) stays the same in a later export of the same workout. `started_at` lies on
    `local_date`; where the file says no more than the day it is None, and then so are the end and the duration.
    Otherwise a file gives either `completed_at` or `duration_seconds`, or neither. `exercises` is empty where a workout
    held nothing but notes. `rest_rows` and `note_rows` are the lines of its rows that are no sets.
    """

    key: str
    title: str
    local_date: date
    source_row: int
    started_at: datetime | None = None
    completed_at: datetime | None = None
    duration_seconds: int | None = None
    notes: str = ""
    exercises: list[ImportedExercise] = field(default_factory=list)
    rest_rows: list[int] = field(default_factory=list)
    note_rows: list[int] = field(default_factory=list)

    def sets(self) -> Iterator[ImportedSet]:
        """Its sets, exercise by exercise."""
        return (one for exercise in self.exercises for one in exercise.sets)


@dataclass(slots=True)
class RefusedRow:
    """A row that was not taken: its line, and a sentence that says why and what to do.

    `text` is what it says, cut short; empty where the row itself is sound. `workout` is the key of the workout that it
    belongs to, None where that can't be told.
    """

    row: int
    reason: str
    text: str = ""
    workout: str | None = None


@dataclass(slots=True)
class History:
    """Everything that a file holds, workouts in the order of the file.

    `weight_unit` ("kg" or "lb") and `distance_unit` ("km", "mi" or "m") are None where no row states one: weights
    then wait for the user's answer, and distances were read in the unit that the reader was given.
    Always: rows_read == set_rows + rest_rows + note_rows + len(refused).
    """

    source: str
    dialect: str
    weight_unit: str | None = None
    distance_unit: str | None = None
    workouts: list[ImportedWorkout] = field(default_factory=list)
    rows_read: int = 0
    set_rows: int = 0
    rest_rows: int = 0
    note_rows: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def hold_back(history: History, also_refused: Sequence[RefusedRow] = ()) -> History:
    """`history` without the workouts that hold a refused row: one of its own or one of `also_refused`.

    A workout is taken whole or not at all: once part of it were in a logbook, its key there would keep the rest out for
    good. So all its rows are refused, and the mended file brings it in whole.
    """
    refused = sorted([*history.refused, *also_refused], key=lambda row: row.row)
    waits_for = {row.workout: row.row for row in reversed(refused)}
    held = [workout for workout in history.workouts if workout.key in waits_for]
    noted = {row.row for row in refused}
    waiting = [
        RefusedRow(line, f"Its workout waits for line {waits_for[workout.key]}.", workout=workout.key)
        for workout in held
        for line in (*(one.source_row for one in workout.sets()), *workout.rest_rows, *workout.note_rows)
        if line not in noted
    ]
    return replace(
        history,
        workouts=[workout for workout in history.workouts if workout.key not in waits_for],
        set_rows=history.set_rows - sum(len(list(workout.sets())) for workout in held),
        rest_rows=history.rest_rows - sum(len(workout.rest_rows) for workout in held),
        note_rows=history.note_rows - sum(len(workout.note_rows) for workout in held),
        refused=sorted([*refused, *waiting], key=lambda row: row.row),
    )


class Remarks:
    """Warnings counted by sentence: a thousand workouts with one peculiarity make one line, not a thousand."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, str]] = {}

    def add(self, sentence: str, where: object) -> None:
        """Count `sentence` (without its full stop) once more; `where` is named if it is the first place."""
        count, first = self._seen.get(sentence, (0, str(where)))
        self._seen[sentence] = (count + 1, first)

    def lines(self) -> list[str]:
        """One line a sentence, with how often and where first."""
        return [f"{sentence} ({count} x, first: {first})." for sentence, (count, first) in self._seen.items()]
