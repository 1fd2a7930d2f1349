"""FitNotes' exports: one row a set in the order logged, days without a time, names with commas and without quotes.

Read are the app for Android (weights with their unit in the column's name until 2020, then in a column of its own) and
FitNotes 2 for iOS, which is another maker's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from workouts.imports import cells as cell
from workouts.imports.cells import MAX_METRES, MAX_NAME, MAX_SECONDS, RowError
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout, Remarks, hold_back
from workouts.imports.table import Row, Table, take_rows

_WEIGHT_COLUMNS = {"weight (kg)": "kg", "weight (kgs)": "kg", "weight (lb)": "lb", "weight (lbs)": "lb"}
_NEEDED = {"date", "exercise", "category", "reps", "distance", "distance unit", "time"}
# The kind (wr, d, dt ...) says which cells are filled: the cells say so themselves.
_OTHERS = {"weight", "weight unit", "comment", "notes", "kind"}

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?:([0-9]{1,3}):([0-5]?[0-9])|([0-9]{1,4})):([0-5][0-9])")

_Cells = Callable[[str], tuple[str, str]]


def recognises(header: Sequence[str]) -> bool:
    """Whether these folded column names are one of FitNotes' headers, in any order."""
    columns = set(header)
    units = [_WEIGHT_COLUMNS[column] for column in columns & _WEIGHT_COLUMNS.keys()]
    # Either the names of the weight columns state the units, each once, or the one weight column has one for units.
    weight = columns & {"weight", "weight unit"}
    stated = len(set(units)) == len(units) > 0 and not weight
    return columns >= _NEEDED and (stated or (not units and len(weight) == 2))


def read(table: Table) -> History:
    """The workouts of a FitNotes export, one a day. Every row or the header states its units."""
    log = _Log(table)
    take_rows(table, log)
    return log.finish()


@lru_cache(maxsize=64)
def _day(text: str, column: str) -> date:
    try:
        if _DATE.fullmatch(text.strip()) and 1900 <= (day := date.fromisoformat(text.strip())).year <= 2100:
            return day
    except ValueError:
        pass
    raise RowError(f"“{text.strip()[:40]}” in “{column}” is not a date: write it like 2024-03-28 and import again.")


def _seconds(text: str, column: str) -> int | None:
    """Seconds of `1:02:30` or `2:30`, None for an empty cell and for zero."""
    if not text.strip():
        return None
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise RowError(f"“{text.strip()[:40]}” in “{column}” is not a time: write it like 0:02:30 and import again.")
    hours, minutes, only_minutes, seconds = (int(part or 0) for part in match.groups())
    total = hours * 3600 + (minutes + only_minutes) * 60 + seconds
    if total > MAX_SECONDS:
        raise RowError(f"{text.strip()} in “{column}” is longer than ten days: correct it and import again.")
    return total or None


@dataclass(slots=True)
class _Day:
    """A workout under way; `logged` names the exercise of each of its rows."""

    workout: ImportedWorkout
    exercises: dict[str, ImportedExercise] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)


