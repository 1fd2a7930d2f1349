"""Rests, tempo and notes go along where a workout is done again or an exercise is swapped."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.workouts import complete
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import sign_in
from workset.tests.outbox import be_ready, install, log, until_sent
from workset.tests.phone import opened, swap_for
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def before(lifter: User, squat: Exercise) -> Workout:
    """A workout with rests of its own, done the day before yesterday."""
    workout = make_workout(lifter, started_at=clock.now() - timedelta(days=2), title="Legs")
    row = make_exercise(workout, squat, rest_seconds=240, notes="Low bar\nslowly")
    make_set(row, 100, 5, tempo="3-1-1")
    make_set(row, 100, 5, rest_seconds=300)
    return complete(workout)


def test_workout_done_again_keeps_rests_tempo_and_notes(
    context: BrowserContext, wire: Wire, lifter: User, before: Workout
) -> None:
    sign_in(context, lifter, wire)
    page = context.new_page()
    install(page, wire.url)
    page.goto(wire.url)
    page.wait_for_load_state("networkidle")
    wire.cut()
    page.get_by_role("button", name="Do it again").click()
    be_ready(page)
    card = page.locator("section.exercise")
    expect(card.locator(".meta")).to_contain_text("Rest 4:00")
    expect(card.locator(".exercise-note")).to_have_text("Low bar\nslowly", use_inner_text=True)
    page.locator("li.set .set-done").nth(0).click()
    expect(page.locator('[data-dock="rest-says"]')).to_have_text("Rest 4:00")
    page.locator("li.set .set-done").nth(1).click()
    expect(page.locator('[data-dock="rest-says"]')).to_have_text("Rest 5:00")
    wire.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    until_sent(page)
    [row] = WorkoutExercise.objects.filter(workout__status="in_progress")
    assert (row.rest_seconds, row.notes) == (240, "Low bar\nslowly")
    assert list(row.sets.values_list("tempo", "rest_seconds")) == [("3-1-1", None), ("", 300)]


def test_exercise_that_was_swapped_keeps_its_rest_and_its_note(
    context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    ExerciseFactory(name="Leg Press")
    WorkoutExercise.objects.update(rest_seconds=240, notes="Machine was taken")
    page = opened(context, wire, lifter, card)
    swap_for(page, "Leg Press")
    shown = page.locator("section.exercise")
    expect(shown.locator(".meta")).to_contain_text("Rest 4:00")
    expect(shown.locator(".exercise-note")).to_have_text("Machine was taken")
    log(page, 5)
    expect(page.locator('[data-dock="rest-says"]')).to_have_text("Rest 4:00")
    until_sent(page)
    assert Set.objects.get().workout_exercise.rest_seconds == 240
