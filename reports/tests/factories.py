"""Goals of a logbook, written by the verb."""

from datetime import date
from typing import Any

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.goals import create_goal
from reports.models import Goal


def make_goal(user: User, exercise: Exercise | None = None, **values: Any) -> Goal:
    """A goal of 140 kg on an exercise since the first of March 2026, unless `values` say otherwise."""
    given = {"type": "strength", "target_value": 140, "starts_on": date(2026, 3, 1)} | values
    if given["type"] == "strength":
        given["exercise"] = exercise or ExerciseFactory()
    return create_goal(user, given)
