"""`python -m workset.tests.bench`: a table of costs beside the budgets. Exit status 1 where an operation fails."""

import argparse
import os
import signal
import subprocess
import sys

import django
from django.db import connection

from workset.tests.bench.load import WRK
from workset.tests.proofs.__main__ import answers, close_connections
from workset.tests.proofs.figures import say
from workset.tests.proofs.server import ROOT, fresh_database

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Both databases, each in a process of its own, as Django knows one database for the time of a process."""
    wanted = parser().parse_args()
    if wanted.on:
        return bench(wanted)
    say(
        f"Load comes from {WRK}."
        if WRK
        else "wrk isn't installed: threads of Python's load instead, so costs look lower."
    )
    again = [sys.executable, "-m", "workset.tests.bench", *sys.argv[1:]]
    failed = 0
    for database in DATABASES:
        if database == "postgresql" and not answers(wanted.postgresql):
            say("PostgreSQL is not measured, as none answers. Start one, or set POSTGRESQL_URL.")
            continue
        failed |= subprocess.run([*again, "--on", database], cwd=ROOT, check=False).returncode  # noqa: S603 - ourselves
    return failed


def parser() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--others", type=int, default=10, help="more accounts of three years; each takes two seconds")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    parser.add_argument("--seconds", type=int, default=2, help="of each operation in a round")
    parser.add_argument("--only", default="", metavar="WORD", help="only operations that have this in their name")
    parser.add_argument(
        "--postgresql", default="", help="where PostgreSQL is; its role must be allowed to make databases"
    )
    parser.add_argument("--on", choices=DATABASES, help="only on this one")
    return parser


def bench(wanted: argparse.Namespace) -> int:
    """The table of one database; the exit status."""
    with fresh_database(wanted.postgresql if wanted.on == "postgresql" else ""):
        # A token must live as long as a run; a person's own limits are out of the way already.
        os.environ |= {"DJANGO_SETTINGS_MODULE": "workset.tests.bench.settings", "ACCESS_TOKEN_EXPIRE_MINUTES": "1440"}
        django.setup()
        from workset.tests.bench.run import run

        try:
            return run(connection.vendor, wanted.others, wanted.rounds, wanted.seconds, wanted.only)
        finally:
            close_connections()


if __name__ == "__main__":
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers and databases go too
    sys.exit(main())
