"""The server that is measured: gunicorn with four processes, on a database of the run's own."""

import http.client
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from workset.tests.proofs.people import Answer, read_cookies

ROOT = Path(__file__).parents[3]
PROCESSES = 4
SCOPES = ("AUTH", "REFRESH", "PUSH", "IMPORT", "ANON", "USER", "WRITE")
PATIENCE = 60.0


@contextmanager
def fresh_database(postgresql: str) -> Iterator[Path]:
    """A folder of the run's own, and in the environment a migrated database with the catalogue: on PostgreSQL where
    an address is given, else SQLite in the folder. Both are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="workset-proofs-"))
    name = f"workset_proofs_{os.getpid()}"
    os.environ.update(environment(folder))
    if postgresql:
        administer(postgresql, f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", postgresql)
    try:
        manage("prepare")
        yield folder
    finally:
        if postgresql:
            administer(postgresql, f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(folder)


def environment(folder: Path) -> dict[str, str]:
    """The settings of a run: nothing of .env's, and limits that nobody meets."""
    return {
        "DJANGO_SETTINGS_MODULE": "workset.settings",
        "ENV_FILE": "",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": f"sqlite:///{folder}/log.sqlite3",
        "COUNTERS_URL": f"sqlite:///{folder}/counters.sqlite3",
        "REDIS_URL": "",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "WEB_CONCURRENCY": str(PROCESSES),
        **{f"RATE_{scope}": "1000000/s" for scope in SCOPES},
    }


def administer(postgresql: str, statement: str) -> None:
    """One statement on the server itself."""
    with psycopg.connect(postgresql, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def manage(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """One run of manage.py in the run's environment, to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=600)  # noqa: S603 - our own command


def send_to(port: int, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """One request to a server of this machine, on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        cookies = read_cookies(answer.headers.get_all("Set-Cookie", []))
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read(), cookies)
    finally:
        connection.close()


class Server:
    """A running server; what it logs is in `log`."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
        self.port, self.process, self.log = port, process, log

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """One request on a connection of its own."""
        return send_to(self.port, method, path, body, headers)

    def workers(self) -> list[int]:
        """The web processes' ids."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def wait(self) -> None:
        """Until each process answers, as far as many requests can tell."""
        deadline = time.monotonic() + PATIENCE
        answered = 0
        while answered < 4 * PROCESSES:
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"The server did not start: {self.log.read_text()[-2000:]}")
            try:
                answered += self.send("GET", "/api/ping", b"", {}).status == 200
            except OSError:
                time.sleep(0.1)


@contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """A server with these settings beside the run's own."""
    folder = Path(tempfile.mkdtemp(prefix="workset-server-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    values = os.environ | {"PORT": str(port), "COUNTERS_URL": f"sqlite:///{folder}/counters.sqlite3"} | settings
    command = [sys.executable, "-m", "gunicorn", "-c", "python:workset.server", "workset.wsgi"]
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=values, stdout=out, stderr=out)  # noqa: S603 - our own command
    server = Server(port, process, log)
    try:
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder)
