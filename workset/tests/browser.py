"""A real Chromium for the tests that look at pages as a person does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from workset.tests.wire import Wire

PHONE = {"width": 375, "height": 812}
# The one without a screen's parts comes first: it is the same engine, and takes half of the processor's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Chromium would otherwise look up its maker's hosts at every start.
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """Its path: CHROMIUM, else one of the usual names."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """The browser at `path`, for as long as it is needed."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # the sandbox doesn't work for root, as in a container
    # Playwright runs an event loop in this thread, where Django would refuse every query of the test's own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*QUIET, *root])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Without one they are skipped, in CI they fail."""
    path = find_chromium()
    if path is None:
        message = "No Chromium was found: install the package chromium, or set CHROMIUM to its path."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    with chromium(path) as started:
        yield started


@pytest.fixture
def phone_without_script(browser: Browser) -> Iterator[Page]:
    """A page on a phone whose JavaScript is off."""
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, device_scale_factor=2, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A wide screen, for pages with script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    yield context
    context.close()


def sign_in(context: BrowserContext, user: User, server: LiveServer | Wire) -> None:
    """Let a browser go on as `user`."""
    client = Client()
    client.force_login(user)
    session = client.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def wait_until(page: Page, expression: str, arg: Any = None) -> None:
    """Until a script's expression is true. A page's policy forbids what Playwright's own waiting would evaluate."""
    for _turn in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Not true after ten seconds: {expression}")


def pictures_are_kept() -> bool:
    """Whether `make screenshots` asks for pictures."""
    return "SCREENSHOTS" in os.environ


def keep_picture(page: Page, name: str) -> None:
    """Save what the page shows where `make screenshots` asks for it; in an ordinary run nothing is kept."""
    if pictures_are_kept():
        folder = os.environ["SCREENSHOTS"]
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def wcag_violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it stands: rule and places, one line each."""
    # Only violations are told where: naming the place of all that is well took most of the time.
    wanted = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=wanted)
    return [f"{rule['id']} at {[node['target'] for node in rule['nodes']]}" for rule in found.response["violations"]]
