"""What a test or a proof does with the workout page and its outbox, in a browser."""

from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

# Evaluates to all entries of the outbox, in their order.
ENTRIES = """() => new Promise((resolve, reject) => {
    const asked = indexedDB.open("workset", 1);
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
        const all = asked.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => (asked.result.close(), resolve(all.result));
    };
})"""
# Writes entries that were read by ENTRIES and changed since.
PUT_ENTRIES = """(entries) => new Promise((resolve) => {
    const asked = indexedDB.open("workset", 1);
    asked.onsuccess = () => {
        const writing = asked.result.transaction("entries", "readwrite");
        entries.forEach((entry) => writing.objectStore("entries").put(entry));
        writing.oncomplete = () => (asked.result.close(), resolve());
    };
})"""

# Whether the worker rules the page, and the pocket copy is there.
IS_READY = """() => navigator.serviceWorker.controller !== null && new Promise((resolve) => {
    const asked = indexedDB.open("workset", 1);
    asked.onsuccess = () => {
        const count = asked.result.transaction("known").objectStore("known").count();
        count.onsuccess = () => (asked.result.close(), resolve(count.result > 0));
    };
})"""


def install(page: Page, url: str) -> None:
    """Open the logbook, and wait until its worker rules the page and keeps what it takes to log without a signal."""
    for _try in range(4):
        page.goto(url)
        page.evaluate("navigator.serviceWorker.ready")
        for _wait in range(50):
            if page.evaluate(IS_READY):
                return
            page.wait_for_timeout(100)
    raise AssertionError("The page is not ready to go without a signal.")


def open_sheet(page: Page, url: str, workout: object) -> None:
    """The page of a workout, once its script is ready."""
    page.goto(f"{url}/workouts/{workout}/")
    be_ready(page)


def be_ready(page: Page) -> None:
    """Until the script of the workout page is ready."""
    page.wait_for_selector("#sheet[data-ready]", state="attached")


def row_of(page: Page, place: int) -> Locator:
    """A set of the page, from 0."""
    return page.locator("li.set").nth(place)


def log(page: Page, reps: int, weight: str = "80") -> Locator:
    """Fill in the first open set and tap it. It is on disk when this returns."""
    row = page.locator("li.set[data-status=open]").first
    row.locator("input[name=weight]").fill(weight)
    row.locator("input[name=reps]").fill(str(reps))
    made = page.locator(f"#{row.get_attribute('id')}")
    row.locator(".set-done").click()
    expect(made).to_have_attribute("data-status", "completed")
    return made


def take_back(row: Locator) -> None:
    """Press the mark of a set that was logged a moment ago; a second tap sooner belongs to the first."""
    row.page.wait_for_timeout(600)
    row.locator(".set-done").click()


def entries(page: Page) -> list[dict[str, Any]]:
    """What the outbox holds. A page that goes to another one while it is asked is asked there."""
    try:
        found: list[dict[str, Any]] = page.evaluate(ENTRIES)
    except Error:
        page.wait_for_load_state()
        found = page.evaluate(ENTRIES)
    return found


def states(page: Page) -> list[str]:
    """How far each entry is, in their order."""
    return [entry["state"] for entry in entries(page)]


def send_now(page: Page) -> None:
    """What the browser tells a page when the connection is back."""
    page.evaluate("dispatchEvent(new Event('online'))")


def until_sent(page: Page, seconds: float = 20.0) -> None:
    """Until nothing waits and nothing needs attention."""
    for _try in range(int(seconds * 10)):
        found = states(page)
        if set(found) <= {"sent"}:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Not sent: {entries(page)}")


def until_states(page: Page, wanted: list[str]) -> None:
    """Until the entries are that far."""
    for _try in range(150):
        if states(page) == wanted:
            return
        page.wait_for_timeout(100)
    assert states(page) == wanted
