"""Opening an uploaded table: bytes in, rows of named cells out.

A problem of the whole file raises UnreadableFile, a problem of one row refuses that row. Every limit is checked while
the bytes come in, not after the memory was spent.
"""

import csv
import io
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO, Protocol

from workouts.imports.cells import RowError, fold
from workouts.imports.history import History, RefusedRow, UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_REFUSED = 5_000
MAX_WORKOUTS = 20_000
MAX_EXERCISES = 2_000
MAX_LINE = 1_000_000  # characters: without it a file of one line would be held in memory twice over

TOO_LARGE = "The file is larger than 20 MB: split it and import the parts one by one."

_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"SQLite format 3", b"%PDF")


class _CheckedBytes(io.RawIOBase):
    """The upload as a raw stream that stops at the first byte no text table has, and at the size limit."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._stream.read(len(buffer))
        if not self._size and chunk.startswith(_ARCHIVES):
            raise UnreadableFile("This is an archive, a spreadsheet or a database: upload the CSV file itself.")
        if b"\0" in chunk:
            raise UnreadableFile(
                "This is no text in UTF-8: upload the CSV as the app exported it, or save it as UTF-8."
            )
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            raise UnreadableFile(TOO_LARGE)
        buffer[: len(chunk)] = chunk
        return len(chunk)


class _Lines:
    """Lines of a text, remembering those of the record under way, so that a refused row is shown as it stands."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._read = 0
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(MAX_LINE)
        except UnicodeDecodeError:
            raise UnreadableFile(
                "The file is not in UTF-8: upload it as the app exported it, or save it again as “CSV UTF-8”."
            ) from None
        if not line:
            # The csv reader asks for one more line in the middle of a record only while a quote is open.
            if self.record:
                raise UnreadableFile(
                    f"The quote opened in the row of line {self.first} never closes: the file was cut off there or a "
                    "quotation mark is missing. Export it again, or mend that line."
                )
            raise StopIteration
        if len(line) == MAX_LINE:
            raise UnreadableFile(
                f"Line {self._read + 1} is too long for a table: upload the CSV that the app exported."
            )
        self._read += 1
        self.record.append(line)
        return line

    @property
    def first(self) -> int:
        """The line, counted from 1, on which the record under way begins."""
        return self._read - len(self.record) + 1


@dataclass(slots=True)
class Row:
    """A record of the table and the line on which it begins."""

    number: int
    header: list[str]
    fields: list[str]
    lines: list[str]

    def cells(self) -> dict[str, str]:
        """The fields by folded column name; RowError where there are more or fewer than columns."""
        found, width = len(self.fields), len(self.header)
        # Not even empty fields at the end are let through: behind an unquoted 62,5 they hide that all is one field off.
        if found != width:
            raise RowError(
                f"The row has {found} fields, the header {width}: a comma, semicolon or quotation mark in a name or "
                "number may lack quotes, or the row was cut off. Mend the line and import again."
            )
        return dict(zip(self.header, self.fields, strict=True))

    def cells_in_place(self) -> dict[str, str]:
        """The fields by folded column name as far as there are both, for a row that `cells` refuses."""
        return dict(zip(self.header, self.fields, strict=False))

    def text(self) -> str:
        """The row as it stands in the file, cut short."""
        return "".join(self.lines).rstrip("\r\n")[:200]


