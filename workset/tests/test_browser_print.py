"""On paper stand the figures, and nothing that can only be tapped."""

import pytest
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.workouts import complete
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINES = "(text) => text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight)"


@pytest.fixture
def done(lifter: User, squat: Exercise) -> Workout:
    """A workout of today."""
    workout = make_workout(lifter, started_at=clock.now())
    make_set(make_exercise(workout, squat), 100, 5)
    return complete(workout)


def test_period_on_paper_says_which_one_it_is_in_a_line(
    desk: BrowserContext, live_server: LiveServer, lifter: User, done: Workout
) -> None:
    sign_in(desk, lifter, live_server)
    page = desk.new_page()
    page.goto(f"{live_server.url}/progress/?period=monthly")
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator(".stats").first).to_contain_text("500")
    assert page.locator(".period-steps p").evaluate(LINES) < 1.5
    assert page.locator("nav").get_by_role("link").all_inner_texts() == []
    assert page.locator("html").evaluate("(html) => getComputedStyle(html).backgroundColor") == "rgb(255, 255, 255)"


def test_workout_on_paper_has_no_column_for_what_is_tapped(
    desk: BrowserContext, live_server: LiveServer, lifter: User, done: Workout
) -> None:
    sign_in(desk, lifter, live_server)
    page = desk.new_page()
    page.goto(f"{live_server.url}/workouts/{done.pk}/")
    page.emulate_media(media="print")

    expect(page.locator(".sets-head").get_by_text("Reps")).to_be_visible()
    expect(page.locator(".sets-head").get_by_text("Done")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
