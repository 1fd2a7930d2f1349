from django.apps import AppConfig


class WorkoutsConfig(AppConfig):
    """What was done and what comes next."""

    name = "workouts"
