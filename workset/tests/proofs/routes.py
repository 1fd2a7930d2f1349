"""All addresses, from the URL resolver itself, and what each is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

API = "api/v1/"
UNSAFE = ("post", "put", "patch", "delete")
ID = re.compile(r"<(?:\w+:)?pk>")

# What the id in an address is of, by the word before it. A row of each kind is made by `rows_of`.
KINDS = {
    "workouts": "workout",
    "workout-exercises": "row",
    "sets": "set",
    "exercises": "exercise",
    "records": "exercise",
    "body-measurements": "measurement",
    "body": "measurement",
    "goals": "goal",
    "devices": "device",
}
# Addresses of the API without an id.
WITHOUT_ID = {
    "api-register",
    "api-login",
    "api-refresh",
    "api-logout",
    "api-password-reset",
    "api-password-confirm",
    "api-email-verify",
    "api-email-resend",
    "api-auth-me",
    "api-me",
    "api-me-password",
    "api-devices-all",
    "api-devices-list",
    "api-security-events-list",
    "api-workouts-bin",
    "api-workouts-list",
    "api-exercises-list",
    "api-exercises-categories",
    "api-exercises-equipment",
    "api-exercises-muscle-groups",
    "api-sets-list",
    "api-body-measurements-list",
    "api-goals-list",
    "api-records",
    "api-records-csv",
    "api-reports-summary",
    "api-reports-summary-csv",
    "api-reports-volume",
    "api-reports-volume-csv",
    "api-reports-trends",
    "api-reports-trends-csv",
    "api-reports-muscle-groups",
    "api-reports-muscle-groups-csv",
    "api-reports-frequency",
    "api-reports-frequency-csv",
    "api-reports-history",
    "api-reports-history-csv",
    "api-reports-progression",
    "api-reports-progression-csv",
    "api-reports-strength-scores",
    "api-reports-strength-scores-csv",
    "api-reports-ramp-rate",
    "api-reports-ramp-rate-csv",
}


@dataclass(frozen=True)
class Route:
    """An address: `path` has `{}` where the id stands; of a page all methods are tried."""

    name: str
    path: str
    methods: tuple[str, ...]
    kind: str | None

    def at(self, pk: object) -> str:
        """The address of one row."""
        return self.path.format(pk)


def patterns(below: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each pattern with its whole path."""
    for pattern in get_resolver().url_patterns if below is None else below:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern


def methods_of(view: Any) -> tuple[str, ...]:
    """What a view of the API answers."""
    offered = getattr(view, "actions", None) or [name for name in ("get", *UNSAFE) if hasattr(view.cls, name)]
    return tuple(name for name in offered if name in view.cls.http_method_names)


def route(path: str, pattern: URLPattern) -> Route:
    """The route of a pattern."""
    found = ID.search(path)
    before = path[: found.start()].rstrip("/").rpartition("/")[2] if found else ""
    methods = methods_of(pattern.callback) if path.startswith(API) else ("get", *UNSAFE)
    short = path.removeprefix(API) if path.startswith(API) else path
    return Route(str(pattern.name), "/" + ID.sub("{}", short), methods, KINDS.get(before))


def api_routes() -> list[Route]:
    """The API's, their paths below /api/v1."""
    return [route(path, pattern) for path, pattern in patterns() if path.startswith(API)]


def page_routes() -> list[Route]:
    """The site's own pages and forms."""
    return [
        route(path, pattern)
        for path, pattern in patterns()
        if not path.startswith(("admin/", "api/")) and "<" not in ID.sub("", path)
    ]


def admin_paths() -> list[str]:
    """The admin's addresses that need no id."""
    return ["/" + path for path, _ in patterns() if path.startswith("admin/") and not re.search(r"[<(^]", path)]


def undeclared() -> list[str]:
    """Addresses of which nobody has said what they are about: no sweep would know what to try there."""
    unknown = [one.name for one in (*api_routes(), *page_routes()) if "{}" in one.path and one.kind is None]
    return unknown + [one.name for one in api_routes() if "{}" not in one.path and one.name not in WITHOUT_ID]
