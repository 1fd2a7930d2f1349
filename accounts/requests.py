"""Middleware: who is signed in, and how their pages write dates and numbers."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts.locales import language_of
from accounts.sessions import user_of
from workset.error_pages import unavailable
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
