"""More connections than a process may hold hold up nobody: who has waited longest makes room."""

import resource
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from workset.tests.slow_lines import LOGIN, PATIENCE, PING, connect, impatient_server, read_all, seconds_to_an_answer

pytestmark = pytest.mark.anywhere

FILES = 256  # that the server may open
CROWD = 300  # connections


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server has its log."""
    return tmp_path_factory.mktemp("crowds")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """Where one process listens that may open few files."""
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 2 * CROWD
    with impatient_server(folder, FILES) as number:
        yield number


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX",
        PING.replace(b"close", b"keep-alive"),
        b"GET /api/redoc.js HTTP/1.1\r\nHost: localhost\r\n\r\n",
        LOGIN + b"Content-Length: 900000\r\n\r\n" + b" " * 40_000,
    ],
)
def test_crowd_holds_up_nobody(port: int, folder: Path, sent: bytes) -> None:
    for _ in range(CROWD // 3):  # that their clients end counts once
        with closing(connect(port, PING)) as connection:
            read_all(connection)
    with ExitStack() as held:
        for _ in range(CROWD):
            connection = held.enter_context(closing(connect(port, room=1024)))
            try:
                connection.sendall(sent)
            except OSError:  # it has made room already
                continue

        assert seconds_to_an_answer(port) < PATIENCE / 2
    assert (folder / "log").read_text().count("Booting worker") == 1
