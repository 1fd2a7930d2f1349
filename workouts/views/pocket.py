"""The pocket copy over HTTP: fetched by the site's own scripts, and kept in the browser by them alone."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from workouts.pocket import pocket_copy
from workset.api.errors import json_error
from workset.api.etags import digest, opaque_tags


@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """What the phone keeps of the account's logbook; 304 where it has that already, 401 to whoever is signed out.

    No cache in between keeps it: it is one person's, and goes when they sign out.
    """
    if not request.user.is_authenticated:
        response = json_error(request, 401, "Sign in first.")
        response["WWW-Authenticate"] = "Bearer"
    else:
        content = orjson.dumps(pocket_copy(request.user))
        tag = digest(content)
        seen = tag in opaque_tags(request.headers.get("If-None-Match"))
        response = HttpResponse(b"" if seen else content, "application/json", 304 if seen else 200)
        response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = "no-store"
    return response
