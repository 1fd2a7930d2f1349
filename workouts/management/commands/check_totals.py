"""Recomputes every stored total and names the rows that differ: there must never be one."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from workouts.logbook.audit import differing_rows


class Command(BaseCommand):
    help = "Recompute all stored totals from the sets and name any row that differs. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 where a row differs."""
        found = 0
        for line in differing_rows():
            self.stdout.write(line)
            found += 1
        if found:
            raise CommandError(f"{found} stored totals differ from their sets.")
        self.stdout.write("All stored totals are what their sets add up to.")
