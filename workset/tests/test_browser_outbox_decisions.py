"""What the server refuses, or has otherwise by now, is shown where it stands, and one decides."""

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from workouts.logbook.bin import move_to_bin
from workouts.logbook.sets import change_set, delete_set
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.browser import sign_in
from workset.tests.outbox import (
    PUT_ENTRIES,
    be_ready,
    entries,
    log,
    open_sheet,
    row_of,
    send_now,
    states,
    until_sent,
    until_states,
)
from workset.tests.phone import reps
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def spoil(page: Page, **values: object) -> None:
    """Let the last entry say something that the page would have refused."""
    last = entries(page)[-1]
    page.evaluate(PUT_ENTRIES, [last | {"body": last["body"] | values}])


def test_refused_set_says_why_and_is_corrected_where_it_stands(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.cut()
    row = log(phone, 5)
    spoil(phone, reps=1_000_000)
    log(phone, 6)
    wire.mend()
    send_now(phone)
    until_states(phone, ["refused", "sent"])
    expect(row.get_by_role("alert")).to_contain_text("This could not be saved on the server: ")
    expect(phone.get_by_role("link", name="1 needs attention")).to_be_visible()
    phone.reload()
    be_ready(phone)
    expect(row.get_by_role("alert")).to_contain_text("This could not be saved on the server: ")
    row.locator("input[name=reps]").fill("7")
    row.locator("input[name=reps]").press("Enter")
    until_sent(phone)
    expect(row.get_by_role("alert")).to_have_count(0)
    assert sorted(map(int, filter(None, reps(card)))) == [6, 7]


def test_refused_set_is_discarded_where_one_says_so(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.cut()
    row = log(phone, 5)
    spoil(phone, reps=1_000_000)
    wire.mend()
    send_now(phone)
    row.get_by_role("button", name="Discard").click()
    phone.get_by_role("dialog").get_by_role("button", name="Discard").click()
    be_ready(phone)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(0)
    assert (states(phone), reps(card)) == ([], [])


def clashing(phone: Page, wire: Wire, card: WorkoutExercise) -> Set:
    """A set that says 100 kg x 6 here and 100 kg x 7 on the server."""
    entry = make_set(card, reps=5)
    phone.reload()
    be_ready(phone)
    wire.cut()
    field = row_of(phone, 0).locator("input[name=reps]")
    field.fill("6")
    field.press("Enter")
    until_states(phone, ["waiting"])
    change_set(entry, {"reps": 7})
    wire.mend()
    send_now(phone)
    until_states(phone, ["clash"])
    expect(row_of(phone, 0).get_by_role("alert")).to_contain_text("Changed on another device meanwhile: 100 kg × 7")  # noqa: RUF001
    assert reps(card) == [7]
    return entry


def test_clash_shows_what_stands_and_mine_is_kept_where_one_says_so(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    clashing(phone, wire, card)
    row_of(phone, 0).get_by_role("button", name="Keep mine").click()
    until_sent(phone)
    assert reps(card) == [6]
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("6")
    expect(row_of(phone, 0).get_by_role("alert")).to_have_count(0)


def test_clash_shows_what_stands_and_theirs_is_taken_where_one_says_so(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    clashing(phone, wire, card)
    row_of(phone, 0).get_by_role("button", name="Take the other").click()
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("7")
    assert (states(phone), reps(card)) == ([], [7])


def test_set_that_was_logged_in_two_pages_under_one_id_is_asked_about(
    phone: Page, browser: Browser, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    tablet = browser.new_context()
    sign_in(tablet, lifter, wire)
    other = tablet.new_page()
    open_sheet(other, wire.url, card.workout_id)
    other.evaluate("id => { document.querySelector('li.set').id = id; }", row_of(phone, 0).get_attribute("id"))
    log(phone, 5)
    until_sent(phone)
    log(other, 6)
    until_states(other, ["clash"])
    assert reps(card) == [5]
    tablet.close()


def test_set_that_was_deleted_elsewhere_is_told(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    row = log(phone, 5)
    until_sent(phone)
    delete_set(Set.objects.get())
    row.locator("input[name=reps]").fill("6")
    row.locator("input[name=reps]").press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("It was deleted on another device.")
    assert (states(phone)[-1], reps(card)) == ("refused", [])


def test_workout_that_went_to_the_bin_elsewhere_is_told(phone: Page, workout: Workout, card: WorkoutExercise) -> None:
    move_to_bin(workout)
    row = log(phone, 5)
    expect(row.get_by_role("alert")).to_contain_text("This workout is in the bin.")
    assert states(phone) == ["refused"]
