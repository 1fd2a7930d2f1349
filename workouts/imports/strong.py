"""Strong's export: ten headers since 2017, one row a set, with rest timers and notes as rows between the sets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile

from workouts.imports import cells as cell
from workouts.imports.cells import MAX_NOTES, MAX_SECONDS, RowError, fold
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout, Remarks, hold_back
from workouts.imports.table import Row, Table, take_rows

_COLUMNS = {  # folded column name -> what it holds, and the unit that it states, if any
    column: (what, unit)
    for what, unit, columns in (
        ("number", None, ("workout #",)),
        ("date", None, ("date",)),
        ("title", None, ("workout name", "nom de l'entrainement")),
        ("duration", None, ("duration", "duration (sec)", "workout duration", "duree")),
        ("exercise", None, ("exercise name", "nom de l'exercice")),
        ("order", None, ("set order", "ordre de la serie")),
        ("weight", None, ("weight", "poids")),
        ("weight", "kg", ("kg", "weight (kg)")),
        ("weight", "lb", ("lb", "lbs", "weight (lb)", "weight (lbs)")),
        ("weight_unit", None, ("weight unit",)),
        ("reps", None, ("reps",)),
        ("rpe", None, ("rpe",)),
        ("distance", None, ("distance",)),
        ("distance", "km", ("km",)),
        ("distance", "mi", ("mi", "mi.")),
        ("distance", "m", ("distance (meters)",)),
        ("distance_unit", None, ("distance unit",)),
        ("seconds", None, ("seconds", "secondes")),
        ("notes", None, ("notes",)),
        ("workout_notes", None, ("workout notes", "notes d'entrainement")),
    )
    for column in columns
}
_NEEDED = {"date", "title", "exercise", "order", "weight", "reps"}
_KINDS = {"w": "warm_up", "d": "drop_set", "f": "failure", "rest timer": "rest", "note": "note"}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_SET_NUMBER = re.compile(r"([0-9]{1,5})(?:[.,]0)?")
_SIX_HOURS = 6 * 3600


def recognises(header: Sequence[str]) -> bool:
    """Whether these folded column names are one of Strong's headers, in any order."""
    held = [_COLUMNS[column][0] for column in header if column in _COLUMNS]
    return set(held) >= _NEEDED and len(held) == len(set(held))


def read(table: Table, distance_unit: str = "km") -> History:
    """The workouts of a Strong export; distances that state no unit are in `distance_unit` ("km" or "mi")."""
    log = _Log(_Columns(table, distance_unit))
    take_rows(table, log)
    return log.finish()


def _kind(text: str, column: str) -> tuple[str, int | None]:
    """What a row is, and the number of a plain set."""
    order = fold(text)
    if order in _KINDS:
        return _KINDS[order], None
    if match := _SET_NUMBER.fullmatch(order):
        return "normal", int(match[1])
    raise RowError(
        f"“{text.strip()[:40]}” in “{column}” is no set number, W, D, F, Rest Timer or Note: mend it and import again."
    )


@lru_cache(maxsize=64)
def _start(text: str, column: str) -> datetime:
    match = _DATE.fullmatch(text.strip())
    return cell.read_time(text, column, *(int(part or 0) for part in match.groups()) if match else (0,))


@dataclass(slots=True)
class _Entry:
    """One row, read and not yet placed: a set, a rest timer (its length as the set's duration) or a note."""

    kind: str
    number: int | None
    start: datetime
    title: str
    exercise: str
    done: ImportedSet
    distance_unit: str | None
    workout_notes: str
    duration: str


