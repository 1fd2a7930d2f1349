"""A prepared statement answers as a fresh one does, whatever happened to its table since."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import NotSupportedError

from workset.prepared import prepared_cursor
from workset.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def ask(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows, by this connection."""
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def migrate(*statements: str) -> None:
    """By another connection, as another process does."""

    def run(_number: int) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    assert race(run, 1) == [None]


@pytest.fixture
def notes() -> Iterator[None]:
    migrate("CREATE TABLE notes (text varchar(9))", "INSERT INTO notes VALUES ('one')")
    yield
    migrate("DROP TABLE notes")


def change_the_column() -> None:
    """A migration: the values stay, their type is another one."""
    migrate("DROP TABLE notes", "CREATE TABLE notes (text varchar(20))", "INSERT INTO notes VALUES ('one')")


def test_a_statement_goes_on_after_a_migration_has_changed_its_column(notes: None) -> None:
    statement = "SELECT text FROM notes WHERE text = %(text)s"
    assert ask(statement, text="one") == [("one",)]
    change_the_column()
    assert ask(statement, text="one") == [("one",)]
    assert ask(statement, text="two") == []


def test_a_transaction_that_met_a_migration_fails_once_at_most(notes: None) -> None:
    statement = "SELECT text FROM notes WHERE text = %(text)s"
    assert ask(statement, text="one") == [("one",)]
    change_the_column()
    try:
        with transaction.atomic():
            ask(statement, text="one")
    except NotSupportedError:
        assert connection.vendor == "postgresql"
    with transaction.atomic():
        assert ask(statement, text="one") == [("one",)]
