"""The database as it stands, row for row: what a refused request must leave as it is."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from accounts.models import User

Rows = dict[str, list[str]]


def everything() -> Rows:
    """All rows of all tables, each as text."""
    return {table: sorted(map(repr, rows)) for table, rows in tables()}


def rows_about(ids: Collection[str]) -> Rows:
    """The rows that one of these ids names, and those in which it stands, in whatever column but the row's own id.

    That one is left out because ids belong to tables: a stranger's workout may have the id of somebody's set.
    """
    wanted = {text for each in ids for text in (str(each), str(each).replace("-", ""))}

    def names(table: str, row: tuple[Any, ...]) -> bool:
        said = repr(row if table == User._meta.db_table else row[1:])
        return any(one in said for one in wanted)

    return {table: sorted(repr(row) for row in rows if names(table, row)) for table, rows in tables()}


def tables() -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Each table with its rows, as the database hands them out."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        found = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name of ours
            found.append((name, cursor.fetchall()))
    return found


def differences(before: Rows, after: Rows) -> list[str]:
    """The tables that are not what they were, with a row that tells."""
    changed = [name for name in after if before.get(name) != after[name]]
    return [f"{name}: {sorted(set(after[name]) ^ set(before.get(name, [])))[:2]}" for name in changed]
