"""Every page in a real Chromium, with two years of history and with none: usable by everybody, quiet, no wider than the
screen.

`make screenshots` keeps what these tests see; the README shows some of it.
"""

from itertools import product

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.own import create_exercise
from workouts.logbook.workouts import log_workout
from workouts.models import Workout
from workset.tests.browser import keep_picture, pictures_are_kept, sign_in, wcag_violations
from workset.tests.routes import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = {
    "phone": {"width": 375, "height": 812},
    "narrow": {"width": 320, "height": 640},
    "wide": {"width": 1280, "height": 900},
}
CHECKED_SCREENS = ("narrow", "wide")  # between them lies everything that the layout does
THEMES = ("light", "dark")


@pytest.fixture
def demo(transactional_db: None) -> User:
    """The demo account, with a workout of today in progress."""
    call_command("load_catalogue", verbosity=0)
    call_command("seed_demo", verbosity=0)
    user = User.objects.get(email="demo@example.org")
    create_exercise(user, {"name": "Log Press"})
    return user


@pytest.fixture
def newcomer(transactional_db: None) -> User:
    """Somebody who has signed up and started a first workout, and has nothing yet."""
    call_command("load_catalogue", verbosity=0)
    user = UserFactory(email="newcomer@example.org")
    log_workout(user, {"status": Workout.Status.IN_PROGRESS})
    return user


@pytest.mark.parametrize("account", ["demo", "newcomer"])
def test_every_page_is_whole(
    browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest, account: str
) -> None:
    user = request.getfixturevalue(account)
    problems: list[str] = []
    # Each theme and each width once: a fault of both together is one of either.
    screens = list(product(SCREENS, THEMES)) if pictures_are_kept() else [("narrow", "light"), ("wide", "dark")]
    for screen, theme in screens:
        context = browser.new_context(
            viewport=SCREENS[screen],
            color_scheme=theme,
            reduced_motion="reduce",
            device_scale_factor=2,
            service_workers="block",  # it would fetch and keep every file once for each context
        )
        sign_in(context, user, live_server)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        for name, address in pages_of(user).items():
            answer = page.goto(live_server.url + address)
            keep_picture(page, f"{name}-{screen}-{theme}" + ("" if account == "demo" else "-empty"))
            if answer.status != 200:
                problems.append(f"{name}: {answer.status}")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > SCREENS[screen]["width"]:
                problems.append(f"{name} is {width} px wide on a {screen} screen")
            if screen in CHECKED_SCREENS:
                problems.extend(f"{name}, {screen}, {theme}: {fault}" for fault in wcag_violations(page))
        context.close()
    assert problems == []
