"""Middleware: pages write dates and numbers as their reader is used to."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.locales import language_of
from workset.error_pages import unavailable
from workset.requests import Answer


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
