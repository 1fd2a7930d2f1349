"""Who trains, and for how long: histories as large as a budget says, written the way an import is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from exercises.models import Exercise
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.models import Set
from workset.lib.ids import uuid7
from workset.tests.proofs.people import PASSWORD, App, Browser, Send, expect

A_YEAR = 200  # workouts
EXERCISES, SETS = 5, 4  # in a workout
DIFFERENT = 20  # exercises, so that each comes 50 times a year
OPEN = 10  # workouts of today in each logbook, to which sets are added


@dataclass
class Lifter:
    """An account that is signed in, with the ids that requests need."""

    user: User
    app: App
    workout: str  # the latest completed one
    open_rows: list[str]  # workout-exercises of today

    @property
    def token(self) -> dict[str, str]:
        """The header that says who asks."""
        return {"Authorization": f"Bearer {self.app.tokens['access_token']}"}


@dataclass
class Gym:
    """Everybody: one person with ten years, one who logs as much and more, some with less, and others."""

    lifter: Lifter  # whose history stays as it is: what was kept of it stands
    logger: Lifter  # to whose workouts sets are added, and to the others'
    shorter: dict[int, Lifter]  # by the number of workouts
    others: list[Lifter]
    browser: Browser
    page: str  # the id of a workout in progress
    exercise: str
    replayed: dict[str, Any]  # a set that was put, with its id


def training(workouts: int, until: date) -> History:
    """So many workouts of five exercises with four sets each, 200 a year, the last one yesterday; weights rise."""
    names = list(Exercise.objects.catalogue().filter(tracking="weight_reps").values_list("name", flat=True)[:DIFFERENT])
    done, rows = [one_workout(number, until, names) for number in range(workouts)], workouts * EXERCISES * SETS
    return History("strong", "test", "kg", workouts=done, rows_read=rows, set_rows=rows)


def one_workout(number: int, until: date, names: list[str]) -> ImportedWorkout:
    """The `number`th from the end."""
    day = until - timedelta(days=1 + number * 365 // A_YEAR)
    weight = Decimal(200 - number // 20 + number % 8)
    exercises = [
        ImportedExercise(name, 1, sets=[ImportedSet(1, weight=weight - drop, reps=5 + drop) for drop in range(SETS)])
        for name in (names[(number * EXERCISES + place) % len(names)] for place in range(EXERCISES))
    ]
    start = datetime(day.year, day.month, day.day, 6 + 12 * (number % 2))
    return ImportedWorkout(f"{number}", "Push", day, 1, started_at=start, duration_seconds=3600, exercises=exercises)


def join(send: Send, workouts: int, open_workouts: int = 0) -> Lifter:
    """Somebody with so many workouts behind, and some that are open today."""
    user = User.objects.create_user(email=f"lifter-{uuid4().hex[:12]}@example.org", password=PASSWORD)
    commit(user, training(workouts, user.today()))
    app = App(send, user.email).sign_in()
    newest = user.workouts.order_by("-local_date", "-pk").first()
    assert newest is not None
    exercises = [str(pk) for pk in newest.exercises.values_list("exercise", flat=True)]
    opened = [app.made("/workouts", tree(exercises)) for _ in range(open_workouts)]
    return Lifter(user, app, str(newest.pk), [row["id"] for one in opened for row in one["exercises"]])


def tree(exercises: list[str]) -> dict[str, Any]:
    """A workout in progress, in one call."""
    sets = [{"weight": 100 - drop, "reps": 5 + drop} for drop in range(SETS)]
    return {"status": "in_progress", "exercises": [{"exercise_id": pk, "sets": sets} for pk in exercises]}


def fill(
    send: Send, sizes: list[int], others: int, theirs: int, told: Callable[[str], None], opened: int = OPEN
) -> Gym:
    """The whole gym: `sizes` are the numbers of workouts of one person and of those with less, the largest first.

    `others` people have `theirs` each. Sets are added to `opened` workouts of today of theirs, and of one more person
    with the largest history. `told` hears how it goes.
    """
    lifter, *shorter = (join(send, workouts, 0 if number else 2) for number, workouts in enumerate(sizes))
    logger = join(send, sizes[0], opened)
    strangers = [join(send, theirs, opened) for _ in range(others)]
    told(f"{Set.objects.count():,} sets in {2 + len(shorter) + others} logbooks.")
    exercise = lifter.app.ask("GET", f"/workouts/{lifter.workout}").json()["exercises"][0]["exercise_id"]
    # The set that is put goes into the other open workout: the page has twenty rows.
    page = str(lifter.user.workouts.filter(status="in_progress").earliest("pk").pk)
    replayed = {"id": str(uuid7()), "workout_exercise_id": lifter.open_rows[-1], "weight": 95, "reps": 5}
    expect(201, lifter.app.ask("PUT", f"/sets/{replayed['id']}", replayed))
    return Gym(
        lifter,
        logger,
        dict(zip(sizes[1:], shorter, strict=True)),
        strangers,
        Browser(send).sign_in(lifter.user.email),
        page,
        exercise,
        replayed,
    )
