"""What the server can't take doesn't hold up what it can, and what a wrong clock said is put right."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import Page, expect

from workouts.models import Set, Workout, WorkoutExercise
from workset.tests.outbox import PUT_ENTRIES, be_ready, entries, log, send_now, states, until_sent, until_states
from workset.tests.phone import reps, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRIES = 3
LATER = """
const Real = Date;
globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + %d * 3600 * 1000); }
    static now() { return Real.now() + %d * 3600 * 1000; }
};
"""


def fail(phone: Page, status: int) -> None:
    """Let what was logged last be answered like this, with a page that no script can read."""
    phone.route(f"**{entries(phone)[-1]['path']}", lambda route: route.fulfill(status=status, body="<p>No."))


def send_so_often(phone: Page, times: int) -> None:
    """Let the outbox try again by itself, so many times, without waiting for its own pauses."""
    for _time in range(times):
        send_now(phone)
        phone.wait_for_timeout(500)


@pytest.mark.parametrize("status", [500, 502])
def test_set_that_always_fails_does_not_hold_up_the_others(
    phone: Page, wire: Wire, card: WorkoutExercise, status: int
) -> None:
    wire.cut()
    log(phone, 5)
    fail(phone, status)
    log(phone, 6)
    log(phone, 7)
    wire.mend()
    send_so_often(phone, TRIES)
    until_rows(phone, card, [6, 7])
    assert states(phone) == ["waiting", "sent", "sent"]
    phone.goto(f"{wire.url}/waiting/")
    row = phone.locator(".unsent-row")
    expect(row).to_contain_text("The server failed on it")
    row.get_by_role("button", name="Discard").click()
    phone.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(phone.get_by_role("heading", name="Nothing waits")).to_be_visible()


def test_set_that_failed_is_sent_once_the_server_can(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.cut()
    log(phone, 5)
    fail(phone, 500)
    wire.mend()
    send_so_often(phone, TRIES + 1)
    assert states(phone) == ["waiting"]
    phone.unroute_all()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [5]


def test_refusal_that_nobody_can_read_needs_attention_in_the_end(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    wire.cut()
    row = log(phone, 5)
    fail(phone, 413)
    log(phone, 6)
    wire.mend()
    send_now(phone)
    phone.wait_for_timeout(500)
    assert states(phone) == ["waiting", "waiting"]
    send_so_often(phone, TRIES)
    until_states(phone, ["refused", "sent"])
    expect(row.get_by_role("alert")).to_contain_text("413")
    assert reps(card) == [6]


# --- The phone's clock ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [40, -40 * 24])
def test_workout_of_a_phone_whose_clock_is_wrong_arrives(
    phone: Page, workout: Workout, card: WorkoutExercise, hours: int
) -> None:
    phone.add_init_script(LATER % (hours, hours))
    phone.reload()
    be_ready(phone)
    log(phone, 5)
    log(phone, 6)
    phone.get_by_role("button", name="Finish").click()
    until_sent(phone)
    assert reps(card) == [5, 6]
    workout.refresh_from_db()
    assert workout.status == Workout.Status.COMPLETED
    if hours > 0:
        # An answer tells the time to a second, and is read later than it was written.
        assert workout.completed_at is not None
        assert not Set.objects.filter(completed_at__gt=workout.completed_at + timedelta(seconds=10)).exists()


def test_time_that_was_wrong_when_the_clock_was_is_no_later_than_now(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    wire.cut()
    log(phone, 5)
    [entry] = entries(phone)
    late = clock.now() + timedelta(hours=40)
    phone.evaluate(PUT_ENTRIES, [entry | {"body": entry["body"] | {"completed_at": late.isoformat()}}])
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert Set.objects.get().completed_at <= clock.now()
