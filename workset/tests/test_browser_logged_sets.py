"""A set that was logged stays what the page says: changed by steps, taken back, deleted, and never by accident."""

import pytest
from playwright.sync_api import Page, expect

from workouts.models import WorkoutExercise
from workset.tests.outbox import log, row_of, until_sent
from workset.tests.phone import until_rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def step_up(phone: Page) -> None:
    """One rep more for the first set, which is done, by the button of the dock."""
    row_of(phone, 0).locator("input[name=reps]").tap()
    phone.locator('[data-dock="step-more"]').tap()
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("6")


def test_step_in_a_done_set_is_saved_when_the_field_is_left(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    step_up(phone)
    phone.locator("h1").tap()
    until_rows(phone, card, [6])
    until_sent(phone)


def test_step_back_to_what_stood_there_first_is_saved_too(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    step_up(phone)
    phone.locator("h1").tap()
    until_rows(phone, card, [6])
    row_of(phone, 0).locator("input[name=reps]").press("ArrowDown")
    phone.locator("h1").tap()
    until_rows(phone, card, [5])


def test_step_in_a_done_set_is_saved_where_nobody_leaves_the_field(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    step_up(phone)
    until_rows(phone, card, [6])
    expect(row_of(phone, 0).locator("input[name=reps]")).to_be_focused()


def test_number_that_was_being_typed_is_saved_when_the_phone_is_put_away(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    row_of(phone, 0).locator("input[name=reps]").fill("7")
    phone.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden" });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    until_rows(phone, card, [7])


def test_field_that_was_refused_is_told_once_and_can_be_left(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    until_rows(phone, card, [5])
    row_of(phone, 0).locator("input[name=reps]").fill("many")
    phone.locator("h1").tap()
    expect(row_of(phone, 0).get_by_role("alert")).to_be_visible()
    phone.locator("h1").tap()
    expect(row_of(phone, 0).locator("input[name=reps]")).not_to_be_focused()
    until_rows(phone, card, [5])
