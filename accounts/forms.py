"""Forms of the sign-in family, on Django's own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.registration import register


class SignUpForm(forms.ModelForm):
    """E-mail, name and one password field: a second one is a place for typing errors, not a protection."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )

    class Meta:
        model = User
        fields = ("email", "name")
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def _post_clean(self) -> None:
        """Nothing: `register` checks the whole account, and checking it twice would say everything twice."""

    def save(self, commit: bool = True) -> User:
        """The new account; ValidationError as `register` raises it."""
        return register(**self.cleaned_data)

    def try_save(self) -> User | None:
        """The new account, or None with the reasons beside their fields."""
        try:
            return self.save()
        except ValidationError as refused:
            self.add_error(None, refused)
            return None


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

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """One plain-text mail."""
        subject = " ".join(loader.render_to_string(subject_template_name, context).split())
        EmailMultiAlternatives(subject, loader.render_to_string(email_template_name, context), from_email, [to_email]).send()
