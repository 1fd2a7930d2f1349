"""A server with little patience, and connections to it that send or read as slowly as a test wants."""

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from workset.tests.commands import ROOT, environment, manage

PATIENCE = 1.0  # of the server that is tested, in seconds
LINGER = 2.0  # for which gunicorn keeps an ended connection open
SOON = 3.0  # seconds in which a free thread has answered, on a busy machine too
EVERY_THREAD = settings.THREADS

LOGIN = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
PING = b"GET /api/ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@contextmanager
def impatient_server(folder: Path, files: int = 0) -> Iterator[int]:
    """Where one process listens that has little patience, and may open so many `files`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    values = {"DATABASE_URL": f"sqlite:///{folder}/log.sqlite3", "PORT": str(number), "WEB_CONCURRENCY": "1"}
    values |= {"DJANGO_SETTINGS_MODULE": "workset.settings", "RATE_AUTH": "1000/m"}
    assert manage("prepare", **values).returncode == 0
    command = [sys.executable, "-m", "gunicorn", "-c", "python:workset.tests.impatient_server", "workset.wsgi"]
    limit = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (files, files)) if files else None
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own
            command,
            cwd=ROOT,
            env=environment(**values),
            stderr=log,
            preexec_fn=limit,
        )
    try:
        yield when_up(number, server)
    finally:
        server.terminate()
        server.wait(30)


def when_up(port: int, server: subprocess.Popen[bytes]) -> int:
    """The port, once it answers."""
    began = time.monotonic()
    while server.poll() is None and time.monotonic() < began + 60:
        try:
            seconds_to_an_answer(port)
        except OSError:
            time.sleep(0.1)
        else:
            return port
    pytest.fail("The server doesn't answer.")


def connect(port: int, sent: bytes = b"", room: int = 0) -> socket.socket:
    """A connection on which something was sent, with `room` for so many bytes of an answer that isn't read."""
    with ExitStack() as failing:
        connection = failing.enter_context(closing(socket.socket()))
        connection.settimeout(30)
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.connect(("127.0.0.1", port))
        connection.sendall(sent)
        failing.pop_all()
        return connection


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def seconds_to_an_answer(port: int) -> float:
    """How long somebody else waits."""
    began = time.monotonic()
    with closing(connect(port, PING)) as connection:
        assert b"pong" in read_all(connection)
    return time.monotonic() - began


def drip(connection: socket.socket, content: bytes, size: int, seconds: float) -> bool:
    """Whether all of it went out, in pieces of a `size`, each after some `seconds`."""
    try:
        for begin in range(0, len(content), size):
            time.sleep(seconds)
            connection.sendall(content[begin : begin + size])
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True
