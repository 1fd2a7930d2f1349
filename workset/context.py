"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def version(request: HttpRequest) -> dict[str, str]:
    """`workset_version`, shown in the footer, so that a report of a fault can name it."""
    return {"workset_version": settings.WORKSET_VERSION}


def csrf_cookie(request: HttpRequest) -> dict[str, str]:
    """`csrf_cookie_name`: scripts read the token when they send, as a sign-in in between gives out another one."""
    return {"csrf_cookie_name": settings.CSRF_COOKIE_NAME}
