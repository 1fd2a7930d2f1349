"""A set that was logged stays what the page says: changed by steps, taken back, deleted, and never by accident."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from workouts.models import WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.outbox import be_ready, log, row_of, take_back, until_sent
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


def test_enter_after_the_reps_logs_and_sends_nothing_twice(phone: Page, card: WorkoutExercise) -> None:
    sent: list[str] = []
    phone.context.on("request", lambda asked: "/api/v1/sets/" in asked.url and sent.append(asked.method))
    row_of(phone, 0).locator("input[name=weight]").fill("60")
    reps = row_of(phone, 0).locator("input[name=reps]")
    reps.press_sequentially("5")
    reps.press("Enter")
    expect(row_of(phone, 0)).to_have_attribute("data-status", "completed")
    expect(row_of(phone, 0).locator(".set-done")).to_be_focused()
    phone.locator("h1").tap()
    until_rows(phone, card, [5])
    until_sent(phone)
    assert sent == ["PUT"]


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


# --- Taken back and deleted -----------------------------------------------------------------------------------------


def test_double_tap_logs_and_takes_nothing_back(phone: Page, card: WorkoutExercise) -> None:
    row = row_of(phone, 0)
    row.locator("input[name=weight]").fill("80")
    row.locator("input[name=reps]").fill("5")
    row.locator(".set-done").evaluate("mark => [0, 200, 350].forEach((later) => setTimeout(() => mark.click(), later))")
    phone.wait_for_timeout(1000)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)
    expect(phone.locator(".dock-logged")).to_be_visible()
    until_rows(phone, card, [5])


def test_set_taken_back_is_no_longer_said_to_be_logged(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    log(phone, 6)
    take_back(row_of(phone, 0))
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)
    expect(phone.locator(".dock-logged")).to_be_visible()  # the other one is
    take_back(row_of(phone, 1))
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(0)
    expect(phone.locator(".dock-logged")).to_be_hidden()
    until_rows(phone, card, [])


def delete_in_sheet(phone: Page, place: int) -> None:
    """By the number of a set and the sheet that it opens."""
    row_of(phone, place).locator(".set-number").click()
    phone.locator("#set-dialog [value=delete]").click()
    expect(phone.locator("#set-dialog")).to_be_hidden()


def test_deleted_set_is_brought_back_with_one_tap(phone: Page, card: WorkoutExercise) -> None:
    first, second = make_set(card, 80, 5), make_set(card, 82.5, 6, notes="Deep")
    planned = make_set(card, 80, 7, status="planned")
    phone.reload()
    be_ready(phone)
    for place, left in ((1, [5, 7]), (2, [5, 6])):
        delete_in_sheet(phone, place)
        expect(phone.locator("[data-dock=text]")).to_contain_text("deleted")
        until_rows(phone, card, left)
        phone.get_by_role("button", name="Undo").click()
        until_rows(phone, card, [5, 6, 7])
    until_sent(phone)
    kept = card.sets.get(reps=6)
    assert (kept.weight, kept.notes, kept.status) == (Decimal("82.5"), "Deep", "completed")
    assert card.sets.get(reps=7).status == "planned"
    assert not card.sets.filter(pk__in=[second.pk, planned.pk]).exists()
    assert card.sets.filter(pk=first.pk).exists()
    phone.reload()
    be_ready(phone)
    expect(row_of(phone, 1).locator("input[name=weight]")).to_have_value("82.5")


def test_focus_stays_with_the_set_that_was_taken_back_by_key(phone: Page, card: WorkoutExercise) -> None:
    row = log(phone, 5)
    phone.wait_for_timeout(600)
    row.locator(".set-done").press("Enter")
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(0)
    expect(row_of(phone, 0).locator(".set-done")).to_be_focused()


def test_focus_goes_to_the_next_set_when_one_is_deleted(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    log(phone, 6)
    row_of(phone, 0).locator(".set-number").focus()
    delete_in_sheet(phone, 0)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)
    expect(row_of(phone, 0).locator(".set-done")).to_be_focused()
