from django.apps import AppConfig


class WorksetConfig(AppConfig):
    """What all apps share; an installed app for its commands and checks."""

    name = "workset"
