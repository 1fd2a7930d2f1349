"""Hevy's export: one row a set, newest workout first, the month in the language of the phone."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from workouts.imports import cells as cell
from workouts.imports.cells import MAX_SECONDS, RowError, fold
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout, Remarks, hold_back
from workouts.imports.table import Row, Table, take_rows

_WEIGHT_COLUMNS = {"weight_kg": "kg", "weight_lbs": "lb", "weight_lb": "lb"}
_DISTANCE_COLUMNS = {"distance_km": "km", "distance_miles": "mi", "distance_mi": "mi"}
_NEEDED = {"title", "start_time", "exercise_title", "set_index", "set_type", "reps"}
_OTHERS = {"end_time", "description", "superset_id", "exercise_notes", "duration_seconds", "rpe"}
_SET_TYPES = {"normal": "normal", "warmup": "warm_up", "dropset": "drop_set", "failure": "failure"}

_TIME = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.? (?:de )?(?P<month>[^\W\d_]+)\.?(?: de)?"
    r"|(?P<month_first>[^\W\d_]+)\.? (?P<day_second>[0-9]{1,2}))"
    r",? (?P<year>[0-9]{4}),? (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?: ?(?P<half>[ap])\.?m\.?)?"
)
_MONTH_NAMES = (  # English, French, Spanish, Portuguese, German, Italian, Dutch; folded, doubles left out
    "january janvier enero janeiro januar janner gennaio januari",
    "february fevrier febrero fevereiro februar febbraio februari",
    "march mars marzo marco marz mrz maart mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juin junio junho juni giugno",
    "july juillet julio julho juli luglio",
    "august aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre",
    "october octobre octubre outubro oktober ottobre",
    "november novembre noviembre novembro",
    "december decembre diciembre dezembro dezember dicembre",
)


def _abbreviations() -> dict[str, int]:
    """Every name of a month and every abbreviation of 3 letters or more that can mean only one month."""
    meanings: dict[str, set[int]] = {}
    for month, names in enumerate(_MONTH_NAMES, start=1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                meanings.setdefault(name[:length], set()).add(month)
    return {name: months.pop() for name, months in meanings.items() if len(months) == 1}


_MONTHS = _abbreviations()


def recognises(header: Sequence[str]) -> bool:
    """Whether these folded column names are Hevy's, in any order and in any of its units."""
    columns = set(header)
    weights, distances = columns & _WEIGHT_COLUMNS.keys(), columns & _DISTANCE_COLUMNS.keys()
    return columns >= _NEEDED and len(weights) == 1 and len(distances) <= 1


def read(table: Table) -> History:
    """The workouts of a Hevy export. Its column names state both units."""
    log = _Log(table)
    take_rows(table, log)
    return log.finish()


@lru_cache(maxsize=64)
def _time(text: str, column: str) -> datetime | None:
    """A time such as `28 Mar 2024, 17:29` in any of seven languages, or `Mar 28, 2024, 5:29 PM`; None for empty."""
    if not text.strip():
        return None
    match = _TIME.fullmatch(" ".join(fold(text).split()))
    if not match:
        return cell.read_time(text, column, 0)
    word = match["month"] or match["month_first"]
    if word not in _MONTHS:
        raise RowError(
            f"The month “{word[:40]}” in “{column}” is not known: write it in English, such as 28 Mar 2024, 17:29."
        )
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0) if 1 <= hour <= 12 else 24
    day = int(match["day"] or match["day_second"])
    return cell.read_time(text, column, int(match["year"]), _MONTHS[word], day, hour, int(match["minute"]))


def _start(text: str) -> datetime:
    start = _time(text, "start_time")
    if start is None:
        raise RowError("The row lacks its start_time: add it and import again.")
    return start


def _set_type(text: str, column: str) -> str:
    set_type = _SET_TYPES.get(fold(text))
    if not set_type:
        raise RowError(
            f"“{text.strip()[:40]}” in “{column}” is no known kind of set: write normal, warmup, dropset or failure."
        )
    return set_type


def _key(start: datetime, title: str) -> str:
    """What tells a workout from others."""
    return f"{start.isoformat()} {title}"[:200]


