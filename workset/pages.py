"""Pages for anybody: what is kept of you, and help."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, for how long, and who sees it."""
    return render(request, "privacy.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the numbers are computed, whom to ask, and which version runs."""
    return render(request, "help.html", {"support_email": settings.SUPPORT_EMAIL})
