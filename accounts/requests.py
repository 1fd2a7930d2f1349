"""Middleware: who is signed in, and how their pages write dates and numbers."""

from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.locales import language_of
from accounts.models import User
from accounts.sessions import user_of
from workset.error_pages import signed_out, unavailable, wants_json
from workset.requests import Answer


class SessionDeviceMiddleware(AuthenticationMiddleware):
    """Django's, but a session is good only as long as the device is signed in that it carries."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets `request.user`, which asks the database when it is first looked at."""
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


class LocaleMiddleware:
    """Makes the answer in the formats of whoever is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            locale = getattr(request.user, "locale", "")
        except OperationalError:  # the account is out of reach, and no view has been asked yet
            return unavailable(request)
        with translation.override(language_of(locale)):
            return self.get_response(request)


class AccountGoneMiddleware:
    """Answers as to somebody signed out where the account was deleted, on another device, during the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever a verb met then: a missing row, a reference to nothing, a refusal that says so."""
        met = isinstance(exception, ObjectDoesNotExist | IntegrityError | ValidationError)
        if not met or not request.user.is_authenticated or User.objects.filter(pk=request.user.pk).exists():
            return None
        if wants_json(request):
            return signed_out(request, _("This account was deleted."))
        request.session.flush()
        messages.info(request, _("This account was deleted."))
        return redirect("sign-in")