class _Log:
    """The workouts placed so far, and where in them the next row belongs."""

    def __init__(self, table: Table) -> None:
        header = set(table.header)
        (self.weight_column,) = header & _WEIGHT_COLUMNS.keys()
        self.distance_column = next(iter(header & _DISTANCE_COLUMNS.keys()), "distance_km")
        self.weight_unit = _WEIGHT_COLUMNS[self.weight_column]
        self.distance_unit = _DISTANCE_COLUMNS[self.distance_column]
        dialect = f"{self.weight_unit}+{self.distance_unit}"
        self.history = History("hevy", dialect, self.weight_unit, self.distance_unit)
        self.unread = table.unread({self.weight_column, self.distance_column, *_NEEDED, *_OTHERS})
        self.remarks = Remarks()
        self.workouts: dict[str, ImportedWorkout] = {}
        self.workout: ImportedWorkout | None = None
        self.exercise: ImportedExercise | None = None
        self.last_index = -1

    def take(self, row: Row) -> tuple[str, str]:
        """Place one set; RowError where a cell can't be read, and then nothing has changed."""
        cells = row.cells()

        def at(column: str) -> tuple[str, str]:
            return cells.get(column, ""), column

        done = self.read_set(row.number, at)
        index = cell.read_count(*at("set_index"), 9999)
        superset = cell.read_count(*at("superset_id"), 999)
        name = cell.read_name(*at("exercise_title"))
        if not name or index is None:
            raise RowError("The row lacks its exercise_title or set_index: add it and import again.")
        exercise_notes = cell.read_notes(*at("exercise_notes"))
        workout = self.enter(row.number, at)
        exercise = self.exercise
        if not exercise or exercise.name != name or index <= self.last_index:
            exercise = self.exercise = ImportedExercise(name, row.number, exercise_notes, superset)
            workout.exercises.append(exercise)
        elif exercise_notes != exercise.notes:  # Hevy repeats the notes of the exercise on each of its rows
            done.notes = exercise_notes
        self.last_index = index
        exercise.sets.append(done)
        self.history.set_rows += 1
        return workout.key, name

    def workout_of(self, row: Row) -> str:
        """The key of the workout that a refused row belongs to; RowError where its start can't be read."""
        cells = row.cells_in_place()
        return _key(_start(cells.get("start_time", "")), cell.one_line(cells.get("title", "")))

    def read_set(self, line: int, at: Callable[[str], tuple[str, str]]) -> ImportedSet:
        seconds = cell.read_seconds(*at("duration_seconds")) or None
        distance = cell.read_metres(*at(self.distance_column), self.distance_unit)
        return ImportedSet(
            source_row=line,
            set_type=_set_type(*at("set_type")),
            weight=cell.read_weight(*at(self.weight_column), self.weight_unit),
            reps=cell.read_reps(*at("reps"), timed=bool(seconds or distance)),
            rpe=cell.read_rpe(*at("rpe")),
            duration_seconds=seconds,
            distance_m=distance,
        )

    def enter(self, line: int, at: Callable[[str], tuple[str, str]]) -> ImportedWorkout:
        """Go to the workout of the row, told from others by its start and title."""
        start, end = _start(at("start_time")[0]), _time(*at("end_time"))
        title, notes = cell.read_name(*at("title")), cell.read_notes(*at("description"))
        key = _key(start, title)
        workout = self.workouts.get(key)
        if workout is None:
            workout = self.workouts[key] = ImportedWorkout(
                key, title, start.date(), line, started_at=start, completed_at=self.checked(start, end)
            )
        if workout is not self.workout:
            self.workout, self.exercise = workout, None
        workout.notes = workout.notes or notes
        if notes not in ("", workout.notes):
            self.remarks.add("Rows of one workout differ in its description, the first was kept", start)
        return workout

    def checked(self, start: datetime, end: datetime | None) -> datetime | None:
        """The end of a workout where it can be meant: not before the start, nor over ten days after it."""
        if end is None or start <= end <= start + timedelta(seconds=MAX_SECONDS):
            return end
        self.remarks.add(
            "The end of a workout lies before its start or over ten days after it, and was left out", start
        )
        return None

    def finish(self) -> History:
        self.history.workouts = list(self.workouts.values())
        self.history.warnings = self.unread + self.remarks.lines()
        return hold_back(self.history)
