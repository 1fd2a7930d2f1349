"""The app in a real Chromium: what is shown without a connection, to whom, and what is said of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import PASSWORD
from workouts.models import Workout
from workouts.tests.factories import make_workout
from workset import app_shell
from workset.tests.browser import PHONE, wait_until
from workset.tests.wire import Wire, wire_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES_KEPT = """async () => Object.fromEntries(await Promise.all(
    (await caches.keys()).filter((name) => name.startsWith("pages-")).map(async (name) => {
        const keys = await (await caches.open(name)).keys();
        return [name.slice(6), keys.map((one) => new URL(one.url).pathname)];
    })))"""


@pytest.fixture
def wire(live_server: LiveServer) -> Iterator[Wire]:
    """What stands between the phone and the server."""
    with wire_to(live_server.url) as wire:
        yield wire


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone, with script."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", has_touch=True)
    yield context.new_page()
    context.close()


def sign_in(context: BrowserContext, user: User, wire: Wire) -> None:
    """Let the phone go on as `user`."""
    client = Client()
    client.force_login(user)
    session = client.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": wire.url}])


def kept(page: Page) -> dict[str, list[str]]:
    """Paths of the pages that are kept, by account."""
    return page.evaluate(PAGES_KEPT)


def wait_for_kept(page: Page, expected: dict[str, list[str]]) -> None:
    """Until exactly these pages are kept; they are written after the page was shown."""
    for _try in range(50):
        if {name: sorted(paths) for name, paths in kept(page).items()} == expected:
            return
        page.wait_for_timeout(100)
    assert kept(page) == expected


@pytest.fixture
def app(phone: Page, wire: Wire, lifter: User) -> Page:
    """The lifter's phone, on which the worker is installed and Today was opened."""
    sign_in(phone.context, lifter, wire)
    install(phone, wire)
    wait_for_kept(phone, {str(lifter.pk): ["/"]})
    return phone


def install(page: Page, wire: Wire) -> None:
    """Open the logbook and wait until its worker rules the page."""
    page.goto(wire.url)
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, "navigator.serviceWorker.controller !== null")


def add_entry(page: Page, user: User, **values: object) -> None:
    """Something in the outbox, written down as the logging page does it."""
    entry = {
        "account": str(user.pk),
        "workout": "01930000-0000-7000-8000-000000000001",
        "kind": "set",
        "id": "01930000-0000-7000-8000-000000000002",
        "method": "PUT",
        "path": "/api/v1/sets/01930000-0000-7000-8000-000000000002",
        "body": {"weight": "80", "reps": 8},
        "etag": "",
        "needs": [],
        "state": "waiting",
        "tried": False,
        "answer": None,
        "saved_at": 1795000000000,
        "label": "Barbell Squat, set 2: 80 kg",
    }
    page.evaluate(
        """(entry) => new Promise((resolve, reject) => {
            const asked = indexedDB.open("workset", 1);
            asked.onerror = () => reject(asked.error);
            asked.onsuccess = () => {
                const writing = asked.result.transaction("entries", "readwrite");
                writing.objectStore("entries").add(entry);
                writing.oncomplete = () => (asked.result.close(), resolve());
            };
        })""",
        entry | values,
    )


# --- Without a connection -------------------------------------------------------------------------------------------


def test_page_that_was_seen_is_shown_without_a_server_and_says_of_when_it_is(
    app: Page, wire: Wire, lifter: User
) -> None:
    workout = make_workout(lifter, title="Leg day")
    app.goto(f"{wire.url}/workouts/{workout.pk}/")
    wait_for_kept(app, {str(lifter.pk): ["/", f"/workouts/{workout.pk}/"]})
    wire.cut()
    app.reload()
    expect(app.get_by_role("heading", name="Leg day")).to_be_visible()
    expect(app.get_by_role("status").filter(has_text="No connection: this page is from")).to_be_visible()
    assert app.evaluate("getComputedStyle(document.querySelector('.brand')).display") == "flex"


def test_page_on_which_the_worker_was_installed_is_kept_as_well(app: Page, wire: Wire) -> None:
    wire.cut()
    app.goto(wire.url)
    expect(app.get_by_role("heading", name="Today")).to_be_visible()


