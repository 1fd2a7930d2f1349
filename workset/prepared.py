"""Statements that PostgreSQL reads and plans once for each connection, and afterwards is only sent the values of."""

from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, Cursor
from psycopg.errors import FeatureNotSupported
from psycopg.types.datetime import TimestamptzLoader


def prepared_cursor() -> CursorWrapper:
    """Django's cursor, which on PostgreSQL prepares what it executes; SQLite's driver does so by itself.

    For statements of which there are few, executed often: each connection keeps the last hundred.
    """
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        # Django's own writes the values into the statement, which is another one each time.
        cursor.cursor = PreparingCursor(connection.connection)
    return cursor


class PreparingCursor(Cursor[tuple[Any, ...]]):
    """psycopg's, which prepares as the connection's `prepare_threshold` says.

    Moments are read by psycopg too, in a tenth of the time that Django takes: both in UTC, as sessions are in UTC.
    """

    def __init__(self, of: "Connection[Any]") -> None:
        super().__init__(of)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def execute(self, *args: Any, **options: Any) -> "PreparingCursor":
        """As ever, and once more where a migration has changed the type of a column since it was prepared.

        In a transaction it is too late for that: the error ends it, and with it what the connection has prepared.
        """
        try:
            return super().execute(*args, **options)
        except FeatureNotSupported:
            if not self.connection.autocommit:
                raise
            super().execute("DEALLOCATE ALL", prepare=False)
            return super().execute(*args, **options)
