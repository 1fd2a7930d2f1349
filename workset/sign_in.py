"""The sign-in that all doors share, the admin's too: attempts are counted."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from workset.limits import TooOften, at_the_door, count_all


class CountedSignIn(AuthenticationForm):
    """Attempts are counted before a password is looked at: right or wrong, too many are refused."""

    def clean(self) -> dict[str, Any]:
        """Django's check, if it may be tried."""
        assert self.request is not None
        try:
            count_all(self.request, at_the_door(self.request, self.cleaned_data.get("username")))
        except TooOften as refused:
            raise ValidationError(str(refused), code="too_often") from None
        return super().clean()


class StaffSignIn(CountedSignIn, AdminAuthenticationForm):
    """The admin's own sign-in, counted with the others."""
