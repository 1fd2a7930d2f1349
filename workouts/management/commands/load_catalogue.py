"""Loads the catalogue of exercises. It lives here because changed load facts move the totals of workouts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from accounts.data_version import bump_all
from accounts.models import User
from exercises import catalogue
from workouts.logbook.loads import recount_exercises


class Command(BaseCommand):
    help = "Bring the catalogue of exercises up to date with its file. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, for who keeps a catalogue of their own."""
        parser.add_argument(
            "file", nargs="?", type=Path, default=catalogue.FILE, help="another CSV of the same columns"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and recount the workouts whose loads count otherwise now: both or neither."""
        try:
            loaded = catalogue.load(options["file"])
        except OSError as problem:
            raise CommandError(f"{options['file']} can't be opened: {problem.strerror}.") from None
        except ValidationError as refused:
            raise CommandError(f"The catalogue stays as it was. {' '.join(refused.messages)}") from None
        if loaded.changed or loaded.deleted:
            bump_all(User.objects.all())  # names and muscles stand in everybody's reports, of what there is
        recount_exercises(loaded.load_changed)
        total = loaded.created + loaded.changed + loaded.unchanged
        fates = [f"{loaded.created} new", f"{loaded.changed} changed"]
        if loaded.archived or loaded.deleted:
            fates += [f"{loaded.archived} archived", f"{loaded.deleted} deleted"]
        self.stdout.write(f"Catalogue: {total} exercises ({', '.join(fates)}).")
