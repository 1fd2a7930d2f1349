"""What was changed: who, when, from what to what. The verbs say it; nothing is kept behind their backs.

A row that was never changed has no history: it says itself what it was from the beginning. Its first change, or its
deletion, keeps how it stood before.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone as clock
from simple_history.models import HistoricalRecords

from workset.compiled import CompiledQuery
from workset.row_writes import insert

Values = Mapping[str, Any]


class Tracked(models.Model):
    """A row whose changes are kept, in a model of its own behind `history`. `stood` is how it stood when watched."""

    created_at: datetime
    stood: Values | None = None

    class Meta:
        abstract = True

    def belonging(self) -> Values:
        """Fields of the history's model that no change moves: to what it belongs and when it was made."""
        raise NotImplementedError


class AccountHistory(models.Model):
    """The account whose row it was, None for what everybody has."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class VerbHistory(HistoricalRecords):
    """django-simple-history without its signals: they would double an import, and miss what is written in bulk."""

    def __init__(self, **options: Any) -> None:
        super().__init__(history_id_field=models.BigAutoField(), **options)

    def copy_fields(self, model: type[models.Model]) -> Any:
        """All that is kept is shown: simple-history leaves out what nobody can edit."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.editable = True
        return fields

    def post_save(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: see `note_changes`."""

    def post_delete(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: see `note_deletions`."""


Row = TypeVar("Row", bound=Tracked)


def watch(row: Row, stood: Tracked | None = None) -> Row:
    """Remember how `row` stands, or how `stood`, another instance of it, does; `note_changes` compares with that."""
    row.stood = state(stood or row)
    return row


def state(row: Tracked) -> Values:
    """What is kept of a row, by the names of its columns."""
    return {field.attname: getattr(row, field.attname) for field in model_of(row).tracked_fields}


def note_changes(rows: Iterable[Tracked]) -> None:
    """Keep what differs from how these rows of one model stood when they were watched; new rows were not.

    Two queries, none where nothing differs.
    """
    changed = [row for row in rows if row.stood is not None and differ(row.stood, state(row))]
    if not changed:
        return
    model, now = model_of(changed[0]), clock.now()
    known = known_to(model, [row.pk for row in changed])
    before = [record(row, "+", row.created_at, row.stood) for row in changed if row.pk not in known]
    after = [record(row, "~", now, state(row), model.get_default_history_user(row)) for row in changed]
    insert([*before, *after])
    for row in changed:
        watch(row)


def known_to(model: Any, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these ids of which a history's model has records."""
    if len(ids) == 1:
        return {pk for (pk,) in records_by(model).converted(pk=ids[0])}
    return set(model.objects.filter(id__in=ids).values_list("id", flat=True))


@cache
def records_by(model: Any) -> CompiledQuery:
    """The id of a row, once where it has records: what every change asks for."""
    return CompiledQuery(lambda pk: model.objects.filter(id=pk).order_by().values_list("id").distinct(), pk=UUID(int=1))


def differ(before: Values, after: Values) -> bool:
    """Whether two states say different things; a version alone says nothing."""
    return any(before[name] != value for name, value in after.items() if name != "version")


def note_deletions(rows: Iterable[Tracked], moment: datetime | None = None) -> None:
    """Keep how these rows of one model stand, which are deleted now; `moment` ties together what went in one go."""
    keep(rows, "-", moment or clock.now())


def note_returns(rows: Iterable[Tracked]) -> None:
    """Keep that these rows of one model, which had been deleted, stand again."""
    keep(rows, "+", clock.now())


def keep(rows: Iterable[Tracked], kind: str, moment: datetime) -> None:
    """One record of each row as it stands; one query."""
    rows = list(rows)
    if rows:
        model = model_of(rows[0])
        who = model.get_default_history_user(rows[0])
        insert([record(row, kind, moment, state(row), who) for row in rows])


def record(row: Tracked, kind: str, moment: datetime, said: Values | None, who: Any = None) -> Any:
    """An unsaved record of what a row said; `who` is None where a command wrote it, or nobody knows any more."""
    model = model_of(row)
    return model(history_type=kind, history_date=moment, history_user=who, **row.belonging(), **(said or {}))


def model_of(row: Tracked) -> Any:
    """The model that keeps the history of a row."""
    return history_of(type(row))


@cache
def history_of(model: Any) -> Any:
    """The same of a model: simple-history makes a class anew whenever it is asked for it."""
    return model.history.model
