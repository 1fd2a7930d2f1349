"""Imports the training history that another app exported."""

from argparse import ArgumentParser
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import User
from workouts.imports.commit import Result, commit, needs_weight_unit
from workouts.imports.history import History, UnreadableFile
from workouts.imports.readers import read_history
from workset.lib.units import KG, LB, from_kg, to_kg


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
        for row in result.refused:
            self.stdout.write(f"Line {row.row} refused: {row.reason}")
        self.stdout.write(
            f"{result.rows_read} rows read = {result.set_rows} sets + {result.rest_rows} rest timers"
            f" + {result.note_rows} notes + {len(result.refused)} refused"
        )
        self.stdout.write(
            f"{result.workouts_added} workouts with {result.sets_added} sets added,"
            f" {result.workouts_skipped} workouts were there already"
        )
        names = f": {', '.join(result.exercises_made)}" if result.exercises_made else ""
        self.stdout.write(
            f"{result.exercises_matched} exercises matched, {len(result.exercises_made)} own exercises made{names}"
        )
        for warning in result.warnings:
            self.stdout.write(warning)


def unit_question(history: History) -> str:
    """What to answer where the file does not say its weight unit, with three of its sets in both units."""
    sets = (
        (exercise.name, one.weight)
        for workout in history.workouts
        for exercise in workout.exercises
        for one in exercise.sets
        if one.weight is not None and one.weight_unit is None
    )
    lines = [f"  {name}: {in_both_units(weight)}" for name, weight in islice(sets, 3)]
    question = "The file does not say whether its weights are kg or lb: add --unit kg or --unit lb. It begins with"
    return "\n".join([question, *lines])


def in_both_units(weight: Decimal) -> str:
    """What a weight would be in either unit."""
    number = f"{weight.normalize():f}"
    in_lb, in_kg = from_kg(weight, LB), from_kg(to_kg(weight, LB), KG)
    return f"{number} kg ({in_lb} lb) or {number} lb ({in_kg} kg)"
