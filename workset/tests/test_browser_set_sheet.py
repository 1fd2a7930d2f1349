"""Type, note and skip of a set, saved in the sheet that opens from its number."""

import pytest
from playwright.sync_api import Locator, Page, expect

from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.outbox import be_ready, entries, log, row_of, until_sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_sheet_of(row: Locator) -> Locator:
    """The sheet of a set."""
    row.locator(".set-number").click()
    sheet = row.page.locator("#set-dialog")
    expect(sheet).to_be_visible()
    return sheet


def test_type_and_note_of_a_logged_set_are_saved(phone: Page, card: WorkoutExercise) -> None:
    row = log(phone, 5)
    sheet = open_sheet_of(row)
    sheet.get_by_text("To failure", exact=True).click()
    sheet.get_by_label("Note").fill("Grip gave out")
    sheet.get_by_role("button", name="Save").click()
    expect(row.locator(".set-words")).to_have_text("Grip gave out")
    expect(row).to_have_attribute("data-type", "failure")
    until_sent(phone)
    assert Set.objects.values_list("set_type", "notes", "reps").get() == ("failure", "Grip gave out", 5)
    sheet = open_sheet_of(row)
    expect(sheet.get_by_label("Note")).to_have_value("Grip gave out")
    sheet.get_by_label("Note").fill("")
    sheet.get_by_role("button", name="Save").click()
    expect(row.locator(".set-words")).to_have_count(0)
    until_sent(phone)
    assert Set.objects.get().notes == ""


def test_type_of_an_open_row_is_that_of_the_set_that_it_logs(phone: Page, card: WorkoutExercise) -> None:
    row = row_of(phone, 0)
    sheet = open_sheet_of(row)
    expect(sheet.get_by_label("Note")).to_be_hidden()
    sheet.get_by_text("Warm-up", exact=True).click()
    sheet.get_by_role("button", name="Save").click()
    expect(row.locator(".set-number")).to_have_text("W")
    assert entries(phone) == []
    log(phone, 8, "40")
    until_sent(phone)
    assert Set.objects.get().set_type == "warm_up"


def test_sheet_that_is_closed_saves_nothing(phone: Page, card: WorkoutExercise) -> None:
    row = log(phone, 5)
    until_sent(phone)
    sheet = open_sheet_of(row)
    sheet.get_by_text("To failure", exact=True).click()
    sheet.get_by_role("button", name="Close").click()
    expect(row).to_have_attribute("data-type", "normal")
    assert len(entries(phone)) == 1


def test_planned_set_is_skipped(phone: Page, card: WorkoutExercise) -> None:
    make_set(card, 80, 5, status="planned")
    phone.reload()
    be_ready(phone)
    row = row_of(phone, 0)
    open_sheet_of(row).get_by_role("button", name="Skip set").click()
    expect(row).to_contain_text("Skipped")
    until_sent(phone)
    assert Set.objects.get().status == "skipped"
