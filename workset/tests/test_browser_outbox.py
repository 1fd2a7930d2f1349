"""Never lost, never doubled: what was tapped on the workout page arrives once, whatever happens in between."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from workouts.models import WorkoutExercise
from workset.tests.browser import sign_in
from workset.tests.outbox import (
    be_ready,
    log,
    open_sheet,
    row_of,
    send_now,
    states,
    take_back,
    until_sent,
)
from workset.tests.phone import kill, opened, reps, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# --- Written down first ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [Page.close, kill], ids=["closed", "killed"])
def test_sets_logged_without_a_signal_outlive_the_tab_and_arrive_once_in_their_order(
    phone: Page, wire: Wire, card: WorkoutExercise, end: Any
) -> None:
    wire.cut()
    for number in (3, 1, 2):
        log(phone, number)
    context = phone.context
    end(phone)
    again = context.new_page()
    open_sheet(again, wire.url, card.workout_id)
    expect(again.locator("li.set[data-status=completed]")).to_have_count(3)
    expect(again.get_by_role("banner").get_by_role("link", name="3 waiting")).to_be_visible()
    log(again, 4)
    assert reps(card) == []
    wire.mend()
    send_now(again)
    until_sent(again)
    assert reps(card) == [3, 1, 2, 4]
    expect(again.get_by_role("banner").get_by_role("link", name="waiting")).to_have_count(0)


def test_set_whose_answer_was_lost_is_sent_again_and_stands_once(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    wire.lose_answers()
    log(phone, 5)
    until_rows(phone, card, [5])
    assert states(phone) == ["waiting"]
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [5]


def test_change_whose_answer_was_lost_is_no_clash(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    row = log(phone, 5)
    until_sent(phone)
    wire.lose_answers()
    row.locator("input[name=reps]").fill("6")
    row.locator("input[name=reps]").press("Enter")
    until_rows(phone, card, [6])
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [6]


def test_tab_killed_while_its_request_hangs_sends_it_once(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.hang()
    log(phone, 5)
    phone.wait_for_timeout(500)
    context = phone.context
    kill(phone)
    wire.mend()
    again = context.new_page()
    open_sheet(again, wire.url, card.workout_id)
    until_sent(again)
    assert reps(card) == [5]
    expect(again.locator("li.set[data-status=completed]")).to_have_count(1)


def test_page_of_before_the_taps_shows_them_though_they_are_sent(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    log(phone, 5)
    first = log(phone, 6)
    until_sent(phone)
    take_back(first)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)
    until_sent(phone)
    wire.cut()
    phone.reload()
    be_ready(phone)
    done = phone.locator("li.set[data-status=completed]")
    expect(done).to_have_count(1)
    expect(done.locator("input[name=reps]")).to_have_value("5")
    log(phone, 7)
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [5, 7]


def test_page_shown_without_a_signal_after_a_newer_one_was_seen_shows_all_the_same(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    log(phone, 5)
    until_sent(phone)
    address = phone.url
    older = phone.evaluate("async (address) => (await (await caches.match(address)).text())", address)
    phone.wait_for_timeout(2100)
    phone.reload()
    be_ready(phone)
    phone.evaluate(
        """async ([address, text, name]) => {
            const headers = { "Content-Type": "text/html; charset=utf-8" };
            await (await caches.open(name)).put(address, new Response(text, { headers }));
        }""",
        [address, older, f"pages-{card.workout.user_id}"],
    )
    wire.cut()
    phone.reload()
    be_ready(phone)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)


# --- The server can't, or isn't there -------------------------------------------------------------------------------


def test_server_that_can_not_is_asked_again(phone: Page, wire: Wire, card: WorkoutExercise, settings: Any) -> None:
    settings.MAINTENANCE = True
    log(phone, 5)
    log(phone, 6)
    phone.wait_for_timeout(500)
    assert states(phone) == ["waiting", "waiting"]
    settings.MAINTENANCE = False
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [5, 6]


def test_who_sends_too_often_waits_as_long_as_was_asked_for(
    phone: Page, card: WorkoutExercise, settings: Any, asked: list[str]
) -> None:
    settings.RATE_WRITE = "1/h"
    log(phone, 5)
    until_rows(phone, card, [5])
    log(phone, 6)
    phone.wait_for_timeout(500)
    log(phone, 7)
    send_now(phone)
    phone.wait_for_timeout(500)
    assert states(phone) == ["sent", "waiting", "waiting"]
    assert len(asked) == 2
    settings.RATE_WRITE = "1000/h"
    phone.reload()
    be_ready(phone)
    until_sent(phone)
    assert reps(card) == [5, 6, 7]


class Portal(BaseHTTPRequestHandler):
    """Answers everything with its own page, as the network of a hotel."""

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p>Welcome! Accept our terms.")

    do_GET = do_PUT = do_PATCH = do_POST = do_DELETE = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_answer_of_somebody_in_between_is_not_taken_for_the_server_s(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    server, wire.target = wire.target, ("127.0.0.1", portal.server_port)
    wire.drop()
    log(phone, 5)
    phone.wait_for_timeout(500)
    assert states(phone) == ["waiting"]
    wire.target = server
    portal.shutdown()
    portal.server_close()
    wire.drop()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [5]


# --- Two tabs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locks", [True, False], ids=["with locks", "without locks"])
def test_two_tabs_send_what_waits_once(
    context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise, asked: list[str], locks: bool
) -> None:
    if not locks:
        context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    phone = opened(context, wire, lifter, card)
    other = context.new_page()
    open_sheet(other, wire.url, card.workout_id)
    wire.cut()
    for number in range(1, 9):
        log(phone, number)
    row_of(phone, 0).locator("input[name=reps]").fill("11")
    row_of(phone, 0).locator("input[name=reps]").press("Enter")
    wire.mend()
    send_now(phone)
    send_now(other)
    until_sent(phone)
    phone.wait_for_timeout(1000)
    assert reps(card) == [11, *range(2, 9)]
    assert set(states(phone)) == {"sent"}
    if locks:
        assert len(asked) == len(set(asked)) == 9


# --- Where nothing can be kept --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })",
        "IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ],
    ids=["no store", "full"],
)
def test_forms_do_it_where_the_browser_keeps_nothing(
    context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise, script: str
) -> None:
    context.add_init_script(script)
    sign_in(context, lifter, wire)
    phone = context.new_page()
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    open_sheet(phone, wire.url, card.workout_id)
    log(phone, 5)
    until_rows(phone, card, [5])
    be_ready(phone)
    row = row_of(phone, 0)
    row.locator("input[name=reps]").fill("6")
    row.locator("input[name=reps]").press("Enter")
    until_rows(phone, card, [6])
    be_ready(phone)
    row_of(phone, 0).locator(".set-done").click()
    expect(row_of(phone, 0)).to_have_attribute("data-status", "planned")
    assert problems == []
