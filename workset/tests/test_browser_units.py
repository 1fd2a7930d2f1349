"""Kilograms and pounds side by side: a weight is never rewritten by being shown in the other unit."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.workouts import complete
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import sign_in
from workset.tests.outbox import be_ready, install, log, until_sent
from workset.tests.phone import opened
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def before(lifter: User, squat: Exercise) -> Workout:
    """100 kg of last time, by somebody who has gone over to pounds since."""
    workout = make_workout(lifter, started_at=clock.now() - timedelta(days=2), title="Legs")
    make_set(make_exercise(workout, squat), 100, 5)
    lifter.weight_unit = "lb"
    lifter.save()
    return complete(workout)


def log_as_it_stands(page: Page) -> Locator:
    """Tap the first set without typing."""
    row = page.locator("li.set").first
    row.locator(".set-done").click()
    expect(row).to_have_attribute("data-status", "completed")
    expect(row.locator("input[name=weight]")).to_have_value("220.5")
    return row


def today() -> list[tuple[float, str]]:
    """The weights that were logged in the workout in progress, as typed."""
    found = Set.objects.filter(workout_exercise__workout__status="in_progress")
    return [(float(weight), unit) for weight, unit in found.values_list("weight", "weight_unit")]


def test_as_last_time_is_last_times_weight_and_no_record(
    context: BrowserContext, wire: Wire, lifter: User, before: Workout, card: WorkoutExercise
) -> None:
    page = opened(context, wire, lifter, card)
    row = log_as_it_stands(page)
    expect(row.locator(".set-record")).to_have_count(0)
    until_sent(page)
    assert today() == [(100, "kg")]
    page.reload()
    be_ready(page)
    expect(page.locator(".set-record")).to_have_count(0)
    row.locator("input[name=weight]").fill("225")
    row.locator("input[name=weight]").press("Enter")
    expect(row.locator(".set-record")).to_have_text("New record: weight and e1RM")
    until_sent(page)
    assert today() == [(225, "lb")]


def test_workout_done_again_keeps_the_weights_as_they_were_typed(
    context: BrowserContext, wire: Wire, lifter: User, before: Workout
) -> None:
    sign_in(context, lifter, wire)
    page = context.new_page()
    install(page, wire.url)
    page.goto(wire.url)
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Do it again").click()
    be_ready(page)
    row = log_as_it_stands(page)
    expect(row.locator(".set-record")).to_have_count(0)
    until_sent(page)
    assert today() == [(100, "kg")]


def test_set_added_after_one_as_last_time_has_the_same_weight(
    context: BrowserContext, wire: Wire, lifter: User, before: Workout, card: WorkoutExercise
) -> None:
    page = opened(context, wire, lifter, card)
    log_as_it_stands(page)
    page.get_by_role("link", name="Add set").click()
    page.locator("li.set").nth(1).locator(".set-done").click()
    expect(page.locator("li.set[data-status=completed]")).to_have_count(2)
    until_sent(page)
    assert today() == [(100, "kg"), (100, "kg")]


def test_page_of_before_a_change_of_the_unit_goes_on_in_its_own(
    context: BrowserContext, wire: Wire, lifter: User, squat: Exercise, card: WorkoutExercise
) -> None:
    before = make_workout(lifter, started_at=clock.now() - timedelta(days=2))
    done = make_exercise(before, squat)
    for weight in (100, 110, 120):
        make_set(done, weight, 5)
    complete(before)
    make_set(card, 90, 5)
    make_set(card, 95, 5)
    page = opened(context, wire, lifter, card)
    lifter.weight_unit = "lb"
    lifter.save()
    page.evaluate("async () => (await import('/static/js/pocket.js')).refresh({ force: true })")
    wire.cut()
    page.reload()
    be_ready(page)
    page.locator("li.set[data-status=open] .set-number").click()
    page.locator("#set-dialog").get_by_role("button", name="Delete").click()
    page.get_by_role("link", name="Add set").click()
    expect(page.locator("li.set input[name=weight]").nth(2)).to_have_value("95")


def test_set_that_waits_is_shown_in_the_unit_that_was_chosen_since(
    context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    page = opened(context, wire, lifter, card)
    wire.cut()
    log(page, 5, "100")
    lifter.weight_unit = "lb"
    lifter.save()
    wire.mend()
    page.reload()
    be_ready(page)
    expect(page.locator("li.set input[name=weight]").first).to_have_value("220.5")
    until_sent(page)
    assert today() == [(100, "kg")]


def test_workout_begun_again_before_a_change_of_the_unit_is_shown_in_the_new_one(
    context: BrowserContext, wire: Wire, lifter: User, before: Workout
) -> None:
    User.objects.update(weight_unit="kg")
    lifter.refresh_from_db()
    sign_in(context, lifter, wire)
    page = context.new_page()
    install(page, wire.url)
    page.goto(wire.url)
    page.wait_for_load_state("networkidle")
    context.route("**/api/v1/**", lambda route: route.abort())
    page.get_by_role("button", name="Do it again").click()
    be_ready(page)
    expect(page.locator("li.set input[name=weight]").first).to_have_attribute("placeholder", "100")
    User.objects.update(weight_unit="lb")
    page.evaluate("async () => (await import('/static/js/pocket.js')).refresh({ force: true })")
    page.reload()
    be_ready(page)
    expect(page.locator("li.set input[name=weight]").first).to_have_attribute("placeholder", "220.5")
