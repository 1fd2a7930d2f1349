"""New records are marked in the page at the moment they happen, as the server marks them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.workouts import complete
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workouts.tests.shown import shown
from workset.tests.outbox import be_ready, log, take_back, until_sent
from workset.tests.phone import opened
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["external", "bodyweight", "assisted"])
def exercise(request: pytest.FixtureRequest, lifter: User) -> Exercise:
    """One of each kind of load, done once with 50 kg."""
    weigh(lifter, clock.now().date() - timedelta(days=9), Decimal(80))
    kinds = {} if request.param == "external" else {request.param: True}
    made: Exercise = ExerciseFactory(name="Pull", **kinds)
    before = make_workout(lifter, started_at=clock.now() - timedelta(days=2))
    make_set(make_exercise(before, made), 50, 5)
    complete(before)
    return made


def test_record_is_marked_by_script_as_it_is_by_the_server(
    context: BrowserContext, wire: Wire, lifter: User, pages: Client, workout: Workout, exercise: Exercise
) -> None:
    page = opened(context, wire, lifter, make_exercise(workout, exercise))
    assisted = exercise.load_mode == "assisted"
    wire.cut()
    for weight, reps in (("50", 5), ("40", 6), ("60", 5)):
        if not page.locator("li.set[data-status=open]").count():
            page.get_by_role("link", name="Add set").click()
        log(page, reps, weight)
    told = ["", "New record: least help and e1RM", ""] if assisted else ["", "", "New record: weight and e1RM"]
    rows = page.locator("li.set[data-status=completed]")
    assert [" ".join(row.locator(".set-record").all_inner_texts()) for row in rows.all()] == told
    wire.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    until_sent(page)
    assert re.findall(r"New record: [\w ]+", shown(pages.get(f"/workouts/{workout.pk}/"))) == list(filter(None, told))


def test_record_is_taken_back_with_its_set_and_goes_to_the_next_best(
    context: BrowserContext, wire: Wire, lifter: User, workout: Workout, squat: Exercise
) -> None:
    before = make_workout(lifter, started_at=clock.now() - timedelta(days=2))
    row = make_exercise(before, squat)
    make_set(row, 100, 5)
    make_set(row, 100, 5)
    complete(before)
    page = opened(context, wire, lifter, make_exercise(workout, squat))
    first, second = log(page, 5, "110"), log(page, 5, "105")
    expect(first.locator(".set-record")).to_have_text("New record: weight and e1RM")
    expect(second.locator(".set-record")).to_have_count(0)
    take_back(first)
    expect(second.locator(".set-record")).to_have_text("New record: weight and e1RM")
    until_sent(page)
    page.reload()
    be_ready(page)
    expect(page.locator(".set-record")).to_have_count(1)
