from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class AccountsConfig(AppConfig):
    """Who you are: people, their devices and their preferences."""

    name = "accounts"

    def ready(self) -> None:
        """Django says by signals whom it signs in and out, on whichever page: the admin has one of its own."""
        from accounts.sessions import forget, remember

        user_logged_in.connect(remember, dispatch_uid="accounts.remember")
        user_logged_out.connect(forget, dispatch_uid="accounts.forget")