def test_page_that_was_not_seen_says_what_works_without_a_connection(app: Page, wire: Wire) -> None:
    wire.cut()
    answer = app.goto(f"{wire.url}/body/")
    assert answer is not None
    assert answer.status == 503
    expect(app.get_by_role("heading", name="No connection")).to_be_visible()
    expect(app.get_by_role("main").get_by_role("link", name="Start a workout")).to_have_attribute(
        "href", "/workouts/new/"
    )
    wire.mend()
    app.get_by_role("button", name="Try again").click()
    expect(app.get_by_role("heading", name="Body")).to_be_visible()


def test_workout_that_was_not_seen_opens_as_an_empty_one_without_a_server(app: Page, wire: Wire, lifter: User) -> None:
    workout = make_workout(lifter)
    wire.cut()
    app.goto(f"{wire.url}/workouts/new/")
    expect(app.get_by_role("heading", name="Start a workout")).to_be_visible()
    add_entry(app, lifter, kind="workout", workout=str(workout.pk), id=str(workout.pk), body={"status": "in_progress"})
    app.goto(f"{wire.url}/workouts/{workout.pk}/")
    expect(app.get_by_role("heading", name="Workout", exact=True)).to_be_visible()


def test_page_that_takes_long_is_waited_for_where_nothing_else_can_be_shown(app: Page, wire: Wire) -> None:
    wire.slow(4.0)
    app.goto(f"{wire.url}/body/")
    expect(app.get_by_role("heading", name="Body")).to_be_visible()


@pytest.mark.parametrize("seconds", [5.0, 3600.0], ids=["late", "never"])
def test_page_without_an_answer_is_shown_as_it_was_after_three_seconds(app: Page, wire: Wire, seconds: float) -> None:
    wire.slow(seconds)
    app.goto(wire.url, wait_until="commit")
    taken = app.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    assert 2900 <= taken <= 4500
    expect(app.get_by_role("heading", name="Today")).to_be_visible()


def test_page_after_a_form_is_waited_for_and_shows_what_was_sent(app: Page, wire: Wire) -> None:
    app.goto(f"{wire.url}/body/")
    app.get_by_label("Bodyweight, kg").fill("81")
    app.get_by_role("button", name="Record").click()
    expect(app.get_by_role("main")).to_contain_text("81")
    app.wait_for_timeout(500)
    app.get_by_label("Bodyweight, kg").fill("82,5")
    wire.slow(4.0)
    app.get_by_role("button", name="Record").click(no_wait_after=True)
    expect(app.get_by_role("main")).to_contain_text("82.5", timeout=15_000)


def test_late_answer_is_kept_for_the_next_time(app: Page, wire: Wire, lifter: User) -> None:
    make_workout(lifter, title="Came late", status=Workout.Status.IN_PROGRESS)
    wire.slow(4.0)
    app.goto(wire.url)
    expect(app.get_by_text("Came late")).to_have_count(0)
    app.wait_for_timeout(3000)
    wire.cut()
    app.reload()
    expect(app.get_by_text("Came late").first).to_be_visible()


def test_answer_that_the_server_is_away_gives_way_to_what_is_kept(app: Page, wire: Wire, settings: Any) -> None:
    settings.MAINTENANCE = True
    app.reload()
    expect(app.get_by_role("heading", name="Today")).to_be_visible()
    app.goto(f"{wire.url}/body/")
    expect(app.get_by_role("heading", name="Workset is being worked on")).to_be_visible()


def test_form_without_a_connection_says_that_nothing_was_saved(app: Page, wire: Wire, lifter: User) -> None:
    app.goto(f"{wire.url}/body/")
    wire.cut()
    app.get_by_label("Bodyweight, kg").fill("82,5")
    with app.expect_response(lambda one: one.request.is_navigation_request()) as sent:
        app.get_by_role("button", name="Record").click()
    assert sent.value.status == 503
    expect(app.get_by_role("heading", name="Not saved: no connection")).to_be_visible()
    app.get_by_role("button", name="Go back").click()
    expect(app).to_have_url(f"{wire.url}/body/")
    assert "/offline/not-saved/" not in kept(app)[str(lifter.pk)]


def test_answers_for_programs_are_never_kept(app: Page, wire: Wire, lifter: User) -> None:
    app.evaluate("fetch('/api/v1/me')")
    app.goto(f"{wire.url}/api/v1/me")
    app.goto(f"{wire.url}/settings/security/")
    app.goto(f"{wire.url}/help/")
    wait_for_kept(app, {str(lifter.pk): ["/", "/help/"]})
    every = app.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""
    )
    assert [path for path in every if path.startswith(("/api", "/known", "/admin", "/sw.js"))] == []


