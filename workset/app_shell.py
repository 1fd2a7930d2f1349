"""What makes an app of the pages: the service worker, the manifest, and pages that say nothing of a person.

Those pages are kept on the device before anybody needs them. They are the same for everybody who reads one language, so
that a phone which was handed on shows nothing of the one before.
"""

import json
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workset import context

STATIC = settings.BASE_DIR / "static"
WORKER = STATIC / "js" / "worker.js"
# The line of worker.js in whose place stands what is to be kept.
PLACE = "const KEPT = null;"

# Names of the pages that are kept before they are seen.
SHELL_PAGES = ("offline", "offline-not-saved", "waiting", "workout-new")

# Of the dark theme: the canvas, which is the ground of the mark as well. Pages say their own in each theme.
GROUND = "#000000"

ICONS = (
    ("icons/app-192.png", "192x192", "any"),
    ("icons/app-512.png", "512x512", "any"),
    ("icons/app-maskable-512.png", "512x512", "maskable"),
)
SCREENSHOTS = (
    ("screenshots/workout-phone-dark.png", "750x1624", "narrow"),
    ("screenshots/today-phone-light.png", "750x1624", "narrow"),
    ("screenshots/exercise-wide-light.png", "2560x1800", "wide"),
)


class ShellPage(HttpResponse):
    """A page without a person: its template is given neither the request nor who is signed in."""

    def __init__(self, request: HttpRequest, template: str, extra: dict[str, Any] | None = None) -> None:
        known = context.version(request) | context.csrf_cookie(request)
        super().__init__(render_to_string(template, known | (extra or {})))
        self["Cache-Control"] = "no-cache"


class AccountMiddleware:
    """Says on each page of a signed-in person whose it is (`Workset-Account`), for the worker to keep them apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not isinstance(response, ShellPage)
        if is_page and request.user.is_authenticated:
            response["Workset-Account"] = str(request.user.pk)
        return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Instead of a page that can't be had without a signal."""
    return ShellPage(request, "offline.html")


@require_safe
def not_saved(request: HttpRequest) -> HttpResponse:
    """Instead of the answer to a form that could not be sent."""
    return ShellPage(request, "offline_not_saved.html")


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What this device has not sent yet; the page's script fills it in."""
    return ShellPage(request, "waiting.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """static/js/worker.js, told what to keep. With `?sync` it is a module that can send what waits by itself."""
    kept = {"files": files(), "pages": shell_pages()}
    text = WORKER.read_text().replace(PLACE, f"const KEPT = {json.dumps(kept | {'version': version(kept)})};", 1)
    if "sync" in request.GET:
        text = f"import {{ drain }} from {json.dumps(static('js/outbox.js'))};\n{text}"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


def shell_pages() -> dict[str, str]:
    """Address by name of each page that is kept before it is seen."""
    return {name: reverse(name) for name in SHELL_PAGES}


def files() -> list[str]:
    """Addresses of what every page is made of. None while DEBUG is on: a file without a hash in its name may change."""
    if settings.DEBUG:
        return []
    found = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"), *STATIC.glob("icons/*.svg")]
    return sorted(static(str(path.relative_to(STATIC))) for path in found if path != WORKER)


def version(kept: dict[str, Any]) -> str:
    """Another one where anything that is kept has changed: files by their names, pages by what they are made of."""
    made_of = [settings.WORKSET_VERSION, json.dumps(kept, sort_keys=True), templates(settings.BASE_DIR / "templates")]
    return blake2b("\0".join(made_of).encode(), digest_size=9).hexdigest()


@cache
def templates(folder: Path) -> str:
    """A digest of all templates, read once for each process."""
    found = blake2b(digest_size=9)
    for path in sorted(folder.rglob("*.html")):
        found.update(path.read_bytes())
    return found.hexdigest()


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the app is called and looks where it is installed."""
    return JsonResponse(
        {
            "name": "Workset",
            "short_name": "Workset",
            "description": _("A strength-training logbook: log a set in one tap, with or without signal."),
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": GROUND,
            "categories": ["fitness", "health"],
            "icons": [icon(*one) for one in ICONS],
            "screenshots": [
                {"src": static(name), "sizes": sizes, "type": "image/png", "form_factor": factor}
                for name, sizes, factor in SCREENSHOTS
            ],
            "shortcuts": [
                shortcut(_("Start a workout"), "workout-new"),
                shortcut(_("History"), "workouts"),
                shortcut(_("Body"), "body"),
            ],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )


def icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    """One of ICONS as the manifest writes it."""
    return {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def shortcut(name: str, page: str) -> dict[str, Any]:
    """What a long press on the icon offers."""
    return {"name": name, "url": reverse(page), "icons": [icon(*ICONS[0])]}