class Table:
    """An opened table: `columns` as written, `header` the same folded, and its rows, once, by iterating."""

    def __init__(self, lines: _Lines, first_line: str) -> None:
        self.delimiter = max(",;\t", key=first_line.count)
        self._lines = lines
        self._reader = csv.reader(chain([first_line], lines), delimiter=self.delimiter)
        self.columns = [column.strip(' "\t') for column in self._fields() or []]
        if len(self.columns) > MAX_COLUMNS:
            raise UnreadableFile("The header names more than 200 columns: upload the CSV that the app exported.")
        self.header = [fold(column) for column in self.columns]
        if doubled := {column for column in self.header if column and self.header.count(column) > 1}:
            raise UnreadableFile(
                f"The header names “{min(doubled)[:40]}” more than once: rename or remove one of them."
            )

    def unread(self, known: Container[str]) -> list[str]:
        """A warning for each column that is not among the folded names in `known`."""
        written = zip(self.header, self.columns, strict=True)
        return [f"The column “{name[:40]}” was not read." for column, name in written if column and column not in known]

    def __iter__(self) -> Iterator[Row]:
        rows = 0
        while (fields := self._fields()) is not None:
            rows += 1  # empty ones too: to read millions of them takes as long
            if rows > MAX_ROWS:
                raise UnreadableFile("The file has more than 200,000 rows: split it and import the parts one by one.")
            if any(map(str.strip, fields)):
                yield Row(self._lines.first, self.header, fields, self._lines.record)
            self._lines.record = []

    def _fields(self) -> list[str] | None:
        """The next record, None at the end."""
        try:
            fields = next(self._reader, None)
            if fields and len(fields) == 1 and self.delimiter in fields[0]:
                # A Strong export of 2018 wraps each line whole in quotes: taken apart where that yields one record.
                inner = list(csv.reader(io.StringIO(fields[0], newline=""), delimiter=self.delimiter))
                fields = inner[0] if len(inner) == 1 else fields
        except csv.Error as error:
            raise UnreadableFile(
                f"The row of line {self._lines.first} is no CSV ({error}): mend it or export again."
            ) from None
        return fields


def open_table(stream: BinaryIO) -> Table:
    """The CSV in `stream`, opened at its header line; UnreadableFile where it is none."""
    text = io.TextIOWrapper(io.BufferedReader(_CheckedBytes(stream), 65_536), encoding="utf-8-sig", newline="")
    lines = _Lines(text)
    for _number, line in zip(range(MAX_ROWS), lines, strict=False):
        if line.strip():
            table = Table(lines, line)
            lines.record = []
            return table
        lines.record = []
    raise UnreadableFile("The file is empty: export it again and upload the new file.")


class Log(Protocol):
    """What a reader makes of the rows, one after the other."""

    history: History

    def take(self, row: Row) -> tuple[str, str]:
        """Place a row; the key of its workout and the name of its exercise. RowError where it can't be read."""

    def workout_of(self, row: Row) -> str:
        """The key of the workout that a refused row belongs to; RowError where that can't be told."""


def refuse(log: Log, row: Row, reason: str) -> RefusedRow:
    """The row for the list of rows not taken."""
    try:
        workout = log.workout_of(row)
    except RowError:
        workout = None
        reason += (
            " Its workout can't be told, so no other row waits for it: where that workout was imported without it,"
            " delete it for good before you import it again."
        )
    return RefusedRow(row.number, reason, row.text(), workout)


def take_rows(table: Table, log: Log) -> None:
    """Let `log` take each row; those that it refuses by RowError are noted in its history."""
    history = log.history
    workouts, exercises = set(), set()
    row = None
    for row in table:
        history.rows_read += 1
        try:
            workout, exercise = log.take(row)
        except RowError as refusal:
            history.refused.append(refuse(log, row, str(refusal)))
            if len(history.refused) > MAX_REFUSED:
                first = history.refused[0]
                raise UnreadableFile(
                    f"More than 5,000 rows can't be read. The first is line {first.row}: {first.reason}"
                ) from None
            continue
        workouts.add(workout)
        exercises.add(exercise)
        if len(workouts) > MAX_WORKOUTS:
            raise UnreadableFile("The file has more than 20,000 workouts: split it and import the parts one by one.")
        if len(exercises) > MAX_EXERCISES:
            raise UnreadableFile(
                "The file names more than 2,000 exercises: see whether its columns hold what their names say, or split "
                "it and import the parts one by one."
            )
    if row is None:
        raise UnreadableFile("The file has a header and no rows: there is nothing to import.")
    if len(row.fields) < len(row.header):
        raise UnreadableFile(
            f"The file ends in the middle of the row of line {row.number}: it was cut off there. Export it again, or "
            "mend that line."
        )