def test_only_the_newest_pages_are_kept(app: Page, wire: Wire, lifter: User) -> None:
    app.evaluate(
        """async (name) => {
            const cache = await caches.open(name);
            for (let number = 0; number < 60; number += 1) {
                await cache.put(`/workouts/?page=${number}`, new Response("old"));
            }
        }""",
        f"pages-{lifter.pk}",
    )
    app.goto(f"{wire.url}/help/")
    wait_until(app, f"caches.open('pages-{lifter.pk}').then((cache) => cache.match('/help/')).then(Boolean)")
    app.wait_for_timeout(500)
    found = kept(app)[str(lifter.pk)]
    assert (len(found), found[-1], "/" in found) == (60, "/help/", False)


# --- One person at a time -------------------------------------------------------------------------------------------


def test_pages_of_one_person_are_gone_once_another_is_signed_in(
    app: Page, wire: Wire, lifter: User, stranger: User
) -> None:
    app.goto(f"{wire.url}/workouts/")
    wait_for_kept(app, {str(lifter.pk): ["/", "/workouts/"]})
    sign_in(app.context, stranger, wire)
    app.goto(f"{wire.url}/help/")
    wait_for_kept(app, {str(stranger.pk): ["/help/"]})
    wire.cut()
    app.goto(f"{wire.url}/workouts/")
    expect(app.get_by_role("heading", name="No connection")).to_be_visible()


def test_late_page_of_one_person_is_not_kept_for_the_next(app: Page, wire: Wire, lifter: User, stranger: User) -> None:
    other = app.context.new_page()
    wire.slow(5.0)
    other.evaluate("(address) => void setTimeout(() => location.assign(address))", f"{wire.url}/workouts/")
    other.wait_for_timeout(500)
    wire.delay = 0.0
    sign_in(app.context, stranger, wire)
    app.goto(f"{wire.url}/help/")
    other.wait_for_timeout(6000)
    assert kept(app) == {str(stranger.pk): ["/help/"]}


def test_signing_out_leaves_nothing_on_the_device(app: Page, wire: Wire) -> None:
    app.goto(f"{wire.url}/more/")
    assert app.evaluate("localStorage.getItem('workset:account')")
    app.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(app.get_by_role("link", name="Sign up").first).to_be_visible()
    wait_for_kept(app, {})
    assert app.evaluate("localStorage.getItem('workset:account')") is None
    wire.cut()
    app.goto(wire.url)
    expect(app.get_by_role("heading", name="No connection")).to_be_visible()


def test_device_that_was_signed_out_from_elsewhere_forgets_at_the_next_page(
    app: Page, wire: Wire, lifter: User
) -> None:
    app.context.clear_cookies()
    app.goto(f"{wire.url}/help/")
    wait_for_kept(app, {})
    assert app.evaluate("localStorage.getItem('workset:account')") is None


# --- A new version --------------------------------------------------------------------------------------------------


