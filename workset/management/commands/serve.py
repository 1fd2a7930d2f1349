"""Serves the logbook: `make run` and the container end here."""

import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, call_command
from django.db import connections

from workset import pid_file
from workset.together import Together


class Command(BaseCommand):
    help = "Prepare the database, then serve with gunicorn on PORT, and do beside it what is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pid-file", type=Path, help="where the stop command finds the server")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends when gunicorn does, with its exit status. Raises ImproperlyConfigured where it can't start."""
        if options["pid_file"]:
            hold(options["pid_file"])
        refuse_taken_port(settings.PORT)
        call_command("prepare")
        for address in addresses(by_hand=options["pid_file"] is not None):
            self.stdout.write(f"Workset: {address}")
        self.stdout.write("Ctrl-C ends it.")
        self.stdout.flush()
        connections.close_all()
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:workset.server", "workset.wsgi"]
        sys.exit(Together(gunicorn, [sys.executable, sys.argv[0], "worker"]).run())


def hold(path: Path) -> None:
    """Claim the pid file. Raises ImproperlyConfigured where a server runs from this folder already."""
    try:
        pid_file.claim(path)
    except pid_file.AlreadyRunning:
        raise ImproperlyConfigured("it runs from this folder already. `make stop` ends that one.") from None


def refuse_taken_port(port: int) -> None:
    """Raises ImproperlyConfigured where something else listens on `port`: better now than after a migration."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the last server's connections may linger
        try:
            attempt.bind(("0.0.0.0", port))  # noqa: S104 - what gunicorn binds too
        except OSError as refused:
            raise ImproperlyConfigured(
                f"PORT {port} is not free ({refused.strerror}). Set PORT to another one, or stop what listens there "
                "(`make stop` where it is Workset)."
            ) from None


def addresses(by_hand: bool) -> list[str]:
    """Where to go: from this machine, and from a phone on the same network where its address can be told.

    It can't in a container, whose network is its own: hence only for a server that was started `by_hand`.
    """
    if settings.SITE_IS_HTTPS:
        return [f"{settings.SITE_URL} (by your proxy, which finds it on port {settings.PORT})"]
    found = [f"http://localhost:{settings.PORT}"]
    if not by_hand:
        return found
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        try:
            route.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, the system only picks a route
            own = route.getsockname()[0]
        except OSError:
            return found
    return [*found, f"http://{own}:{settings.PORT} (from the same network, such as your phone)"]
