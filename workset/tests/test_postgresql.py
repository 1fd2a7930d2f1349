"""A request is answered though the server has ended the connection that its thread keeps."""

import pytest
from django.db import connection

from exercises.models import Exercise
from workset.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def end_connection(number: int) -> None:
    """By another connection, as a restart of PostgreSQL does; SQLite's is to a file, which ends nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


def process_of_server() -> int:
    """Which of the server's processes this thread's connection talks to."""
    connection.ensure_connection()
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0


def test_a_connection_that_was_ended_is_replaced_when_the_next_request_begins() -> None:
    ended = process_of_server()
    assert race(lambda _: end_connection(ended), 1) == [None]
    connection.close_if_unusable_or_obsolete()  # as Django does it when a request begins
    assert Exercise.objects.count() >= 0
    assert (process_of_server() != ended) == (connection.vendor == "postgresql")


def test_a_connection_that_stands_is_kept() -> None:
    kept = process_of_server()
    connection.close_if_unusable_or_obsolete()
    assert Exercise.objects.count() >= 0
    assert process_of_server() == kept
    assert connection.is_usable()
