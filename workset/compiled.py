"""Queries that are compiled once and asked often: to write its SQL takes Django longer than the database to answer.

A query stays defined in the queryset's vocabulary. What changes from call to call is given as values, found again in
the compiled statement by the stand-ins that stood in their place.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

from workset.prepared import prepared_cursor

Row = tuple[Any, ...]
M = TypeVar("M", bound=Model)
PLACE = re.compile("(?<!%)%s")  # of a parameter, in Django's SQL


class CompiledQuery:
    """The `values_list` that `build(**values)` makes, for values that change nothing of its shape.

    `stand_ins` names each value and gives one of its type that occurs nowhere else in the query. None as a value, lists
    and slices change the statement and can't be given; a query that can match nothing can't be compiled.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins

    def rows(self, **values: Any) -> list[Row]:
        """All rows as the database's driver gives them."""
        return self.plan.fetch(values)

    def slice(self, start: int, stop: int, **values: Any) -> list[Row]:
        """Some of the rows as the database's driver gives them: the `start`th, counted from 0, until the `stop`th."""
        return self.plan.fetch(
            values | {"_limit": stop - start, "_offset": start}, " LIMIT %(_limit)s OFFSET %(_offset)s"
        )

    def converted(self, **values: Any) -> list[Row]:
        """All rows as `values_list` gives them."""
        return self.plan.convert(self.plan.fetch(values))

    @cached_property
    def plan(self) -> "Plan":
        """Made when it is first needed: models and database have to be there."""
        return Plan(self.build(**self.stand_ins), self.stand_ins)


class CompiledModels(Generic[M]):
    """The same for a queryset of models, joined with what its `select_related` names."""

    def __init__(self, build: Callable[..., QuerySet[M]], **stand_ins: Any) -> None:
        self.query = CompiledQuery(build, **stand_ins)

    def all(self, **values: Any) -> list[M]:
        """All of them."""
        plan = self.query.plan
        return plan.models(plan.fetch(values))

    def first(self, **values: Any) -> M | None:
        """The first of them, None where there is none."""
        return next(iter(self.all(**values)), None)


class CompiledUpdate:
    """The UPDATE of what `build(**values)` finds, by `changes` that are the same for all values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], changes: Mapping[str, Any], **stand_ins: Any) -> None:
        self.build, self.changes, self.stand_ins = build, changes, stand_ins

    def run(self, **values: Any) -> None:
        """Carry it out for these values."""
        with prepared_cursor() as cursor:
            cursor.execute(self.statement.text, self.statement.parameters(values))

    @cached_property
    def statement(self) -> "Statement":
        """Made when it is first needed: models and database have to be there."""
        query: Any = self.build(**self.stand_ins).query.chain(UpdateQuery)
        query.add_update_values(self.changes)
        return Statement(query.get_compiler(DEFAULT_DB_ALIAS), self.stand_ins)


class Statement:
    """Compiled SQL. Its parameters have names, which SQLite's driver is told faster than their places."""

    def __init__(self, compiler: Any, stand_ins: dict[str, Any]) -> None:
        text, parameters = compiler.as_sql()
        known = {as_parameter(value): name for name, value in stand_ins.items()}
        names = [known.get(one, f"_{place}") for place, one in enumerate(parameters)]
        missing = set(stand_ins) - set(names)
        if missing:
            raise ValueError(f"Not found in the query: {', '.join(sorted(missing))}")
        in_turn = iter(names)
        self.text = PLACE.sub(lambda _: f"%({next(in_turn)})s", text)
        self.constants = {name: one for name, one in zip(names, parameters, strict=True) if name not in stand_ins}

    def parameters(self, values: dict[str, Any]) -> dict[str, Any]:
        """What the database's driver is given with the text, for these values."""
        return self.constants | {name: as_parameter(value) for name, value in values.items()}


class Plan:
    """A compiled SELECT, and what makes Python's values of its rows."""

    def __init__(self, query: QuerySet[Any, Any], stand_ins: dict[str, Any]) -> None:
        self.compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self.statement = Statement(self.compiler, stand_ins)
        selected = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(selected)

    def fetch(self, values: dict[str, Any], more: str = "") -> list[Row]:
        """The rows for these values; `more` of the statement follows."""
        with prepared_cursor() as cursor:
            cursor.execute(self.statement.text + more, self.statement.parameters(values))
            return cursor.fetchall()

    def convert(self, rows: Iterable[Row]) -> list[Row]:
        """The rows with Python's values in place of the driver's."""
        if not self.converters:
            return list(rows)
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def models(self, rows: Iterable[Row]) -> list[Any]:
        """The rows as instances of the query's model, as a queryset makes them."""
        model, start, stop, names, populators, annotations = self.populating
        found = []
        for row in self.convert(rows):
            one = model.from_db(DEFAULT_DB_ALIAS, names, row[start:stop])
            for populator in populators:
                populator.populate(row, one)
            for name, place in annotations:
                setattr(one, name, row[place])
            found.append(one)
        return found

    @cached_property
    def populating(self) -> tuple[type[Model], int, int, list[str], Any, list[tuple[str, int]]]:
        """The model, where its columns are and what they are called, what makes those joined to it, annotations."""
        select, info = self.compiler.select, self.compiler.klass_info
        start, stop = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _sql, _alias in select[start:stop]]
        populators = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs are ahead
        return info["model"], start, stop, names, populators, list(self.compiler.annotation_col_map.items())


def exists(model: type[Model], pk: UUID) -> bool:
    """Whether there is a row of this id, whosever it is."""
    return bool(by_id(model).rows(pk=pk))


@cache
def by_id(model: type[Model]) -> CompiledQuery:
    """The id alone."""
    return CompiledQuery(lambda pk: model._default_manager.filter(pk=pk).order_by().values_list("pk"), pk=UUID(int=1))


def raw_rows(values: QuerySet[Any, Any]) -> list[Row]:
    """All rows of a `values_list` as the database's driver gives them; none where the query can match nothing."""
    try:
        statement, parameters = values.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def listed(ids: Iterable[UUID]) -> dict[str, UUID]:
    """A value for each of a list of ids, which a query takes as `**ids`: another length of it is another query."""
    return {f"id_{place}": one for place, one in enumerate(ids)}


def any_ids(number: int) -> dict[str, UUID]:
    """Stand-ins for a list of so many."""
    return listed(UUID(int=(1 << 100) + place) for place in range(number))


def as_parameter(value: Any) -> Any:
    """A value as the database's driver takes it, as the fields of models prepare it; a model's row is its key."""
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, UUID):
        return value if connection.vendor == "postgresql" else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def columns_of(model: type[Model], path: str = "") -> list[str]:
    """The names of all columns of a model, as a `values_list` knows them from where `path` leads to it."""
    prefix = path + LOOKUP_SEP if path else ""
    return [prefix + field.attname for field in model._meta.concrete_fields]
