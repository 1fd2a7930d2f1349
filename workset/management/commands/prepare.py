"""Brings an installation up to date: database, catalogue of exercises, static files. Safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Migrate the database, load the catalogue of exercises and collect the static files."

    def handle(self, *args: Any, **options: Any) -> None:
        """What `make run` and the container do before they serve."""
        name = settings.DATABASES["default"]["NAME"]
        self.stdout.write(f"Database: {name}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_catalogue")
        call_command("collectstatic", interactive=False, verbosity=0)
