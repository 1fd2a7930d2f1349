"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Leads whoever isn't signed in to the sign-in page, and back here afterwards.

    A form's own address can only be posted to, so there the way back is the page that the form stood on.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return redirect_to_login(urlsplit(request.headers.get("Referer", "")).path or "/")
        return redirect_to_login(request.get_full_path())

    return guarded
