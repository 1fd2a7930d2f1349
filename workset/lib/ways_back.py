"""Where a request leads back to. What a browser says of it is written by whoever likes."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest) -> str:
    """The path of the page on which the form stood; empty where that is not known, or nothing that can be read."""
    try:
        return urlsplit(request.headers.get("Referer", "")).path
    except ValueError:
        return ""


def is_own_path(written: str) -> bool:
    """Whether this is a path of this site, and nothing that leads elsewhere or is no address at all."""
    return written.startswith("/") and written.isprintable() and url_has_allowed_host_and_scheme(written, None)
