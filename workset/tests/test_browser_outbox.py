"""Never lost, never doubled: what was tapped on the workout page arrives once, whatever happens in between."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings as project
from django.core.signals import request_started
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from accounts.tests.factories import PASSWORD
from exercises.models import Exercise
from workouts.logbook.bin import move_to_bin
from workouts.logbook.sets import change_set, delete_set
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.browser import sign_in
from workset.tests.outbox import (
    PUT_ENTRIES,
    be_ready,
    entries,
    install,
    log,
    open_sheet,
    row_of,
    send_now,
    states,
    take_back,
    until_sent,
    until_states,
)
from workset.tests.phone import kill, opened, reps, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in_by_form(page: Page, user: User) -> None:
    """As a person does it."""
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Method and path of each request that reached the server's API."""
    found: list[str] = []

    def note(environ: dict[str, Any] | None = None, **_: object) -> None:
        if environ and environ["PATH_INFO"].startswith("/api/v1/") and environ["REQUEST_METHOD"] != "GET":
            found.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")

    request_started.connect(note)
    yield found
    request_started.disconnect(note)


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


# --- Whose it is ----------------------------------------------------------------------------------------------------


def test_who_was_signed_out_is_asked_to_sign_in_and_nothing_is_lost(
    phone: Page, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    phone.context.clear_cookies(name=project.SESSION_COOKIE_NAME)
    log(phone, 5)
    log(phone, 6)
    notice = phone.get_by_role("status").filter(has_text="Sign in again")
    expect(notice).to_be_visible()
    assert (states(phone), reps(card)) == (["waiting", "waiting"], [])
    notice.get_by_role("link", name="Sign in").click()
    sign_in_by_form(phone, lifter)
    until_sent(phone)
    assert reps(card) == [5, 6]


def test_somebody_else_neither_sees_nor_sends_it(
    phone: Page, wire: Wire, lifter: User, stranger: User, card: WorkoutExercise
) -> None:
    wire.cut()
    log(phone, 5)
    [entry] = entries(phone)
    phone.goto("about:blank")
    sign_in(phone.context, stranger, wire)
    wire.mend()
    phone.goto(wire.url)
    send_now(phone)
    phone.goto(f"{wire.url}/waiting/")
    expect(phone.get_by_role("heading", name="Nothing waits")).to_be_visible()
    expect(phone.get_by_role("banner").get_by_role("link", name="waiting")).to_have_count(0)
    assert (states(phone), Set.objects.count()) == (["waiting"], 0)
    answer = phone.evaluate(
        """async ({ path, account, body }) => (await fetch(path, {
            method: "PUT", body: JSON.stringify(body),
            headers: { "Content-Type": "application/json", "Workset-Account": account, "If-None-Match": "*",
                       "X-CSRFToken": document.cookie.match(/csrf=([^;]+)/)[1] },
        })).status""",
        entry,
    )
    assert (answer, Set.objects.count()) == (401, 0)
    sign_in(phone.context, lifter, wire)
    phone.goto(wire.url)
    until_sent(phone)
    assert reps(card) == [5]


def test_page_that_was_left_open_sends_nothing_as_somebody_else(
    phone: Page, wire: Wire, stranger: User, card: WorkoutExercise
) -> None:
    sign_in(phone.context, stranger, wire)
    log(phone, 5)
    expect(phone.get_by_role("status").filter(has_text="Sign in again")).to_be_visible()
    assert (states(phone), Set.objects.count()) == (["waiting"], 0)


def test_token_that_changed_meanwhile_is_the_one_that_is_sent(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    phone.context.add_cookies([{"name": project.CSRF_COOKIE_NAME, "value": "a" * 32, "url": wire.url}])
    log(phone, 5)
    until_sent(phone)
    phone.context.clear_cookies(name=project.CSRF_COOKIE_NAME)
    log(phone, 6)
    expect(phone.get_by_role("status").filter(has_text="Sign in again")).to_be_visible()
    phone.reload()
    until_sent(phone)
    assert reps(card) == [5, 6]


# --- What needs a decision ------------------------------------------------------------------------------------------


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


# --- Changed and taken back -----------------------------------------------------------------------------------------


def test_set_taken_back_before_it_was_sent_never_arrives(
    phone: Page, wire: Wire, card: WorkoutExercise, asked: list[str]
) -> None:
    wire.hang()
    log(phone, 4)
    log(phone, 5)
    take_back(row_of(phone, 1))
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(1)
    until_states(phone, ["waiting"])
    wire.mend()
    until_sent(phone)
    assert (reps(card), len(asked)) == ([4], 1)


def test_set_taken_back_that_may_have_arrived_is_deleted(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.cut()
    log(phone, 5)
    take_back(row_of(phone, 0))
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(0)
    log(phone, 6)
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == [6]


def test_set_taken_back_while_it_is_sent_is_deleted(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.lose_answers()
    log(phone, 5)
    until_rows(phone, card, [5])
    take_back(row_of(phone, 0))
    until_states(phone, ["waiting", "waiting"])
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert reps(card) == []


def test_set_taken_back_after_it_was_sent_is_deleted(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    until_sent(phone)
    take_back(row_of(phone, 0))
    until_rows(phone, card, [])
    log(phone, 6)
    until_sent(phone)
    assert reps(card) == [6]


def test_changes_before_and_after_sending_are_one_set(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.hang()
    log(phone, 4)
    row = log(phone, 5)
    for number in ("6", "7"):
        row.locator("input[name=reps]").fill(number)
        row.locator("input[name=reps]").press("Enter")
        phone.wait_for_timeout(300)
    assert [(one["method"], one["body"]["reps"]) for one in entries(phone)] == [("PUT", 4), ("PUT", 7)]
    wire.mend()
    until_sent(phone)
    for number in ("8", "9"):
        row.locator("input[name=reps]").fill(number)
        row.locator("input[name=reps]").press("Enter")
    until_rows(phone, card, [4, 9])
    until_sent(phone)


def test_workout_finished_without_a_signal_can_be_changed_before_it_is_sent(
    phone: Page, wire: Wire, workout: Workout, card: WorkoutExercise
) -> None:
    for number in (5, 6):
        make_set(card, reps=number, status="planned")
    phone.reload()
    be_ready(phone)
    wire.cut()
    row_of(phone, 0).locator(".set-done").click()
    expect(row_of(phone, 0)).to_have_attribute("data-status", "completed")
    phone.get_by_role("button", name="Finish").click()
    phone.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(phone.get_by_text("Workout finished.")).to_be_visible()
    row_of(phone, 1).locator(".set-done").click()
    expect(row_of(phone, 1)).to_have_attribute("data-status", "completed")
    row_of(phone, 0).locator("input[name=reps]").fill("4")
    row_of(phone, 0).locator("input[name=reps]").press("Enter")
    phone.wait_for_timeout(300)
    wire.mend()
    send_now(phone)
    until_sent(phone)
    workout.refresh_from_db()
    assert workout.status == Workout.Status.COMPLETED
    assert list(Set.objects.order_by("set_number").values_list("reps", "status")) == [
        (4, "completed"),
        (6, "completed"),
    ]


# --- A whole workout ------------------------------------------------------------------------------------------------


def make_own(page: Page, name: str) -> None:
    """Choose an exercise that there isn't yet."""
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name=re.compile("Make your own")).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_whole_workout_without_a_signal_with_an_own_exercise_arrives_as_it_was_done(
    context: BrowserContext, wire: Wire, lifter: User, squat: Exercise
) -> None:
    sign_in(context, lifter, wire)
    phone = context.new_page()
    install(phone, wire.url)
    wire.cut()
    phone.goto(f"{wire.url}/workouts/new/")
    phone.get_by_role("button", name="Start an empty workout").click()
    be_ready(phone)
    phone.get_by_role("link", name="Add an exercise").first.click()
    phone.get_by_role("button", name=re.compile("Barbell Squat")).click()
    log(phone, 5)
    phone.get_by_role("link", name="Add an exercise").last.click()
    make_own(phone, "Zercher Carry")
    own = phone.locator("section.exercise").nth(1)
    own.locator("li.set[data-status=open] input[name=weight]").first.fill("40")
    own.locator("li.set[data-status=open] input[name=reps]").first.fill("12")
    own.locator("li.set[data-status=open] .set-done").first.click()
    expect(own.locator("li.set[data-status=completed]")).to_have_count(1)
    address = phone.url
    kill(phone)
    phone = context.new_page()
    phone.goto(address)
    be_ready(phone)
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(2)
    phone.get_by_role("button", name="Finish").click()
    expect(phone.get_by_text("Workout finished.")).to_be_visible()
    wire.mend()
    send_now(phone)
    until_sent(phone)
    [workout] = Workout.objects.for_user(lifter)
    assert workout.status == Workout.Status.COMPLETED
    done = Set.objects.order_by("workout_exercise__order").values_list("workout_exercise__exercise__name", "reps")
    assert list(done) == [("Barbell Squat", 5), ("Zercher Carry", 12)]
    assert Exercise.objects.get(name="Zercher Carry").owner == lifter


def test_exercise_swapped_for_one_made_afterwards_waits_for_it(
    context: BrowserContext, wire: Wire, lifter: User, squat: Exercise
) -> None:
    sign_in(context, lifter, wire)
    phone = context.new_page()
    install(phone, wire.url)
    wire.cut()
    phone.goto(f"{wire.url}/workouts/new/")
    phone.get_by_role("button", name="Start an empty workout").click()
    be_ready(phone)
    phone.get_by_role("link", name="Add an exercise").first.click()
    phone.get_by_role("button", name=re.compile("Barbell Squat")).click()
    phone.locator("section.exercise details summary").first.click()
    phone.get_by_role("link", name=re.compile("^Swap")).first.click()
    make_own(phone, "Zercher Carry")
    log(phone, 5)
    wire.mend()
    send_now(phone)
    until_sent(phone)
    [row] = WorkoutExercise.objects.all()
    assert (row.exercise.name, reps(row)) == ("Zercher Carry", [5])


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
