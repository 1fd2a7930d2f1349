"""Does what is due: mails, purges. Started beside the web by `serve`; any number may run at once."""

import signal
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand
from django.db import OperationalError, close_old_connections

from workset.due import LEASE, ask_for_recurring, carry_out, claim

IDLE = 1.0  # seconds between two looks while nothing is due


class Command(BaseCommand):
    help = "Do what is due until it is stopped; --once until nothing is due any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")
        parser.add_argument(
            "--lease", type=float, default=LEASE.total_seconds(), help="seconds after which another takes up what died"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends after the work at hand on SIGTERM and SIGINT. A database that is away is waited for."""
        self.stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        ask_for_recurring()
        lease = timedelta(seconds=options["lease"])
        while not self.stopped:
            if not self.do_one(lease):
                if options["once"]:
                    break
                close_old_connections()  # one that broke while nothing was due is opened anew
                time.sleep(IDLE)  # work is rows of a database, which calls nobody

    def stop(self, *args: Any) -> None:
        """Not at once: what is being done is brought to its end."""
        self.stopped = True

    def do_one(self, lease: timedelta) -> bool:
        """Whether there was something to do."""
        try:
            row = claim(lease)
            if row is not None:
                carry_out(row)
        except OperationalError as away:
            self.stderr.write(f"The database does not answer: {away}")
            return False
        return row is not None
