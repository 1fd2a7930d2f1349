"""Browser sign-ins are devices too: each session carries one's id, and ends with it."""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.devices import begin, note_use
from accounts.models import Device, User

DEVICE = "device"
# The first that stands in the header: Edge also calls itself Chrome, and Chrome Safari.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """What a person calls the browser: "Firefox on Android"; "Browser" where the header tells nothing."""

    def first(known: tuple[tuple[str, str], ...]) -> str:
        return next((name for sign, name in known if sign in user_agent), "")

    return " on ".join(filter(None, (first(BROWSERS), first(SYSTEMS)))) or "Browser"


def remember(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Django has just signed `user` in: from now on the session carries a device."""
    if DEVICE in request.session:
        Device.objects.filter(pk=request.session[DEVICE], user=user).delete()
    name = browser_name(request.headers.get("User-Agent", ""))
    request.session[DEVICE] = str(begin(user, name, Device.Kind.BROWSER).pk)
    request.session.cycle_key()  # once more, as it says only now whose it is


def forget(request: HttpRequest, **kwargs: Any) -> None:
    """Django is about to end the session: its device goes too."""
    if DEVICE in request.session:
        Device.objects.filter(pk=request.session[DEVICE]).delete()


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in, in one query; a session whose device, password or account ended is over.

    The device is left in `request.device`.
    """
    session = request.session
    if SESSION_KEY not in session or DEVICE not in session:
        return AnonymousUser()
    device = Device.signed_in(session[DEVICE])
    if device is None or not stands(session, device.user):
        session.flush()
        return AnonymousUser()
    note_use(device)
    request.device = device  # type: ignore[attr-defined]
    return device.user


def stands(session: Any, user: User) -> bool:
    """Whether the session was begun by `user`, and under the present password."""
    same = session[SESSION_KEY] == str(user.pk)
    return same and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
