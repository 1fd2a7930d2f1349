"""CSV out: rows as lines, and no cell that a spreadsheet would take for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def cell(value: Any) -> Any:
    """A text that begins like a formula behind an apostrophe; numbers as they are, Decimals without an exponent."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Each row as a line."""
    writer = csv.writer(Echo())
    for row in rows:
        yield writer.writerow([cell(value) for value in row])
