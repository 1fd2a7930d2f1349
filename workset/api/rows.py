"""JSON straight from a database's rows, for reads that are asked often: what a serializer would make of the models.

A shape names what the JSON has and the column behind each. Tests compare it with the serializer that declares it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import models

from workset.compiled import Row

Write = Callable[[Any], Any]


@dataclass(frozen=True)
class Made:
    """A value that is made of several columns, or of none."""

    make: Callable[..., Any]
    columns: Sequence[str] = ()


class JsonShape:
    """The JSON of one row of `model`: for each name of it the column, or what it is Made of.

    `columns` are what the query has to select, in this order; a call gets such a row as the driver gives it.
    """

    def __init__(self, model: type[models.Model], names: Mapping[str, str | Made]) -> None:
        made = {name: source for name, source in names.items() if isinstance(source, Made)}
        # A made value keeps its place among the names by any column, until it is made.
        filler = next(source for source in names.values() if isinstance(source, str))
        columns = [source if isinstance(source, str) else filler for source in names.values()]
        more = dict.fromkeys(column for source in made.values() for column in source.columns if column not in columns)
        self.names = list(names)
        self.columns = [*columns, *more]
        at = {column: place for place, column in reversed(list(enumerate(self.columns)))}
        places = {place for place, name in enumerate(self.names) if name not in made}
        places |= {at[column] for source in made.values() for column in source.columns}
        written = {place: writer(field_of(model, self.columns[place])) for place in sorted(places)}
        self.writers = [(place, write) for place, write in written.items() if write is not None]
        self.read = attrgetter(*(column.replace("__", ".") for column in self.columns))
        self.made = [(name, one.make, [at[column] for column in one.columns]) for name, one in made.items()]

    def __call__(self, row: Row) -> dict[str, Any]:
        """What the serializer's `data` would be."""
        values = list(row)
        for place, write in self.writers:
            if values[place] is not None:
                values[place] = write(values[place])
        told = dict(zip(self.names, values, strict=False))
        for name, make, places in self.made:
            told[name] = make(*[values[place] for place in places])
        return told

    def of(self, instance: models.Model) -> dict[str, Any]:
        """The same of an instance whose relations among the columns are at hand."""
        return self(self.read(instance))


def fields_of(serializer: Any, *without: str) -> dict[str, str | Made]:
    """A serializer's fields by their names, each from the column of the same name."""
    return {name: name for name in serializer.Meta.fields if name not in without}


def as_dict(*names: str) -> Callable[..., dict[str, Any]]:
    """Makes a dict of values that come in the order of `names`."""
    return lambda *values: dict(zip(names, values, strict=True))


def field_of(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    """The column that a lookup such as `exercise__name` leads to."""
    *relations, name = path.split("__")
    for relation in relations:
        found = model._meta.get_field(relation).related_model
        assert isinstance(found, type)
        model = found
    field: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


def writer(field: "models.Field[Any, Any]") -> Write | None:
    """How a driver's value of this column becomes JSON's; None where it is that already.

    SQLite has text for ids, moments and dates, and numbers for decimals and flags.
    """
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    for kind, write in WRITERS.items():
        if isinstance(field, kind):
            return write
    return None


def identifier(value: Any) -> str:
    """With its dashes."""
    if isinstance(value, UUID):
        return str(value)
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def moment(value: Any) -> str:
    """ISO 8601 in UTC, with `Z`."""
    if isinstance(value, str):
        return f"{value[:10]}T{value[11:]}Z"
    written: str = value.astimezone(UTC).isoformat()
    return written.replace("+00:00", "Z")


WRITERS: dict[type[Any], Write] = {
    models.UUIDField: identifier,
    models.DateTimeField: moment,
    models.DateField: str,
    models.DecimalField: float,
    models.BooleanField: bool,
}
