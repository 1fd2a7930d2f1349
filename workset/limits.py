"""How often something may be done: scopes, each with a setting such as RATE_AUTH, and what a request has used of them.

Counted by django-ratelimit in fixed windows, which begin at another second for everybody.
"""

import math
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_ratelimit.core import get_usage

from workset.lib.addresses import client_address, network_of
from workset.lib.emails import normalise_email

Limits = list[tuple[str, str]]  # scope, and for whom it is counted

# So many times RATE_AUTH is what all networks together have for one account's name: strangers should not use up the
# tries of its owner, and many of them should not guess its password either.
MORE_BY_NAME = 10

# Rows that a small request may make, such as a copy of a workout, for the price of one write.
ROWS_A_WRITE = 50

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SHARED = frozenset({"auth", "name", "refresh", "push", "import", "mail"})  # counted in one counter for all processes


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a limit is used in the present window, which ends in `wait` seconds, at `reset` (Unix time)."""

    limit: int
    count: int
    wait: int
    reset: int

    @property
    def refused(self) -> bool:
        """Whether this request is one too many."""
        return self.count > self.limit

    @property
    def remaining(self) -> int:
        """How many requests are left."""
        return max(0, self.limit - self.count)


class TooOften(Exception):
    """A limit is used up; the text says when to try again."""

    def __init__(self, usage: Usage) -> None:
        self.usage = usage
        super().__init__(_("That was too often. Try again in %(time)s.") % {"time": duration(usage.wait)})


def count(request: HttpRequest, scope: str, who: str) -> Usage:
    """Count a request against the limit of `scope` for `who`; raises TooOften where it is one too many.

    `request.usage` is left as the usage that comes nearest to a refusal, for the headers of the answer.
    """
    usage = counted(scope, who)
    nearest = usage_of(request)
    if nearest is None or usage.remaining <= nearest.remaining:
        request.usage = usage  # type: ignore[attr-defined]
    if usage.refused:
        raise TooOften(usage)
    return usage


def counted(scope: str, who: str) -> Usage:
    """The usage with this once more, for what is asked for by no request."""
    store = "shared" if scope in SHARED else "own"
    name = who.encode(errors="replace").decode()  # half a surrogate pair can't be hashed
    found = get_usage(None, group=f"{store}:{scope}", key=lambda *_: name, rate=rate_of(scope), increment=True)
    wait = max(1, found["time_left"] + 1)  # the second in which a window ends belongs to it still
    return Usage(found["limit"], found["count"], wait, int(time.time()) + wait)


def count_all(request: HttpRequest, limits: Limits) -> None:
    """Count a request against each limit, until one refuses it with TooOften."""
    for scope, who in limits:
        count(request, scope, who)


def count_made(request: Any, rows: int) -> None:
    """Count what a small request is about to make, or to delete, many rows of: each ROWS_A_WRITE as one write more.

    TooOften where that is too much. Nothing is ever more than the whole limit of an unused window.
    """
    most = int(rate_of("write").split("/")[0]) - 1  # the request itself is counted
    for _more in range(min(rows // ROWS_A_WRITE, most)):
        count(getattr(request, "_request", request), "write", str(request.user.pk))


def rate_of(scope: str) -> str:
    """The limit as it is set, such as `10/m`."""
    if scope == "name":
        number, period = rate_of("auth").split("/")
        return f"{int(number) * MORE_BY_NAME}/{period}"
    rate: str = getattr(settings, f"RATE_{scope.upper()}")
    return rate


def usage_of(request: HttpRequest) -> Usage | None:
    """What `count` left behind; None for a request that was not counted."""
    return getattr(request, "usage", None)


def network(request: HttpRequest) -> str:
    """The address from which the request came, as it is counted."""
    address = client_address(
        request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXY_HOPS
    )
    return network_of(address)


def by_address(request: Any) -> Limits:
    """For whoever asks from this network."""
    return [("anon", network(request))]


def everyday(request: Any) -> Limits:
    """By person, writes once more by themselves; by address for those who aren't signed in."""
    if not request.user.is_authenticated:
        return by_address(request)
    person = str(request.user.pk)
    return [("user", person)] if request.method in SAFE_METHODS else [("user", person), ("write", person)]


def at_the_door(request: Any, name: Any) -> Limits:
    """For sign-in, sign-up and reset: by address, and more loosely by the name of an account, if one was given.

    One network's tries at one name are among its own. What the address is refused for is not counted against the name:
    nobody locks another one out any further.
    """
    named = isinstance(name, str) and normalise_email(name)
    return [("auth", f"address:{network(request)}"), *([("name", named)] if named else [])]


def inside(request: Any) -> Limits:
    """For whoever is signed in and gives the password once more: by address and by person.

    Not by the account's name, which strangers use up: who learns that the password is out could not change it.
    """
    return [("auth", f"address:{network(request)}"), ("auth", f"person:{request.user.pk}")]


def within_limits(request: HttpRequest, form: Form, limits: Limits) -> bool:
    """Whether a form may be carried out now; if not, it says when, and its page is answered as a 429."""
    try:
        count_all(request, limits)
    except TooOften as refused:
        form.add_error(None, str(refused))
        return False
    return True


def duration(seconds: int) -> str:
    """In words, never less than it is: seconds up to a minute and a half, then minutes, then hours."""
    if seconds <= 90:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    minutes = math.ceil(seconds / 60)
    if minutes <= 90:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours = math.ceil(seconds / 3600)
    return ngettext("%d hour", "%d hours", hours) % hours
