"""Clients that read slowly, or do not end what has ended, hold no thread."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from workset.slow_readers import PatientSocket
from workset.tests.slow_lines import (
    EVERY_THREAD,
    LINGER,
    LOGIN,
    PATIENCE,
    PING,
    connect,
    drip,
    impatient_server,
    read_all,
    seconds_to_an_answer,
)

pytestmark = pytest.mark.anywhere

LONG = b"GET /api/redoc.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where one process listens that has little patience."""
    with impatient_server(tmp_path_factory.mktemp("readers")) as number:
        yield number


def test_answers_that_nobody_takes_hold_no_thread(port: int) -> None:
    with ExitStack() as held:
        for _ in range(EVERY_THREAD):
            held.enter_context(closing(connect(port, 8 * LONG, room=1024)))
        time.sleep(PATIENCE / 4)

        assert seconds_to_an_answer(port) < PATIENCE / 2


def test_answer_that_nobody_takes_is_cut_off(port: int) -> None:
    with closing(connect(port, LONG, room=1024)) as connection:
        time.sleep(3 * PATIENCE)

        assert len(read_all(connection)) < 200_000


def test_long_answer_over_a_slow_line_arrives(port: int) -> None:
    with closing(connect(port, LONG[:-2] + LAST, room=2048)) as connection:
        began = time.monotonic()
        answer = b""
        while time.monotonic() < began + 2.5 * PATIENCE:
            answer += connection.recv(2000)
            time.sleep(0.1)
        answer += read_all(connection)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert (head[:13], len(body) > 300_000) == (b"HTTP/1.1 200 ", True)
    assert b"\r\nContent-Length: %d\r\n" % len(body) in head


def test_requests_behind_a_long_answer_are_served_when_it_is_read(port: int) -> None:
    with closing(connect(port, 2 * LONG + PING, room=2048)) as connection:
        time.sleep(PATIENCE / 2)

        answers = read_all(connection)

    assert (answers.count(b"HTTP/1.1 200 "), answers[-6:].strip(b'"}')[-4:]) == (3, b"pong")


def test_of_answers_that_fill_the_memory_not_all_are_kept(port: int) -> None:
    with ExitStack() as held:
        two = [held.enter_context(closing(connect(port, LONG[:-2] + LAST, room=2048))) for _ in range(2)]
        time.sleep(PATIENCE / 2)
        lengths = sorted(len(read_all(connection)) for connection in two)

    assert lengths[0] < 200_000 < 600_000 < lengths[1]


@pytest.mark.parametrize(
    "sent",
    [
        PING,
        b"GET /api/ping HTTP/1.0\r\nHost: localhost\r\n\r\n",
        b"BAD\r\n\r\n",
        LOGIN.replace(b"1.1", b"1.0") + b"Content-Length: 2\r\n\r\n{}",
        b"GET /api/ping HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
        LOGIN + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{",
    ],
)
def test_ended_connections_that_their_clients_keep_open_hold_up_nobody(port: int, sent: bytes) -> None:
    with ExitStack() as held:
        for _ in range(5 * EVERY_THREAD):
            held.enter_context(closing(connect(port, sent)))

        assert seconds_to_an_answer(port) < PATIENCE


def test_ended_connection_is_closed_although_its_client_keeps_it_open(port: int) -> None:
    with closing(connect(port, PING)) as connection:
        read_all(connection)
        connection.sendall(b"x")
        time.sleep(LINGER + 1.5)

        assert not drip(connection, b"xxx", 1, 0.1)


def test_file_is_sent_to_its_end_after_it_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes(b"0123456789" * 100_000)
    ours, theirs = socket.socketpair()
    with closing(PatientSocket(ours)) as sender, closing(theirs):
        sender.sendall(b"head")
        with path.open("rb") as file:
            sender.sendfile(file, offset=3, count=900_000)
        sender.sendall(b"foot")
        theirs.settimeout(1)
        came = theirs.recv(2**20)
        while sender.rest:
            sender.flow()
            came += theirs.recv(2**20)

        assert (sender.held, sender.taken) == (0, len(came))
    assert came == b"head" + path.read_bytes()[3:900_003] + b"foot"
