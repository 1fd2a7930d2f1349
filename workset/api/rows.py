"""JSON straight from a database's rows, for reads that are asked often: what a serializer would make of the models.

A shape names what the JSON has and the column behind each. Tests compare it with the serializer that declares it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import repeat, starmap
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Func
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast

from workset.compiled import Row

Write = Callable[[Any], Any]


@dataclass(frozen=True)
class Made:
    """A value that is made of several columns, or of none."""

    make: Callable[..., Any]
    columns: Sequence[str] = ()


class AsText(Cast):
    """A column whose text SQLite's driver would take apart by Python, as that text; elsewhere as it is."""

    def __init__(self, column: str) -> None:
        super().__init__(column, models.TextField())

    def as_sql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        """The column alone."""
        return compiler.compile(self.source_expressions[0])

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        """Its text."""
        return Func.as_sql(self, compiler, connection, template="CAST(%(expressions)s AS text)")


class JsonShape:
    """The JSON of rows of `model`: for each name of it the column, or what it is Made of.

    A query has to select `columns`, in this order: `selected` says how. Then it takes rows as the driver gives them.
    """

    def __init__(self, model: type[models.Model], names: Mapping[str, str | Made]) -> None:
        sources = [[source] if isinstance(source, str) else source.columns for source in names.values()]
        self.columns = list(dict.fromkeys(column for some in sources for column in some))
        at = {column: place for place, column in enumerate(self.columns)}
        self.names = [(name, None if isinstance(one, Made) else at[one]) for name, one in names.items()]
        self.made = {
            name: (one.make, [at[c] for c in one.columns]) for name, one in names.items() if isinstance(one, Made)
        }
        fields = [field_of(model, column) for column in self.columns]
        self.writers = [(place, write) for place, write in enumerate(map(writer, fields)) if write is not None]
        self.texts = {
            column for column, field in zip(self.columns, fields, strict=True) if isinstance(field, models.DateField)
        }
        self.read = attrgetter(*(column.replace("__", ".") for column in self.columns))

    def selected(self, path: str = "") -> list[str | AsText]:
        """What a `values_list` has to name, with the model where `path` leads to."""
        prefix = path + LOOKUP_SEP if path else ""
        return [AsText(prefix + one) if one in self.texts else prefix + one for one in self.columns]

    def all(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """What the serializer's `data` would be of each row, but for ids and moments that the renderer writes.

        Column by column: so most of the work is done by Python's own loops.
        """
        if not rows:
            return []
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, write in self.writers:
            columns[place] = [value if value is None else write(value) for value in columns[place]]
        made = {}
        for name, (make, places) in self.made.items():
            made[name] = starmap(
                make, zip(*(columns[place] for place in places), strict=True) if places else repeat((), len(rows))
            )
        told = zip(*(made[name] if place is None else columns[place] for name, place in self.names), strict=True)
        names = [name for name, _place in self.names]
        return [dict(zip(names, values, strict=True)) for values in told]

    def of(self, instance: models.Model) -> dict[str, Any]:
        """The same of an instance whose relations among the columns are at hand."""
        [told] = self.all([self.read(instance)])
        return told


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
    """How a value of this column becomes one that the renderer writes; None where it is that already.

    SQLite has text for ids and moments, and numbers for decimals.
    """
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    for kind, write in WRITERS.items():
        if isinstance(field, kind):
            return write
    return None


def identifier(value: Any) -> Any:
    """With its dashes, as a text that has them already; those of a UUID are left to the renderer."""
    if isinstance(value, UUID) or len(value) == 36:
        return value
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def moment(value: Any) -> Any:
    """ISO 8601 in UTC, with `Z`; from what is no text the renderer makes that."""
    if isinstance(value, str):
        return f"{value[:10]}T{value[11:]}Z"
    return value.astimezone(UTC)


WRITERS: dict[type[Any], Write] = {
    models.UUIDField: identifier,
    models.DateTimeField: moment,
    models.DecimalField: float,
}