class _Columns:
    """Which column holds what, and in which unit."""

    def __init__(self, table: Table, distance_unit: str) -> None:
        held = {column: _COLUMNS[column] for column in table.header if column in _COLUMNS}
        units = dict(held.values())
        self.columns = {what: column for column, (what, _) in held.items()}
        self.weight_unit, self.distance_unit = units["weight"], units.get("distance")
        self.unstated_distance_unit = distance_unit
        self.unread = table.unread(held)

    def dialect(self) -> str:
        """Our name for this generation of the header."""
        if "number" in self.columns:
            return "S3"
        if "weight_unit" in self.columns:
            return "S2b" if "rpe" in self.columns else "S2a"
        if self.weight_unit:
            return "S2z" if "workout_notes" in self.columns else "S0"
        if self.columns["weight"] == "poids":
            return "S1c-fr"
        if "notes" not in self.columns:
            return "S1d"
        return "S1c" if "duration" in self.columns else "S1b" if "rpe" in self.columns else "S1a"

    def entry(self, line: int, cells: dict[str, str]) -> _Entry:
        """The row as an entry; RowError where a cell can't be read."""

        def at(what: str) -> tuple[str, str]:
            column = self.columns.get(what, "")
            return cells.get(column, ""), column

        kind, number = _kind(*at("order"))
        exercise = cell.read_name(*at("exercise"))
        if not exercise:
            raise RowError("The row names no exercise: add the name and import again.")
        distance_unit = self.distance_unit or cell.read_unit(*at("distance_unit"), cell.DISTANCE_UNITS)
        done = ImportedSet(
            source_row=line,
            set_type=kind,
            weight_unit=self.weight_unit or cell.read_unit(*at("weight_unit"), cell.WEIGHT_UNITS),
            rpe=cell.read_rpe(*at("rpe")),
            duration_seconds=cell.read_seconds(*at("seconds")) or None,
            distance_m=cell.read_metres(*at("distance"), distance_unit or self.unstated_distance_unit),
            notes=cell.read_notes(*at("notes")),
        )
        # 0 and an empty cell both mean bodyweight: which of them is written depends on the header's generation.
        done.weight = cell.read_weight(*at("weight"), done.weight_unit) or None
        if done.weight and not done.weight_unit and "weight_unit" in self.columns:
            raise RowError("The weight has no unit: write kg or lb in “weight unit” and import again.")
        done.reps = cell.read_reps(*at("reps"), timed=bool(done.duration_seconds or done.distance_m))
        return _Entry(
            kind=kind,
            number=number,
            start=_start(*at("date")),
            title=cell.read_name(*at("title")),
            exercise=exercise,
            done=done,
            distance_unit=distance_unit if done.distance_m else None,
            workout_notes=cell.read_notes(*at("workout_notes")),
            duration=at("duration")[0].strip(),
        )


