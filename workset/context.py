"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def version(request: HttpRequest) -> dict[str, str]:
    """`workset_version`, shown in the footer, so that a report of a fault can name it."""
    return {"workset_version": settings.WORKSET_VERSION}
