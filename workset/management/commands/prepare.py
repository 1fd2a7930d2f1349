"""Brings an installation up to date: database and catalogue of exercises. Safe to repeat."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, call_command
from django.db import Error, connection


class Command(BaseCommand):
    help = "Migrate the database and load the catalogue of exercises."

    def handle(self, *args: Any, **options: Any) -> None:
        """What is to be done before one serves. Raises ImproperlyConfigured where the database refuses."""
        self.stdout.write(f"Database: {place()}")
        reach()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_catalogue")


def place() -> str:
    """Where the database is, without the password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    return f"{database['NAME']} at {database['HOST'] or 'the local socket'}"


def reach() -> None:
    """Connect once. Raises ImproperlyConfigured with the database's reason and what to set."""
    attempt = connection.copy()
    try:
        if connection.vendor == "sqlite":
            Path(attempt.settings_dict["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        attempt.ensure_connection()
    except (Error, OSError) as refused:
        reason = " ".join(str(refused).split()).rstrip(".")
        raise ImproperlyConfigured(
            f"the database refuses ({reason}). Set DATABASE_URL, in .env or in the environment, to one that answers; "
            "without it Workset keeps an SQLite file in data/."
        ) from None
    finally:
        attempt.close()
