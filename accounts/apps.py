from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who you are: people, their devices and their preferences."""

    name = "accounts"
