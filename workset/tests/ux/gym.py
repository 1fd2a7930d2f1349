"""Where a target is measured: a browser, a server, and people with a logbook."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone as clock
from playwright.sync_api import Browser, Locator

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.workouts import complete
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.ux.phone import Phone, phone_of

# Name, muscle, equipment and the three working weights of last time.
SESSION = (
    ("Barbell Bench Press", "chest", "barbell", (60, 80, 80)),
    ("Barbell Row", "lats", "barbell", (60, 60, 60)),
    ("Barbell Squat", "quadriceps", "barbell", (100, 100, 100)),
    ("Dumbbell Curl", "biceps", "dumbbell", (14, 14, 14)),
)
REPS = 8


@dataclass(frozen=True)
class Gym:
    """`rounds` is how often something timed is done; where it `is_production` there are years of history, files come as
    they do from a real server, and the network is slow."""

    browser: Browser
    url: str
    rounds: int = 1
    is_production: bool = False

    def phone(self, user: User, is_slow: bool = True, **options: Any) -> AbstractContextManager[Phone]:
        """A phone on which `user` is signed in; its network is slow unless nothing depends on that."""
        return phone_of(self.browser, self.url, user, is_slow=is_slow and self.is_production, **options)

    def lifter(self, **values: Any) -> User:
        """Somebody who trained yesterday."""
        user: User = UserFactory(**values)
        train(user, clock.now() - timedelta(days=1))
        return user

    def at_training(self, **values: Any) -> tuple[User, Workout]:
        """Somebody in the midst of the same workout, nothing logged yet."""
        user = self.lifter(**values)
        workout = make_workout(user, title="Push", started_at=clock.now() - timedelta(minutes=5))
        for name, *_facts in SESSION:
            make_exercise(workout, exercise_called(name))
        return user, workout


def exercise_called(name: str) -> Exercise:
    """One of the session's, from the catalogue where it has one of this name."""
    facts = {one: {"primary_muscle": muscle, "equipment": tool} for one, muscle, tool, _weights in SESSION}
    found: Exercise | None = Exercise.objects.filter(name=name, owner=None).first()
    return found or ExerciseFactory(name=name, **facts.get(name, {}))


def train(user: User, start: datetime) -> Workout:
    """A finished session."""
    workout = make_workout(user, title="Push", started_at=start)
    for name, _muscle, _tool, weights in SESSION:
        row = make_exercise(workout, exercise_called(name))
        for weight in weights:
            make_set(row, weight, REPS)
    complete(workout)
    return workout


def rows_of(phone: Phone) -> Iterator[Locator]:
    """The rows of the workout in their order."""
    yield from phone.page.locator("li.set").all()


def row(phone: Phone, number: int) -> Locator:
    """A row by its place on the page, from 1."""
    return phone.page.locator("li.set").nth(number - 1)


def mark(entry: Locator) -> Locator:
    """What logs a row."""
    return entry.locator(".set-done")


def sets_done(workout: Workout) -> int:
    """How many sets of it the server knows to be done."""
    return Set.objects.filter(workout_exercise__workout=workout, status=Set.Status.COMPLETED).count()
