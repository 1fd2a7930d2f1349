"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from workset.error_pages import too_often
from workset.lib.ways_back import page_before
from workset.limits import TooOften, count_all, everyday

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Leads whoever isn't signed in to the sign-in page, and back here afterwards; counts what the others ask for.

    A form's own address can only be posted to, so there the way back is the page that the form stood on; and as what
    was typed is not kept, that is said.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            try:
                count_all(request, everyday(request))
                return view(request, *args, **kwargs)
            except TooOften as refused:
                return too_often(request, str(refused), refused.usage.wait)
        if request.method == "POST":
            messages.warning(
                request,
                _("You were signed out. What you sent then was not saved: send it again once you are signed in."),
            )
            return redirect_to_login(page_before(request) or "/")
        return redirect_to_login(request.get_full_path())

    return guarded
