"""`python -m workset.tests.proofs [NUMBER ...] [--postgresql URL]`: exit status 1 where a figure is not reached."""

import argparse
import importlib
import os
import signal
import subprocess
import sys

import django
import psycopg

from workset.tests.proofs.figures import FIGURES, say
from workset.tests.proofs.server import ROOT, fresh_database

MODULES = (
    "retries",
    "tokens",
    "stored_secrets",
    "access",
    "unsafe",
    "contract",
    "hostile",
    "limits",
    "due_rows",
    "silence",
    "offline",
)


def main() -> int:
    """Both databases, each in a process of its own, as Django knows one database for the time of a process."""
    parser = argparse.ArgumentParser(prog="make prove")
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="figures to prove; all if none is named")
    parser.add_argument(
        "--postgresql", default="", help="where PostgreSQL is; its role must be allowed to make databases"
    )
    parser.add_argument("--on", choices=("sqlite", "postgresql"), help="only on this one")
    wanted = parser.parse_args()
    if wanted.on:
        return prove(wanted.numbers, wanted.postgresql if wanted.on == "postgresql" else "")
    again = [sys.executable, "-m", "workset.tests.proofs", *map(str, wanted.numbers), "--postgresql", wanted.postgresql]
    say("On SQLite:")
    failed = subprocess.run([*again, "--on", "sqlite"], cwd=ROOT, check=False).returncode  # noqa: S603 - ourselves
    if not answers(wanted.postgresql):
        say("On PostgreSQL: not run, as none answers. Start one, or set POSTGRESQL_URL.")
        return failed
    say("On PostgreSQL:")
    return failed | subprocess.run([*again, "--on", "postgresql"], cwd=ROOT, check=False).returncode  # noqa: S603 - ourselves


def answers(postgresql: str) -> bool:
    """Whether there is a server at this address."""
    try:
        psycopg.connect(postgresql, connect_timeout=5).close()
    except psycopg.Error:
        return False
    return bool(postgresql)


def prove(numbers: list[int], postgresql: str) -> int:
    """The figures on one database; the exit status."""
    with fresh_database(postgresql):
        django.setup()
        for module in MODULES:
            importlib.import_module(f"workset.tests.proofs.{module}")
        if unknown := sorted(set(numbers) - set(FIGURES)):
            say(f"No such figures: {unknown}. There are {sorted(FIGURES)}.")
            return 1
        reached = [FIGURES[number].run() for number in numbers or sorted(FIGURES)]
        close_connections()
    return 0 if all(reached) else 1


def close_connections() -> None:
    """The database is dropped next."""
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers and databases go too
    sys.exit(main())
