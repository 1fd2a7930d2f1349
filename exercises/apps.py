from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    """What can be trained: the catalogue and people's own exercises."""

    name = "exercises"
