"""Imports the training history that another app exported."""

from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import User
from workouts.imports.commit import Result, commit, needs_weight_unit
from workouts.imports.history import History, UnreadableFile
from workouts.imports.readers import read_history
from workouts.imports.samples import first_samples
from workset.lib.units import KG, LB


class Command(BaseCommand):
    help = "Import a CSV export of Strong, Hevy or FitNotes into a person's logbook; what is there already is skipped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose it is, and the units that it may leave out."""
        parser.add_argument("file", type=Path, help="the CSV as the app exported it")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose logbook it goes into")
        parser.add_argument("--unit", choices=[KG, LB], help="of weights whose unit the file does not say")
        parser.add_argument(
            "--distance-unit",
            choices=User.DistanceUnit.values,
            help="of distances whose unit the file does not say (the account's, unless given)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write, and account for every row. CommandError, and nothing written, where the file can't be taken."""
        try:
            user = User.objects.get_by_natural_key(options["user"])
        except User.DoesNotExist:
            raise CommandError(f"There is no account {options['user']}.") from None
        path: Path = options["file"]
        history = self.read(path, options["distance_unit"] or user.distance_unit)
        if needs_weight_unit(history) and not options["unit"]:
            raise CommandError(unit_question(history))
        try:
            with tqdm(total=len(history.workouts), unit="workout", disable=None) as bar:
                result = commit(user, history, options["unit"], path.name, bar.update)
        except ValidationError as refused:
            raise CommandError(f"Nothing was imported. {' '.join(refused.messages)}") from None
        self.account_for(result)
        if options["unit"] and history.weight_unit not in (None, options["unit"]):
            self.stdout.write(
                f"The file says {history.weight_unit}: --unit {options['unit']} was not needed and ignored."
            )

    def read(self, path: Path, distance_unit: str) -> History:
        """The history in the file."""
        try:
            with path.open("rb") as stream:
                return read_history(stream, distance_unit)
        except OSError as problem:
            raise CommandError(f"{path} can't be opened: {problem.strerror}.") from None
        except UnreadableFile as problem:
            raise CommandError(str(problem)) from None

    def account_for(self, result: Result) -> None:
        """Say where each row went, and what was added."""
        for reason, rows in groupby(result.refused, lambda row: row.reason):
            first, *others = (row.row for row in rows)
            which = f"{1 + len(others)} rows from line {first} to {others[-1]}" if others else f"Line {first}"
            self.stdout.write(f"{which} refused: {reason}")
        self.stdout.write(
            f"{result.rows_read} rows read = {result.set_rows} sets + {result.rest_rows} rest timers"
            f" + {result.note_rows} notes + {len(result.refused)} refused"
        )
        self.stdout.write(
            f"{result.workouts_added} workouts with {result.sets_added} sets added,"
            f" {result.workouts_skipped} workouts were there already"
        )
        if result.workouts_held:
            self.stdout.write(
                f"{result.workouts_held} workouts held back whole for the lines refused: mend these and import again"
            )
        if result.workouts_in_bin:
            self.stdout.write(f"{result.workouts_in_bin} of those there already lie in the bin: restore them there")
        names = f": {', '.join(result.exercises_made)}" if result.exercises_made else ""
        self.stdout.write(
            f"{result.exercises_matched} exercises matched, {len(result.exercises_made)} own exercises made{names}"
        )
        for warning in result.warnings:
            self.stdout.write(warning)


def unit_question(history: History) -> str:
    """What to answer where the file does not say its weight unit, with three of its sets in both units."""
    lines = [f"  {sample.exercise}: {sample.if_kg} or {sample.if_lb}" for sample in first_samples(history)]
    question = "The file does not say whether its weights are kg or lb: add --unit kg or --unit lb."
    return "\n".join([f"{question} It begins with", *lines] if lines else [question])