def test_new_version_is_offered_and_comes_when_asked_for(
    app: Page, wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "worker.js"
    changed.write_text(app_shell.WORKER.read_text() + "\n// another one\n")
    monkeypatch.setattr(app_shell, "WORKER", changed)
    app.goto(f"{wire.url}/body/")
    app.get_by_label("Bodyweight, kg").fill("82,5")
    notice = app.get_by_role("status").filter(has_text="A new version is ready.")
    expect(notice).to_be_visible()
    app.wait_for_timeout(500)
    expect(app.get_by_label("Bodyweight, kg")).to_have_value("82,5")
    with app.expect_navigation():
        notice.get_by_role("button", name="Reload").click()
    expect(app.get_by_role("heading", name="Body")).to_be_visible()
    app.wait_for_timeout(500)
    expect(notice).to_have_count(0)


# --- What waits -----------------------------------------------------------------------------------------------------


def test_header_says_how_much_waits_and_leads_to_it(app: Page, wire: Wire, lifter: User, stranger: User) -> None:
    add_entry(app, stranger)
    add_entry(app, lifter)
    wire.cut()
    app.reload()
    link = app.get_by_role("banner").get_by_role("link", name="1 waiting")
    link.click()
    expect(app.get_by_role("listitem").filter(has_text="Barbell Squat, set 2: 80 kg")).to_have_count(1)
    expect(app.get_by_text("Saved here, waiting")).to_be_visible()


def test_page_of_what_waits_is_empty_where_nothing_does(app: Page, wire: Wire) -> None:
    wire.cut()
    app.goto(f"{wire.url}/waiting/")
    expect(app.get_by_role("heading", name="Nothing waits")).to_be_visible()
    expect(app.get_by_role("banner").get_by_role("link", name=re.compile("waiting|attention"))).to_have_count(0)


def test_refused_entry_says_why_and_is_discarded_after_a_question(app: Page, wire: Wire, lifter: User) -> None:
    answer = {"status": 400, "etag": "", "date": 0, "message": "Reps: at most 1000.", "current": None}
    add_entry(app, lifter, state="refused", answer=answer)
    app.goto(f"{wire.url}/waiting/")
    row = app.get_by_role("listitem").filter(has_text="Barbell Squat")
    expect(row).to_contain_text("Needs attention")
    expect(row).to_contain_text("Reps: at most 1000.")
    expect(app.get_by_role("link", name="1 needs attention")).to_be_visible()
    row.get_by_role("button", name="Discard").click()
    app.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Discard").click()
    app.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(app.get_by_role("heading", name="Nothing waits")).to_be_visible()


def test_clash_shows_both_and_theirs_can_be_taken(app: Page, wire: Wire, lifter: User) -> None:
    current = {"weight": 82.5, "reps": 8, "status": "completed"}
    answer = {"status": 412, "etag": '"x"', "date": 0, "message": "", "current": current}
    add_entry(app, lifter, method="PATCH", state="clash", answer=answer)
    app.goto(f"{wire.url}/waiting/")
    expect(app.get_by_role("row", name="Weight 80 82.5")).to_be_visible()
    expect(app.get_by_role("row", name=re.compile("Reps"))).to_have_count(0)
    app.get_by_role("button", name="Take theirs").click()
    expect(app.get_by_role("heading", name="Nothing waits")).to_be_visible()


def test_signing_out_with_unsent_sets_asks_first(app: Page, wire: Wire, lifter: User) -> None:
    answer = {"status": 400, "etag": "", "date": 0, "message": "No.", "current": None}
    add_entry(app, lifter, state="refused", answer=answer)
    app.goto(f"{wire.url}/more/")
    sign_out = app.get_by_role("main").get_by_role("button", name="Sign out")
    sign_out.click()
    dialog = app.get_by_role("dialog", name="Sign out with unsent sets?")
    expect(dialog).to_contain_text("One change on this device has not been sent yet.")
    dialog.get_by_role("button", name="Stay").click()
    expect(app).to_have_url(f"{wire.url}/more/")
    sign_out.click()
    dialog.get_by_role("button", name="Sign out anyway").click()
    expect(app.get_by_role("link", name="Sign up").first).to_be_visible()
    app.goto(f"{wire.url}/waiting/")
    expect(app.get_by_role("heading", name="Nobody is signed in")).to_be_visible()
    app.goto(f"{wire.url}/sign-in/")
    app.get_by_label("E-mail").fill(lifter.email)
    app.get_by_label("Password", exact=True).fill(PASSWORD)
    app.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(app.get_by_role("link", name="1 needs attention")).to_be_visible()


def test_browser_sends_what_waits_when_no_page_is_open(app: Page, wire: Wire, lifter: User) -> None:
    pk = "01930000-0000-7000-8000-000000000001"
    wire.cut()
    add_entry(app, lifter, kind="workout", id=pk, path=f"/api/v1/workouts/{pk}", body={"status": "in_progress"})
    app.goto("about:blank")
    wire.mend()
    wake(app, wire)
    for _try in range(50):
        if Workout.objects.exists():
            break
        app.wait_for_timeout(100)
    assert [str(one.pk) for one in Workout.objects.for_user(lifter)] == [pk]


def wake(page: Page, wire: Wire) -> None:
    """What the browser does by itself some time after the connection is back."""
    found: list[dict[str, str]] = []
    session = page.context.new_cdp_session(page)
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    [registration] = {one["registrationId"] for one in found if one["scopeURL"] == f"{wire.url}/"}
    event = {"origin": f"{wire.url}/", "registrationId": registration, "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", event)


# --- Without a secure context ---------------------------------------------------------------------------------------


def test_logbook_works_over_plain_http_where_there_is_no_worker(phone: Page, wire: Wire) -> None:
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    phone.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })")
    phone.goto(f"{wire.url}/help/")
    expect(phone.get_by_role("heading", name="Help", exact=True)).to_be_visible()
    assert problems == []
