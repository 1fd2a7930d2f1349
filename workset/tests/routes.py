"""Every address of the site, from the URL resolver itself: a new one that nobody declares here fails a test."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Device, User
from exercises.models import Exercise
from reports.models import Goal
from workouts.models import BodyMeasurement, Workout

# Opened as they are by whoever is signed in.
PLAIN_PAGES = (
    "today",
    "workouts",
    "workout-past",
    "workout-bin",
    "exercises",
    "exercise-new",
    "body",
    "goals",
    "goal-new",
    "progress",
    "progress-muscles",
    "progress-strength",
    "progress-records",
    "import",
    "welcome",
    "welcome-equipment",
    "welcome-begin",
    "settings-profile",
    "settings-training",
    "settings-data",
    "settings-devices",
    "settings-security",
    "email-change",
    "api-access",
    "account-delete",
    "password-change",
    "more",
    "waiting",
    "help",
    "privacy",
)
# About one row of a person's.
WORKOUT_PAGES = ("workout", "workout-edit", "workout-report", "exercise-add")
ROW_PAGES = ("workout-exercise-edit", "workout-exercise-swap")
SET_PAGES = ("set-edit",)
EXERCISE_PAGES = ("exercise", "exercise-settings")
OWN_EXERCISE_PAGES = ("exercise-edit", "exercise-merge")
MEASUREMENT_PAGES = ("measurement",)
GOAL_PAGES = ("goal", "goal-edit")
DEVICE_PAGES = ("device",)
# Addresses of forms that stand on those pages.
POSTED = {
    "account-delete",
    "device-end",
    "devices-end-others",
    "email-resend",
    "exercise-delete",
    "exercise-favourite",
    "exercise-restore",
    "exercise-unmerge",
    "goal-delete",
    "goal-undelete",
    "measurement-delete",
    "set-add",
    "set-delete",
    "set-undelete",
    "sign-out",
    "superset-join",
    "superset-leave",
    "superset-move",
    "superset-split",
    "workout-copy",
    "workout-delete",
    "workout-exercise-move",
    "workout-exercise-remove",
    "workout-exercise-undelete",
    "workout-finish",
    "workout-restore",
    "workout-start",
    "workout-start-planned",
    "workouts-delete",
    "workouts-move",
    "workouts-restore",
    "workouts-title",
}
# Opened by people who are signed out, or by nobody.
ELSEWHERE = {
    "workout-new",
    "sign-up",
    "sign-in",
    "email-verify",
    "password-reset",
    "password-reset-sent",
    "password-reset-confirm",
    "password-reset-done",
    "styleguide",
    "service-worker",
    "manifest",
    "offline",
    "offline-not-saved",
    "known",
    "settings",
    "health",
    "ping",
    "docs",
    "redoc",
    "api-schema",
    "api-docs",
    "api-redoc",
    "api-redoc-script",
}


def named_routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and pattern of each route below, the API's and the admin's left out."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if path not in ("admin/", "api/v1/"):
                yield from named_routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield str(pattern.name), path


def pages_of(user: User) -> dict[str, str]:
    """Each page of a person's by name; those about a row take the person's latest, where there is one."""
    workout = Workout.objects.for_user(user).newest_first().exclude(exercise_count=0).first()
    row = workout and workout.exercises.first()
    entry = row and row.sets.first()
    exercise = row.exercise if row else Exercise.objects.visible_to(user).first()
    about = {
        WORKOUT_PAGES: workout or Workout.objects.for_user(user).first(),
        ROW_PAGES: row,
        SET_PAGES: entry,
        EXERCISE_PAGES: exercise,
        OWN_EXERCISE_PAGES: Exercise.objects.of(user).first(),
        MEASUREMENT_PAGES: BodyMeasurement.objects.for_user(user).first(),
        GOAL_PAGES: Goal.objects.for_user(user).newest_first().first(),
        DEVICE_PAGES: Device.objects.for_user(user).first(),
    }
    plain = {name: reverse(name) for name in PLAIN_PAGES}
    return plain | {name: reverse(name, args=[one.pk]) for names, one in about.items() if one for name in names}
