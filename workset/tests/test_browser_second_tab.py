"""A workout that stands open twice: each tab shows what was done in the other, so nothing is logged a second time."""

import pytest
from playwright.sync_api import Page, expect

from workouts.logbook.sets import change_set
from workouts.models import WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.outbox import be_ready, entries, log, open_sheet, row_of, send_now, take_back, until_sent
from workset.tests.phone import reps, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As where a browser tells tabs nothing of each other until one comes to the front.
DEAF = """
delete globalThis.BroadcastChannel;
Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: undefined });
"""
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def other(phone: Page, wire: Wire, card: WorkoutExercise) -> Page:
    """The same workout in another tab."""
    tab = phone.context.new_page()
    open_sheet(tab, wire.url, card.workout_id)
    return tab


def done(tab: Page, count: int) -> None:
    """So many sets are done there."""
    expect(tab.locator("li.set[data-status=completed]")).to_have_count(count)


def test_set_of_the_other_tab_is_shown_and_the_next_one_is_another(
    phone: Page, other: Page, card: WorkoutExercise
) -> None:
    log(phone, 5)
    done(other, 1)
    expect(row_of(other, 0).locator("input[name=reps]")).to_have_value("5")
    log(other, 6)
    done(phone, 2)
    until_sent(phone)
    assert reps(card) == [5, 6]
    assert {len(phone.locator("li.set").all()), len(other.locator("li.set").all())} == {3}


def test_what_is_changed_and_taken_back_there_is_so_here(phone: Page, other: Page, card: WorkoutExercise) -> None:
    make_set(card, reps=4, status="planned")
    for tab in (phone, other):
        tab.reload()
        be_ready(tab)
    row_of(phone, 0).locator(".set-done").click()
    done(other, 1)
    row_of(other, 0).locator("input[name=reps]").fill("7")
    row_of(other, 0).locator("input[name=reps]").press("Enter")
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("7")
    until_sent(phone)
    take_back(row_of(phone, 0))
    done(other, 0)
    until_sent(phone)
    expect(row_of(other, 0)).to_have_attribute("data-status", "planned")


def test_set_taken_back_there_before_it_was_sent_is_open_here(
    phone: Page, other: Page, wire: Wire, card: WorkoutExercise
) -> None:
    wire.hang()
    log(phone, 4)
    log(phone, 5)
    done(other, 2)
    take_back(row_of(phone, 1))
    done(other, 1)
    wire.mend()
    until_sent(phone)
    log(other, 6)
    until_rows(phone, card, [4, 6])


def test_what_is_being_typed_here_stays(phone: Page, other: Page) -> None:
    log(other, 5)
    done(phone, 1)
    row_of(phone, 1).locator("input[name=reps]").fill("12")
    row_of(other, 0).locator("input[name=reps]").fill("6")
    row_of(other, 0).locator("input[name=reps]").press("Enter")
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("6")
    expect(row_of(phone, 1).locator("input[name=reps]")).to_have_value("12")


def test_tab_that_was_told_nothing_looks_when_it_comes_up(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    phone.context.add_init_script(DEAF)
    phone.reload()
    be_ready(phone)
    other = phone.context.new_page()
    open_sheet(other, wire.url, card.workout_id)
    other.wait_for_load_state("networkidle")  # until it has nothing of its own to look for
    other.wait_for_timeout(500)
    log(phone, 5)
    until_sent(phone)
    done(other, 0)
    other.evaluate(COME_BACK)
    done(other, 1)


def test_own_taps_are_not_done_again(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    log(phone, 6)
    until_sent(phone)
    take_back(row_of(phone, 1))
    done(phone, 1)
    until_sent(phone)
    send_now(phone)
    phone.evaluate(COME_BACK)
    phone.wait_for_timeout(500)
    done(phone, 1)
    assert (len(phone.locator("li.set").all()), len(entries(phone))) == (3, 3)


def test_what_was_changed_elsewhere_since_is_not_covered_by_what_was_sent_here(
    phone: Page, card: WorkoutExercise
) -> None:
    log(phone, 5)
    until_sent(phone)
    [entry] = card.sets.all()
    change_set(entry, {"reps": 9})
    phone.reload()
    be_ready(phone)
    expect(row_of(phone, 0).locator("input[name=reps]")).to_have_value("9")
