"""Where the browser's store is full nothing is lost silently: the pages without script do it, or one is told so."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from exercises.tests.factories import ExerciseFactory
from workouts.models import WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.outbox import be_ready, log, row_of, until_sent
from workset.tests.phone import reps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FULL = """() => {
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = full;
}"""


@pytest.fixture
def full(phone: Page, card: WorkoutExercise) -> Iterator[Page]:
    """The phone with one set done and another exercise to choose, whose store takes nothing more."""
    make_set(card, 80, 5)
    ExerciseFactory(name="Leg Press")
    phone.evaluate("async () => (await import('/static/js/pocket.js')).refresh({ force: true })")
    phone.reload()
    be_ready(phone)
    phone.wait_for_load_state("networkidle")
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    yield phone
    assert problems == []


def test_note_is_written_on_the_page_of_the_set(full: Page) -> None:
    full.evaluate(FULL)
    row_of(full, 0).locator(".set-number").click()
    full.locator("#set-dialog textarea").fill("hurt")
    full.locator("#set-dialog [value=save]").click()
    expect(full.get_by_role("button", name="Save set", exact=True)).to_be_visible()


def test_exercise_is_added_on_the_page_that_does_it(full: Page) -> None:
    full.evaluate(FULL)
    full.get_by_role("link", name="Add an exercise").last.click()
    full.locator("#pick-dialog").get_by_role("button", name=re.compile("Leg Press")).click()
    expect(full.get_by_role("heading", name="Add an exercise", level=1)).to_be_visible()


def test_exercise_is_swapped_on_the_page_that_does_it(full: Page) -> None:
    full.evaluate(FULL)
    full.locator("section.exercise summary").click()
    full.get_by_text("Swap", exact=True).click()
    full.locator("#pick-dialog").get_by_role("button", name=re.compile("Leg Press")).click()
    expect(full).to_have_url(re.compile("/swap/$"))


def test_undo_that_can_not_be_kept_says_so(full: Page, card: WorkoutExercise) -> None:
    log(full, 6)
    until_sent(full)
    full.evaluate(FULL)
    full.get_by_role("button", name="Undo").click()
    expect(full.get_by_role("status").filter(has_text="could not keep")).to_be_visible()
    expect(full.locator("li.set[data-status=completed]")).to_have_count(2)
    assert reps(card) == [5, 6]
