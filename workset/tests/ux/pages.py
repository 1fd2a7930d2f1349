"""What a page costs: questions to the database, bytes over the air, time on the server."""

import http.client
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from exercises.own import create_exercise
from workouts.imports.commit import commit
from workouts.tests.factories import make_exercise, make_workout, weigh
from workset.tests.browser import PHONE
from workset.tests.routes import pages_of
from workset.tests.test_page_queries import MOST_QUERIES, five_years
from workset.tests.ux.gym import Gym, exercise_called
from workset.tests.ux.targets import Reading, target

MOST_KILOBYTES = 50.0
SLOWEST = 150.0
ASKED = 40  # times for each page
LOOKS = re.compile(r"\.(css|svg|png)$")
DATA = re.compile(r"/(known|sw\.js|api)(/|$|\?)|/icons/icon-|/apple-touch|/manifest")  # not what the page is made of


@target(
    11,
    "any page with five years of history: 2,000 workouts, 40,000 sets",
    "15 queries, 50 KB compressed with script, server p95 150 ms",
)
def pages(gym: Gym) -> list[Reading]:
    user = with_history(gym)
    addresses = pages_of(user)
    queries = queries_of(user, addresses)
    sizes = {name: size_of(gym, user, address) for name, address in addresses.items()}
    others = {name: size.content for name, size in sizes.items() if name != "workout"}
    heaviest = max(others, key=lambda name: others[name])
    readings = [
        Reading("queries", max(queries.values()), most=MOST_QUERIES),
        Reading("workout page with its scripts", sizes["workout"].content, most=MOST_KILOBYTES, unit="KB"),
        Reading("style sheets and icons", sizes["workout"].looks, unit="KB"),
        Reading(f"in {sizes['workout'].files} files, whose headers are", sizes["workout"].headers, unit="KB"),
        Reading(f"heaviest other page ({heaviest})", others[heaviest], most=MOST_KILOBYTES, unit="KB"),
    ]
    if gym.is_production:
        took = {name: slow_one(gym.url, user, address) for name, address in addresses.items()}
        slowest = max(took.items(), key=lambda one: one[1])
        readings.append(Reading(f"p95 of the slowest page ({slowest[0]})", slowest[1], SLOWEST, None, "ms", True))
        readings.append(Reading("of the workout page", took["workout"], SLOWEST, None, "ms", True))
    return readings


def with_history(gym: Gym) -> User:
    """Somebody with five years of training, and with a workout under way."""
    user = gym.lifter()
    create_exercise(user, {"name": "Log Press"})
    weigh(user, date(2024, 1, 1), Decimal(80))
    if gym.is_production:
        commit(user, five_years(user.today() - timedelta(days=1)))
    workout = make_workout(user)
    for name in ("Barbell Bench Press", "Barbell Row", "Barbell Squat", "Dumbbell Curl"):
        make_exercise(workout, exercise_called(name))
    return user


def queries_of(user: User, addresses: Mapping[str, str]) -> dict[str, int]:
    """How many queries each page takes."""
    client = Client()
    client.force_login(user)
    counts = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        counts[name] = len(asked)
    return counts


def session_of(user: User) -> str:
    """The value of a session's cookie."""
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


@dataclass
class Size:
    """KB of all that a page is made of, as it travels: the page with its scripts, sheets and pictures, the headers."""

    content: float = 0
    looks: float = 0
    headers: float = 0
    files: int = 0


def size_of(gym: Gym, user: User, address: str) -> Size:
    """What a page takes, nothing of it known to the browser yet."""
    context = gym.browser.new_context(viewport=PHONE, service_workers="block")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": gym.url}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: dict[str, str] = {}
    content: dict[str, float] = defaultdict(float)
    whole: dict[str, float] = {}

    def ask(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def receive(event: dict[str, Any]) -> None:
        content[event["requestId"]] += event["encodedDataLength"]

    def finish(event: dict[str, Any]) -> None:
        whole[event["requestId"]] = event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", ask)
    devtools.on("Network.dataReceived", receive)
    devtools.on("Network.loadingFinished", finish)
    page.goto(gym.url + address)
    page.wait_for_load_state("networkidle")
    context.close()
    counted = [one for one in whole if not DATA.search(asked[one])]
    said = sum(content[one] for one in counted)
    looks = sum(content[one] for one in counted if LOOKS.search(asked[one]))
    headers = sum(whole[one] for one in counted) - said
    return Size((said - looks) / 1000, looks / 1000, headers / 1000, len(counted))


def slow_one(url: str, user: User, address: str) -> float:
    """Milliseconds that the server takes for a page, 19 of 20 times."""
    server = urlsplit(url)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}", "Accept-Encoding": "gzip"}
    took = []
    for _time in range(ASKED):
        began = time.perf_counter()
        connection = http.client.HTTPConnection(server.hostname or "", server.port, timeout=60)
        connection.request("GET", address, headers=headers)
        connection.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
        connection.close()
    return sorted(took)[int(ASKED * 0.95) - 1]
