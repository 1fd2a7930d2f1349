"""One resource of each kind that carries an ETag: where it is, what makes it, what changes it."""

from typing import Any

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from reports.tests.factories import make_goal
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

# A change of each resource, and the field in which it shows.
CHANGES = {
    "workouts": ("notes", "heavy"),
    "workout-exercises": ("notes", "paused"),
    "sets": ("reps", 7),
    "exercises": ("name", "Belt Squat"),
    "body-measurements": ("value", 81.5),
    "goals": ("target_value", 142.5),
    "me": ("name", "Anna"),
}


def rows_of(user: User) -> dict[str, str]:
    """The address of one resource of each kind."""
    entry = make_set(make_exercise(make_workout(user), ExerciseFactory()))
    rows = {
        "workouts": entry.workout_exercise.workout,
        "workout-exercises": entry.workout_exercise,
        "sets": entry,
        "exercises": ExerciseFactory(owner=user, name="Zercher Squat"),
        "body-measurements": weigh(user, STARTED.date(), 80),
        "goals": make_goal(user),
    }
    return {kind: f"/api/v1/{kind}/{row.pk}" for kind, row in rows.items()} | {"me": "/api/v1/me"}


def bodies(user: User) -> dict[str, dict[str, Any]]:
    """What makes one of each kind by PUT."""
    row = make_exercise(make_workout(user), ExerciseFactory())
    exercise = str(row.exercise_id)
    sets = [{"reps": 5, "weight": "62.5", "prescribed": {"reps_min": 5}}, {"reps": 3, "status": "planned"}]
    return {
        "workouts": {
            "title": "Push",
            "started_at": "2026-03-02 18:00",
            "duration_minutes": 60,
            "exercises": [{"exercise_id": exercise, "sets": sets}],
        },
        "workout-exercises": {"workout_id": str(row.workout_id), "exercise_id": exercise, "order": 1, "notes": "slow"},
        "sets": {"workout_exercise_id": str(row.pk), "weight": 100, "reps": 5, "rpe": 8.5, "prescribed": None},
        "exercises": {"name": "Own", "secondary_muscles": ["glutes"], "aliases": ["Mine"], "pinned_note": "belt"},
        "body-measurements": {"date": "2026-03-02", "kind": "waist", "value": "81.20"},
        "goals": {"type": "strength", "exercise_id": exercise, "target_value": "140", "starts_on": "2026-03-01"},
    }
