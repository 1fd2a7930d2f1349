"""A workout is begun once, however often the button is pressed."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.workouts import complete
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import sign_in
from workset.tests.outbox import be_ready, entries, install, until_sent
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TWICE = "button => [0, 0, 30].forEach((later) => setTimeout(() => button.click(), later))"


@pytest.fixture
def today(context: BrowserContext, wire: Wire, lifter: User, squat: Exercise) -> Page:
    """The page Today of somebody who has done one workout."""
    before = make_workout(lifter, started_at=clock.now() - timedelta(days=2))
    make_set(make_exercise(before, squat), 100, 5)
    complete(before)
    sign_in(context, lifter, wire)
    page = context.new_page()
    install(page, wire.url)
    page.goto(wire.url)
    page.wait_for_load_state("networkidle")
    return page


def begun(page: Page) -> int:
    """How many workouts were begun, here and on the server."""
    be_ready(page)
    until_sent(page)
    made = [one for one in entries(page) if one["kind"] == "workout" and one["method"] == "PUT"]
    assert len(made) == Workout.objects.filter(status="in_progress").count()
    return len(made)


def test_doing_it_again_pressed_twice_makes_one_workout(today: Page) -> None:
    today.get_by_role("button", name="Do it again").evaluate(TWICE)
    assert begun(today) == 1


def test_an_earlier_workout_chosen_twice_without_a_server_makes_one(today: Page, wire: Wire) -> None:
    today.goto(f"{wire.url}/workouts/new/")
    today.locator("#start-here ul button").first.evaluate(TWICE)
    assert begun(today) == 1


def test_page_that_is_gone_back_to_begins_another_where_that_is_meant(today: Page) -> None:
    today.get_by_role("button", name="Do it again").click()
    assert begun(today) == 1
    today.go_back()
    expect(today.get_by_role("heading", name="Today")).to_be_visible()
    today.wait_for_load_state("networkidle")
    today.get_by_role("button", name="Do it again").click()
    assert begun(today) == 2
