"""An exercise that was added or swapped on the workout page can be swapped again, and what follows arrives."""

import re

import pytest
from playwright.sync_api import Page, expect

from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout, WorkoutExercise
from workset.tests.outbox import until_sent
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def choice(db: None) -> None:
    """What there is to choose from."""
    for name in ("Leg Press", "Hack Squat"):
        ExerciseFactory(name=name)


def pick(phone: Page, name: str) -> None:
    """Choose in the open sheet."""
    phone.locator("#pick-dialog").get_by_role("button", name=re.compile(name)).click()
    expect(phone.get_by_role("heading", name=name)).to_be_visible()


def log_in(phone: Page, place: int, number: int) -> None:
    """Log a set of one exercise of the page, in a row of its own."""
    card = phone.locator("section.exercise").nth(place)
    done = card.locator("li.set[data-status=completed]").count()
    if not card.locator("li.set[data-status=open]").count():
        card.get_by_text("Add set").click()
    row = card.locator("li.set[data-status=open]").first
    row.locator("input[name=weight]").fill("100")
    row.locator("input[name=reps]").fill(str(number))
    row.locator(".set-done").click()
    expect(card.locator("li.set[data-status=completed]")).to_have_count(done + 1)


def test_exercise_added_here_is_swapped_after_a_set_and_goes_on(
    choice: None, wire: Wire, phone: Page, workout: Workout, card: WorkoutExercise
) -> None:
    phone.wait_for_load_state("networkidle")
    phone.get_by_role("link", name="Add an exercise").last.click()
    pick(phone, "Leg Press")
    log_in(phone, 1, 8)
    until_sent(phone)
    added = phone.locator("section.exercise").nth(1)
    for name in ("Hack Squat", "Leg Press"):
        added.locator("summary").click()
        added.get_by_text("Swap", exact=True).click()
        pick(phone, name)
        log_in(phone, 1, 9)
        until_sent(phone)
    row = WorkoutExercise.objects.exclude(pk=card.pk).get()
    assert row.exercise.name == "Leg Press"
    assert list(Set.objects.filter(workout_exercise=row).values_list("reps", flat=True)) == [8, 9, 9]
