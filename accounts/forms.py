"""Forms of the sign-in family, on Django's own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.registration import close_account, register


class SignUpForm(forms.Form):
    """One password field: a second one is a place for typing errors, not a protection. `register` knows the rules."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A few words that nobody would put together are best."),
    )

    def save(self) -> User | None:
        """The new account, or None with the reasons beside their fields."""
        try:
            return register(**self.cleaned_data)
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


class AccountDeleteForm(forms.Form):
    """The password once more: what follows can't be undone."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def save(self, user: User) -> bool:
        """Whether the account is deleted; if not, the field says why."""
        try:
            close_account(user, self.cleaned_data["password"])
        except ValidationError as refused:
            self.add_error(None, refused)
            return False
        return True


class SignInForm(auth_forms.AuthenticationForm):
    """Django's own form, in words of a logbook."""

    error_messages = {
        "invalid_login": _("No account has this e-mail address and password. Check both, or reset the password."),
        "inactive": _("This account is switched off."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}


class PasswordResetForm(auth_forms.PasswordResetForm):
    """Django's own form; links begin with SITE_URL, never with the Host that somebody sent."""

    def save(self, **options: Any) -> None:
        """Send the mail with the link, if the address is known."""
        options |= {"extra_email_context": {"site_url": settings.SITE_URL}}
        super().save(**(options | {"domain_override": settings.SITE_URL.partition("://")[2]}))
