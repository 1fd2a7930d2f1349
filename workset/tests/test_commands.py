"""The commands that set Workset up, start it and stop it."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workset.tests.commands import ROOT, environment, manage

pytestmark = pytest.mark.anywhere

NEW_CATALOGUE = "(450 new, 0 changed)"
SAME_CATALOGUE = "(0 new, 0 changed)"


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server on a database in `folder`, once it answers; killed at the end if it still runs."""
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "serve", "--pid-file", str(folder / "pid")],
        cwd=ROOT,
        env=environment(DATABASE_URL=f"sqlite:///{folder}/log.sqlite3", PORT=str(port), WEB_CONCURRENCY="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", server)
        yield server
    finally:
        server.kill()
        server.communicate()


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    """Until the address answers; fails where the server ends before."""
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - an http address of this machine
                return
        except OSError:
            time.sleep(0.1)  # the server is on its way up
    server.kill()
    pytest.fail(f"The server doesn't answer: {server.communicate()[0]}")


def wait_until_free(port: int) -> None:
    """Until the workers have noticed that their parent is gone, which takes them a second."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    pytest.fail(f"Port {port} is still in use.")


def test_prepare_makes_the_database_and_its_folder_and_can_be_repeated(tmp_path: Path) -> None:
    database = tmp_path / "new" / "log.sqlite3"

    first = manage("prepare", DATABASE_URL=f"sqlite:///{database}")
    second = manage("prepare", DATABASE_URL=f"sqlite:///{database}")

    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines() == [f"Database: {database}", f"Catalogue: 450 exercises {NEW_CATALOGUE}."]
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.splitlines() == [f"Database: {database}", f"Catalogue: 450 exercises {SAME_CATALOGUE}."]


def test_folder_of_the_database_is_closed_to_other_users(tmp_path: Path) -> None:
    manage("prepare", DATABASE_URL=f"sqlite:///{tmp_path}/new/log.sqlite3")

    assert oct((tmp_path / "new").stat().st_mode)[-3:] == "700"


def test_postgresql_that_is_away_stops_the_start_with_its_reason_and_what_to_set(port: int) -> None:
    began = time.monotonic()
    ran = manage("serve", DATABASE_URL=f"postgresql://ann:hush@127.0.0.1:{port}/log")

    assert ran.returncode == 1
    [sentence] = ran.stderr.splitlines()
    assert sentence.startswith("Workset can't start: the database refuses (connection failed")
    assert "Set DATABASE_URL" in sentence
    assert "hush" not in ran.stdout + ran.stderr
    assert time.monotonic() - began < 8


def test_file_that_is_no_database_stops_the_start_and_stays_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ann, " * 1000)

    ran = manage("serve", DATABASE_URL=f"sqlite:///{letter}")

    assert ran.returncode == 1
    assert ran.stderr.startswith("Workset can't start: the database refuses (file is not a database). Set DATABASE_URL")
    assert letter.read_text() == "Dear Ann, " * 1000


def test_database_in_a_folder_that_cannot_be_made_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    ran = manage("serve", DATABASE_URL=f"sqlite:///{tmp_path}/file/log.sqlite3")

    assert ran.returncode == 1
    assert ran.stderr.startswith("Workset can't start: the database refuses (")
    assert len(ran.stderr.splitlines()) == 1


def test_port_in_use_stops_the_start_before_the_database_is_touched(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        ran = manage("serve", DATABASE_URL=f"sqlite:///{tmp_path}/log.sqlite3", PORT=taken)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"Workset can't start: PORT {taken} is not free (Address already in use). Set PORT")
    assert list(tmp_path.iterdir()) == []


def test_server_says_where_to_go_refuses_a_second_and_is_stopped_from_another_terminal(
    tmp_path: Path, port: int
) -> None:
    pid_file = str(tmp_path / "pid")
    with serving(tmp_path, port) as server:
        second = manage("serve", "--pid-file", pid_file, PORT=str(port))
        stopped = manage("stop", pid_file)
        output = server.communicate(timeout=5)[0]

    assert second.stderr == "Workset can't start: it runs from this folder already. `make stop` ends that one.\n"
    assert (stopped.returncode, stopped.stdout) == (0, "Workset is stopped.\n")
    assert server.returncode == 0
    assert output.splitlines()[2] == f"Workset: http://localhost:{port}"


def test_stop_after_a_crash_leaves_whatever_has_the_number_now_alone(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    with subprocess.Popen(["sleep", "60"]) as somebody_elses:  # noqa: S607 - the one on PATH
        pid_file.write_text(str(somebody_elses.pid))
        ran = manage("stop", str(pid_file))
        still_runs = somebody_elses.poll() is None
        somebody_elses.kill()

    assert (ran.returncode, ran.stdout) == (0, "Workset doesn't run from this folder.\n")
    assert still_runs


def test_server_that_was_killed_can_be_started_again(tmp_path: Path, port: int) -> None:
    with serving(tmp_path, port) as server:
        server.kill()
        server.wait()
    wait_until_free(port)
    with serving(tmp_path, port):
        answer = manage("stop", str(tmp_path / "pid"))

    assert answer.stdout == "Workset is stopped.\n"