class _Log:
    """The workouts placed so far, by day."""

    def __init__(self, table: Table) -> None:
        self.delimiter = table.delimiter
        # kg before lb: where a row has both, the lb are the kg converted and rounded.
        self.weight_columns = sorted(set(table.header) & _WEIGHT_COLUMNS.keys(), key=_WEIGHT_COLUMNS.__getitem__)
        dialect = ("unit per row", "unit in header", "FitNotes 2")[len(self.weight_columns)]
        self.history = History("fitnotes", dialect)
        if len(self.weight_columns) == 1:
            self.history.weight_unit = _WEIGHT_COLUMNS[self.weight_columns[0]]
        self.unread = table.unread(_NEEDED | _OTHERS | _WEIGHT_COLUMNS.keys())
        self.remarks = Remarks()
        self.days: dict[date, _Day] = {}

    def take(self, row: Row) -> tuple[str, str]:
        """Place one set; RowError where a cell can't be read, and then nothing has changed."""
        whole = self.whole(row)
        cells = whole.cells()

        def at(column: str) -> tuple[str, str]:
            return cells.get(column, ""), column

        done = self.read_set(row.number, at)
        name, category = cell.read_name(*at("exercise")), cell.read_name(*at("category"))
        if not name:
            raise RowError("The row names no exercise: add the name and import again.")
        day = self.enter(_day(*at("date")), row.number)
        exercise = day.exercises.get(name)
        if exercise is None:
            exercise = day.exercises[name] = ImportedExercise(name, row.number)
        exercise.sets.append(done)
        day.logged.append(name)
        if category and category not in day.categories:
            day.categories.append(category)
        if whole is not row:
            self.remarks.add("A name has commas and no quotes, and was put together again: look it over", name)
        self.history.weight_unit = self.history.weight_unit or done.weight_unit
        if done.distance_m and not self.history.distance_unit:
            self.history.distance_unit = cell.read_unit(*at("distance unit"), cell.DISTANCE_UNITS)
        self.history.set_rows += 1
        return day.workout.key, name

    def workout_of(self, row: Row) -> str:
        """The key of the workout that a refused row belongs to; RowError where its day can't be read."""
        return _day(row.cells_in_place().get("date", ""), "date").isoformat()

    def whole(self, row: Row) -> Row:
        """The row with its exercise's name in one piece, where FitNotes wrote one with commas and without quotes."""
        extra = len(row.fields) - len(row.header)
        if extra <= 0 or row.header[:3] != ["date", "exercise", "category"]:
            return row
        day, *names = row.fields[: extra + 2]
        category, *others = row.fields[extra + 2 :]
        # An unquoted 62,5 makes a row longer too, but then a number or nothing would stand for the category. Left as
        # it is, such a row is refused; put together, it would lift 5 kg.
        if not any(char.isalpha() for char in category):
            return row
        return replace(row, fields=[day, self.delimiter.join(names), category, *others])

    def read_set(self, line: int, at: _Cells) -> ImportedSet:
        seconds = _seconds(*at("time"))
        done = ImportedSet(source_row=line, duration_seconds=seconds, notes=cell.read_notes(*at("comment")))
        done.notes = done.notes or cell.read_notes(*at("notes"))
        self.read_weight(done, at)
        # The unit of no distance may be anything: FitNotes writes even kg there.
        if cell.read_number(*at("distance"), Decimal(0), Decimal(MAX_METRES)):
            unit = cell.read_unit(*at("distance unit"), cell.DISTANCE_UNITS)
            if not unit:
                raise RowError("The distance has no unit: write m, km or mi in “distance unit” and import again.")
            done.distance_m = cell.read_metres(*at("distance"), unit)
        done.reps = cell.read_reps(*at("reps"), timed=bool(seconds or done.distance_m))
        return done

    def read_weight(self, done: ImportedSet, at: _Cells) -> None:
        """Give the set its weight and unit, neither where the weight is 0.0: that is how FitNotes writes bodyweight."""
        unit_of_row = cell.read_unit(*at("weight unit"), cell.WEIGHT_UNITS)
        for column in self.weight_columns or ["weight"]:
            unit = _WEIGHT_COLUMNS.get(column, unit_of_row)
            weight = cell.read_weight(*at(column), unit)
            if weight and not unit:
                raise RowError("The weight has no unit: write kgs or lbs in “weight unit” and import again.")
            if weight and not done.weight:
                done.weight, done.weight_unit = weight, unit

    def enter(self, day: date, line: int) -> _Day:
        """Go to the day of the row: all that the file tells workouts apart by."""
        if day not in self.days:
            self.days[day] = _Day(ImportedWorkout(key=day.isoformat(), title="", local_date=day, source_row=line))
        return self.days[day]

    def finish(self) -> History:
        for day in self.days.values():
            day.workout.title = _title(day.categories)
            day.workout.exercises = list(day.exercises.values())
            if _mark_supersets(day):
                self.remarks.add("Exercises done in turn were taken for supersets: look them over", day.workout.key)
        self.history.workouts = [day.workout for day in self.days.values()]
        self.history.warnings = self.unread + self.remarks.lines()
        return hold_back(self.history)


def _title(categories: Sequence[str]) -> str:
    """As many of a day's categories as a title holds."""
    title = ""
    for category in categories:
        longer = f"{title}, {category}" if title else category
        title = longer if len(longer) <= MAX_NAME else title
    return title


def _mark_supersets(day: _Day) -> bool:
    """Number the exercises that were done in turn, two or three, set by set and at least two rounds; whether any were.

    A set that was added to an exercise later on makes no superset: A A A B B A is no alternation.
    """
    number = 0
    for start in range(len(day.logged)):
        for size in (2, 3):
            turn = day.logged[start : start + size]
            again = day.logged[start + size : start + 2 * size]
            free = all(day.exercises[name].superset is None for name in turn)
            if turn == again and len(set(turn)) == size and free:
                number += 1
                for name in turn:
                    day.exercises[name].superset = number
    return number > 0
