"""The lifter's phone with a workout in progress on it, and the wire that can be cut between it and the server."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.signals import request_started
from django.utils import timezone as clock
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workset.tests.browser import PHONE, sign_in
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


def kill(page: Page) -> None:
    """End the tab's process, as a phone that needs the memory."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=3000)
    with suppress(Error):
        page.close()


def reps(card: WorkoutExercise) -> list[int | None]:
    """What the server has of an exercise, in its order."""
    return list(Set.objects.filter(workout_exercise=card).order_by("set_number").values_list("reps", flat=True))


def until_rows(page: Page, card: WorkoutExercise, expected: list[int]) -> None:
    """Until the server has exactly these."""
    for _try in range(100):
        if reps(card) == expected:
            return
        page.wait_for_timeout(100)
    assert reps(card) == expected


def choose(page: Page, name: str) -> None:
    """Take an exercise that the open sheet offers."""
    page.locator("#pick-dialog").get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("heading", name=name).last).to_be_visible()


def swap_for(page: Page, name: str) -> None:
    """Swap the first exercise of the workout for another."""
    page.locator("section.exercise summary").first.click()
    page.get_by_role("link", name=re.compile("^Swap")).first.click()
    choose(page, name)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Method and path of each request that reached the server's API."""
    found: list[str] = []

    def note(environ: dict[str, Any] | None = None, **_: object) -> None:
        if environ and environ["PATH_INFO"].startswith("/api/v1/") and environ["REQUEST_METHOD"] != "GET":
            found.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")

    request_started.connect(note)
    yield found
    request_started.disconnect(note)
