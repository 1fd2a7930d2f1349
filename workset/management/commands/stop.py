"""Stops the server that `serve --pid-file` started in another terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from workset import pid_file


class Command(BaseCommand):
    help = "End the server that holds the pid file, after the requests that it is answering."
    requires_system_checks = []  # code that is broken by now must still be stopped

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pid_file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Says whether there was one; stopping what doesn't run is no fault."""
        stopped = pid_file.stop(options["pid_file"])
        self.stdout.write("Workset is stopped." if stopped else "Workset doesn't run from this folder.")
