"""Every page with two years of history in a real Chromium: usable by everybody, quiet, no wider than the screen.

`make screenshots` keeps what these tests see; the README shows some of it.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from workouts.models import Workout
from workset.tests.browser import keep_picture, wcag_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = {
    "phone": {"width": 375, "height": 812},
    "narrow": {"width": 320, "height": 640},
    "wide": {"width": 1280, "height": 900},
}
CHECKED_SCREENS = ("narrow", "wide")  # between them lies everything that the layout does
THEMES = ("light", "dark")
PLAIN_PAGES = (
    "today",
    "workouts",
    "workout-new",
    "workout-bin",
    "exercises",
    "exercise-new",
    "body",
    "import",
    "settings-profile",
    "settings-training",
    "settings-data",
    "more",
    "help",
    "privacy",
)


@pytest.fixture
def demo(transactional_db: None) -> User:
    """The demo account, with a workout of today in progress."""
    call_command("load_catalogue", verbosity=0)
    call_command("seed_demo", verbosity=0)
    return User.objects.get(email="demo@example.org")


@pytest.fixture
def page_at(browser: Browser, live_server: LiveServer, demo: User) -> Iterator[object]:
    """Opens pages as the demo account on a screen and in a theme."""
    client = Client()
    client.force_login(demo)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
    contexts = []

    def open_page(screen: str, theme: str) -> Page:
        context = browser.new_context(
            viewport=SCREENS[screen], color_scheme=theme, reduced_motion="reduce", device_scale_factor=2
        )
        context.add_cookies([cookie])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def addresses(demo: User) -> dict[str, str]:
    """Every page of a person's, by name."""
    workout = Workout.objects.for_user(demo).finished().newest_first()[0]
    exercise = workout.exercises.first().exercise_id
    own = {
        "workout": [workout.pk],
        "workout-edit": [workout.pk],
        "workout-report": [workout.pk],
        "exercise-add": [workout.pk],
        "exercise": [exercise],
    }
    return {name: reverse(name) for name in PLAIN_PAGES} | {
        name: reverse(name, args=args) for name, args in own.items()
    }


def test_pages_with_two_years_of_history_are_whole(page_at: object, live_server: LiveServer, demo: User) -> None:
    problems: list[str] = []
    for screen in SCREENS:
        for theme in THEMES:
            page = page_at(screen, theme)
            page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
            for name, address in addresses(demo).items():
                answer = page.goto(live_server.url + address)
                keep_picture(page, f"{name}-{screen}-{theme}")
                if answer.status != 200:
                    problems.append(f"{name}: {answer.status}")
                width = page.evaluate("document.documentElement.scrollWidth")
                if width > SCREENS[screen]["width"]:
                    problems.append(f"{name} is {width} px wide on a {screen} screen")
                if screen in CHECKED_SCREENS:
                    problems.extend(f"{name}, {screen}, {theme}: {fault}" for fault in wcag_violations(page))
    assert problems == []
