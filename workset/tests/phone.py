"""A phone with a workout on it, behind a wire that can be cut: what the browser tests of logging begin with."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone as clock
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workset.tests.browser import PHONE
from workset.tests.outbox import install, open_sheet
from workset.tests.wire import Wire, wire_to


@pytest.fixture
def wire(live_server: LiveServer) -> Iterator[Wire]:
    """What stands between the phone and the server."""
    with wire_to(live_server.url) as wire:
        yield wire


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", has_touch=True)
    yield context
    context.close()


@pytest.fixture
def workout(lifter: User) -> Workout:
    """One that is in progress."""
    return make_workout(lifter, started_at=clock.now())


@pytest.fixture
def card(workout: Workout, squat: Exercise) -> WorkoutExercise:
    """Its only exercise, done for the first time."""
    return make_exercise(workout, squat)


@pytest.fixture
def phone(context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise) -> Page:
    """The lifter's phone with the workout on it, which works without a signal from now on."""
    return opened(context, wire, lifter, card)


def opened(context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise) -> Page:
    """The workout of a card on a phone."""
    sign_in(context, lifter, wire)
    page = context.new_page()
    install(page, wire.url)
    open_sheet(page, wire.url, card.workout_id)
    return page


def sign_in(context: BrowserContext, user: User, wire: Wire) -> None:
    """Let the phone go on as `user`."""
    client = Client()
    client.force_login(user)
    session = client.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": wire.url}])


def choose(page: Page, name: str) -> None:
    """Take an exercise that the open sheet offers."""
    page.locator("#pick-dialog").get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("heading", name=name).last).to_be_visible()


def swap_for(page: Page, name: str) -> None:
    """Swap the first exercise of the workout for another."""
    page.locator("section.exercise summary").first.click()
    page.get_by_role("link", name=re.compile("^Swap")).first.click()
    choose(page, name)
