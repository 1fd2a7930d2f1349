from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What it adds up to."""

    name = "reports"
