"""Forms of the sign-in family, on Django's own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.addresses import ask_to_change, verify
from accounts.lock import refuse_wrong
from accounts.models import Device, User
from accounts.passwords import ask_for_reset, change_password, reset_password
from accounts.registration import close_account, may_sign_in, register
from workset.sign_in import CountedSignIn


def password_field(label: str, new: bool = False) -> forms.CharField:
    """One field: a second one is a place for typing errors, not a protection."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"}),
        help_text=_("At least 10 characters. A few words that nobody would put together are best.") if new else "",
    )


class RuleForm(forms.Form):
    """A form whose values go to a verb; what that refuses stands beside its field."""

    def carry_out(self, verb: Callable[[], object]) -> bool:
        """Whether the verb was carried out."""
        try:
            verb()
        except ValidationError as refused:
            texts = refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
            for name, messages in texts.items():
                self.add_error(name if name in self.fields else None, messages)
            return False
        return True


class SignUpForm(RuleForm):
    """What it takes to open an account; `register` knows the rules. `user` is None where the address is taken."""

    user: User | None = None

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = password_field(_("Password"), new=True)
    invite = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def save(self) -> bool:
        """Whether nothing was wrong; the fields say what was."""
        return self.carry_out(self.register)

    def register(self) -> None:
        """Open the account."""
        self.user = register(**self.cleaned_data)


class AccountDeleteForm(RuleForm):
    """The password once more: what follows can't be undone."""

    password = password_field(_("Your password"))

    def save(self, user: User, device: Device) -> bool:
        """Whether the account is deleted; if not, the field says why."""
        return self.carry_out(lambda: close_account(user, self.cleaned_data["password"], device))


class SignInForm(CountedSignIn):
    """Django's own form, in words of a logbook."""

    error_messages = {
        "invalid_login": _("No account has this e-mail address and password. Check both, or reset the password."),
        "inactive": _("This account is switched off."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}

    def confirm_login_allowed(self, user: User) -> None:
        """Refuses as a wrong password is refused."""
        super().confirm_login_allowed(user)
        if not may_sign_in(user):
            raise self.get_invalid_login_error()


class ResetForm(RuleForm):
    """The address to which the link is mailed."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )

    def save(self) -> None:
        """Have the mail sent, if the address is known."""
        ask_for_reset(self.cleaned_data["email"])


class NewPasswordForm(RuleForm):
    """A new password, by the link of a mail."""

    password = password_field(_("New password"), new=True)

    def save(self, uid: str, token: str) -> bool:
        """Whether it is stored; if not, the form says why."""
        return self.carry_out(lambda: reset_password(uid, token, self.cleaned_data["password"]))


class PasswordChangeForm(RuleForm):
    """The present password and a new one."""

    current_password = password_field(_("Present password"))
    password = password_field(_("New password"), new=True)

    def save(self, user: User, device: Device) -> bool:
        """Whether it is stored; if not, the field says why."""
        given = self.cleaned_data
        return self.carry_out(lambda: change_password(user, given["current_password"], given["password"], device))


class EmailForm(RuleForm):
    """Another address for the account, and its password: whoever finds a phone unlocked must not take it over."""

    email = forms.EmailField(
        label=_("New e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = password_field(_("Your password"))

    def save(self, user: User, device: Device) -> bool:
        """Whether the link is on its way; if not, the field says why."""
        return self.carry_out(lambda: self.ask(user, device))

    def ask(self, user: User, device: Device) -> None:
        """Have the link mailed; ValidationError."""
        refuse_wrong(user, self.cleaned_data["password"])
        ask_to_change(user, self.cleaned_data["email"], device)


class VerifyForm(RuleForm):
    """One press that says the address is one's own."""

    def save(self, token: str) -> bool:
        """Whether it is verified; if not, the form says why."""
        return self.carry_out(lambda: verify(token))


class DeviceNameForm(forms.Form):
    """What a device is called."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
