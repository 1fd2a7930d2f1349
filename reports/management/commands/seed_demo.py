"""Makes an account to look around in, with two years of training and some goals.

It lives here because goals do.
"""

from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from exercises.models import Exercise
from reports.goals import create_goal
from workouts.imports.commit import commit
from workouts.imports.demo import SOURCE, demo_history, demo_weighings
from workouts.logbook.body import record_measurement
from workouts.models import ImportBatch

EMAIL = "demo@example.org"
PASSWORD = "two-years-of-iron"  # noqa: S105 - no secret: the command tells it to everybody
LIFT = "Barbell Squat"
GOALS: tuple[dict[str, Any], ...] = (
    {"type": "strength", "metric": "e1rm", "target_value": 170},
    {"type": "consistency", "target_value": 3, "period": "week"},
    {"type": "bodyweight", "target_value": 84},
)
HALF_A_YEAR = timedelta(days=182)


class Command(BaseCommand):
    help = f"Make the account {EMAIL} with two years of made-up training. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing; CommandError where the address is somebody's, or the catalogue isn't loaded."""
        user = User.objects.filter(email=EMAIL).first()
        if user is None:
            self.seed()
        elif not ImportBatch.objects.filter(user=user, source=SOURCE).exists():
            raise CommandError(f"There is an account {EMAIL} that this command did not make. Nothing was changed.")
        else:
            self.stdout.write("The demo account is there already. Nothing was changed.")
        if user is None or user.check_password(PASSWORD):
            self.stdout.write(f"Sign in as {EMAIL} with the password {PASSWORD}")
        else:
            self.stdout.write(f"Its address is {EMAIL}; its password was changed since.")

    @transaction.atomic
    def seed(self) -> None:
        """The account, what was weighed, then the workouts, which count with it, and what is aimed at.

        In one transaction: on SQLite others wait for some seconds.
        """
        if not Exercise.objects.filter(owner=None).exists():
            raise CommandError("The catalogue of exercises is empty: run `manage.py load_catalogue` first.")
        user = User.objects.create_user(EMAIL, PASSWORD, name="Robin Demo", timezone="Europe/Berlin", track_rpe=True)
        for kind, day, value in demo_weighings(user.today()):
            record_measurement(user, kind, day, value)
        result = commit(user, demo_history(user.today()))
        for goal in GOALS:
            lift = Exercise.objects.catalogue().get(name=LIFT) if goal["type"] == "strength" else None
            create_goal(user, goal | {"exercise": lift, "starts_on": user.today() - HALF_A_YEAR})
        self.stdout.write(f"{result.workouts_added} workouts with {result.sets_added} sets added.")
