"""Rows written by statements that are put together once: to write their SQL takes Django longer than the database.

They are written as the ORM writes them, each column as its field prepares it. No signal is sent: verbs say themselves
what follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model

Names = tuple[str, ...]


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one model; one whose key the database makes doesn't learn it."""
    if not rows:
        return
    model = type(rows[0])
    fields = columns_of(model, made_by_us(model))
    write(insertion(model), [list(prepared(row, fields, is_new=True)) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(rows: Iterable[Model], names: Names = ()) -> None:
    """Write rows of one model that stand, or only the fields `names` of them. One that is gone stays gone."""
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    fields, key = columns_of(model, names), [model._meta.pk]
    written = [[*prepared(row, fields), *prepared(row, key)] for row in rows]
    write(change(model, names), written)


def prepared(row: Model, fields: Iterable["Field[Any, Any]"], is_new: bool = False) -> Iterator[Any]:
    """What the database's driver takes for each of the fields; moments of making and changing are set in the row."""
    database = connections[DEFAULT_DB_ALIAS]  # itself: each look through Django's `connection` finds it anew
    for field in fields:
        yield field.get_db_prep_save(field.pre_save(row, is_new), database)


def write(statement: str, parameters: Sequence[Sequence[Any]]) -> None:
    """Carry a statement out for each of these."""
    with connection.cursor() as cursor:
        if len(parameters) == 1:
            cursor.execute(statement, parameters[0])
        else:
            cursor.executemany(statement, parameters)


@cache
def insertion(model: type[Model]) -> str:
    """The INSERT of a whole row."""
    columns = [quoted(field.column) for field in columns_of(model, made_by_us(model))]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own


@cache
def change(model: type[Model], names: Names) -> str:
    """The UPDATE of one row by its key."""
    changes = ", ".join(f"{quoted(field.column)} = %s" for field in columns_of(model, names))
    return f"UPDATE {quoted(model._meta.db_table)} SET {changes} WHERE {quoted(model._meta.pk.column)} = %s"  # noqa: S608 - as above


@cache
def made_by_us(model: type[Model]) -> Names:
    """The names of all columns that the database doesn't fill itself."""
    return tuple(field.name for field in model._meta.concrete_fields if not isinstance(field, AutoField))


@cache
def columns_of(model: type[Model], names: Names) -> "list[Field[Any, Any]]":
    """The columns of these `names`, all but the key where none is named."""
    return [one for one in model._meta.concrete_fields if (one.name in names if names else not one.primary_key)]


def quoted(name: str | None) -> str:
    """A name as SQL has it."""
    return connection.ops.quote_name(str(name))