class _Log:
    """The workouts placed so far, and where in them the next row belongs."""

    def __init__(self, columns: _Columns) -> None:
        self.columns = columns
        self.history = History("strong", columns.dialect(), columns.weight_unit, columns.distance_unit)
        self.remarks = Remarks()
        self.workouts: dict[datetime, ImportedWorkout] = {}
        self.workout: ImportedWorkout | None = None
        self.exercise: ImportedExercise | None = None
        self.set_above: ImportedSet | None = None
        self.before_first = -1 if self.history.dialect == "S0" else 0  # the files of 2017 number sets from 0
        self.last_number = self.before_first

    def take(self, row: Row) -> tuple[str, str]:
        """Place one row; RowError where a cell can't be read or the row has no place."""
        # Emptied first: below a set that is refused, a rest timer must not find the set before it.
        above, self.set_above = self.set_above, None
        entry = self.columns.entry(row.number, row.cells())
        if entry.kind == "rest":
            self.add_rest(entry, above)
            self.set_above = above
            self.history.rest_rows += 1
        elif entry.kind == "note":
            workout = self.enter(entry)
            self.add_note(entry)
            workout.note_rows.append(row.number)
            self.history.note_rows += 1
        else:
            self.enter(entry)
            self.add_set(entry)
            self.set_above = entry.done
            self.history.set_rows += 1
        return entry.start.isoformat(), entry.exercise

    def workout_of(self, row: Row) -> str:
        """The key of the workout that a refused row belongs to; RowError where its date can't be read."""
        column = self.columns.columns["date"]
        return _start(row.cells_in_place().get(column, ""), column).isoformat()

    def add_rest(self, entry: _Entry, above: ImportedSet | None) -> None:
        """A rest timer stands below the set that it follows."""
        workout, exercise = self.workout, self.exercise
        place = workout and exercise and (workout.started_at, exercise.name)
        if not workout or not above or place != (entry.start, entry.exercise):
            raise RowError("No set that was read stands above this rest timer: mend the row above it or drop this one.")
        rest = (above.rest_seconds or 0) + (entry.done.duration_seconds or 0)
        if rest > MAX_SECONDS:
            raise RowError("The rest is longer than ten days: correct it and import again.")
        above.rest_seconds = rest
        workout.rest_rows.append(entry.done.source_row)

    def enter(self, entry: _Entry) -> ImportedWorkout:
        """Go to the workout of the row: its start alone tells it from others, names repeat."""
        workout = self.workouts.get(entry.start)
        if workout is None:
            workout = self.workouts[entry.start] = ImportedWorkout(
                key=entry.start.isoformat(),
                title=entry.title,
                local_date=entry.start.date(),
                started_at=entry.start,
                source_row=entry.done.source_row,
                duration_seconds=self.duration(entry),
            )
        if workout is not self.workout:
            self.workout, self.exercise = workout, None
        workout.notes = workout.notes or entry.workout_notes
        if entry.title != workout.title or entry.workout_notes not in ("", workout.notes):
            self.remarks.add("Rows of one workout differ in its name or notes, the first were kept", entry.start)
        return workout

    def duration(self, entry: _Entry) -> int | None:
        """The length of the workout in seconds, None where the file has none that can be meant."""
        seconds = cell.read_duration(entry.duration)
        if entry.duration and (seconds is None or not 0 <= seconds <= MAX_SECONDS):
            self.remarks.add(
                "The duration of a workout can't be read or is over ten days, and was left out", entry.start
            )
            return None
        if seconds and seconds > _SIX_HOURS:
            self.remarks.add("A workout lasted over six hours, its timer perhaps forgotten; that was kept", entry.start)
        return seconds or None

    def open(self, entry: _Entry) -> ImportedExercise:
        assert self.workout is not None, "a row enters its workout first"
        self.exercise = ImportedExercise(entry.exercise, entry.done.source_row)
        self.workout.exercises.append(self.exercise)
        self.last_number = self.before_first
        return self.exercise

    def add_note(self, entry: _Entry) -> None:
        """A note stands above the sets that it is about, so it opens their exercise."""
        exercise = self.exercise
        if not exercise or exercise.sets or exercise.name != entry.exercise:
            exercise = self.open(entry)
        exercise.notes = cell.read_notes("\n".join(filter(None, (exercise.notes, entry.done.notes))), "notes")

    def add_set(self, entry: _Entry) -> None:
        """Add a set to the exercise under way, or to a new one where the name changes or the number does not rise.

        Only plain sets and those to failure count in the numbers (`1 F 3` and `W W 1 2` are complete). Warm-ups right
        above a number that starts again belong to the exercise which it starts.
        """
        exercise, done = self.exercise, entry.done
        if not exercise or exercise.name != entry.exercise:
            exercise = self.open(entry)
        elif exercise.sets and entry.number is not None and entry.number <= self.last_number:
            warm_ups = list(takewhile(lambda above: above.set_type == "warm_up", reversed(exercise.sets)))[::-1]
            del exercise.sets[len(exercise.sets) - len(warm_ups) :]
            exercise = self.open(entry)
            exercise.sets = warm_ups
        if entry.number is not None:
            self.last_number = entry.number
        elif entry.kind == "failure":
            self.last_number += 1
        self.adopt_units(entry)
        exercise.sets.append(done)
        # Notes on the first row are about the exercise, on a later one (other apps write them) about that set alone.
        first = exercise.sets[0]
        notes = "\n".join(filter(None, (exercise.notes, first.notes)))
        if len(notes) <= MAX_NOTES:
            exercise.notes, first.notes = notes, ""

    def adopt_units(self, entry: _Entry) -> None:
        """The first unit that a row states is the file's; a set with another weight unit keeps its own."""
        history, done = self.history, entry.done
        unit = done.weight_unit if done.weight else None
        history.weight_unit = history.weight_unit or unit
        history.distance_unit = history.distance_unit or entry.distance_unit
        done.weight_unit = unit if unit != history.weight_unit else None

    def finish(self) -> History:
        """The history, without what was opened by a row and left with nothing in it, nor what was held back."""
        for workout in self.workouts.values():
            workout.exercises = [exercise for exercise in workout.exercises if exercise.sets or exercise.notes]
        self.history.workouts = [workout for workout in self.workouts.values() if workout.exercises or workout.notes]
        self.history.warnings = [
            "Strong's export says nothing of supersets: group their exercises again where you need them.",
            *self.columns.unread,
            *self.remarks.lines(),
        ]
        return hold_back(self.history)
