"""From sign-up to the bin and back without a pointer: everything is reached by Tab, and seen while it is reached."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workouts.tests.factories import make_workout
from workset.tests.browser import sign_in, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 60
# Whether the browser has its copy of what can be chosen.
KNOWS_EXERCISES = """() => new Promise(resolve => {
    const opening = indexedDB.open("workset");
    opening.onupgradeneeded = () => opening.transaction.abort();  // not made yet: it is the page's to make
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
        const asked = opening.result.transaction("known").objectStore("known").count();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result > 0); };
    };
})"""
# What has the focus is marked, and nothing lies over it.
FOCUS_IS_SEEN = """element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    return marked && top !== null && (element.contains(top) || top.contains(element));
}"""


def tab_to(page: Page, target: Locator) -> Locator:
    """Press Tab until `target` has the focus; each stop on the way has to be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        held = page.locator(":focus")
        if held.count() == 0:  # between the page's end and its beginning lies the browser itself
            continue
        assert held.evaluate(FOCUS_IS_SEEN), f"The focus can't be seen: {held.evaluate('element => element.outerHTML')}"
        if target.first.evaluate("element => element === document.activeElement"):
            return target.first
    raise AssertionError(f"{target} is not reached in {MOST_STOPS} stops")


def enter(page: Page) -> None:
    """Press Enter and wait for the page to which it leads."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, role: str, name: str | re.Pattern) -> None:
    """Reach something of the page and press Enter."""
    tab_to(page, page.get_by_role("main").get_by_role(role, name=name))
    enter(page)


def write(page: Page, label: str, text: str) -> None:
    """Reach a field and type over what it says."""
    tab_to(page, page.get_by_role("main").get_by_label(label, exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def sign_up(page: Page, address: str) -> None:
    """From nothing to the page Today."""
    page.goto(f"{address}/sign-up/")
    write(page, "E-mail", "newcomer@example.org")
    write(page, "Password", "iron-and-chalk-42")
    enter(page)
    press(page, "button", "Skip the rest")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")


def finish_and_find(page: Page) -> None:
    """End the workout, and come back to it by the history."""
    tab_to(page, page.get_by_role("main").get_by_role("button", name="Finish"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/report/$"), timeout=15_000)
    tab_to(page, page.get_by_role("navigation").get_by_role("link", name="History"))
    enter(page)
    press(page, "link", re.compile("workout", re.IGNORECASE))
    assert Workout.objects.get().status == Workout.Status.COMPLETED
    assert (str(Set.objects.get().weight), Set.objects.get().reps) == ("62.500", 6)


def test_logbook_is_used_by_keyboard_alone_without_script(live_server: LiveServer, phone_without_script: Page) -> None:
    ExerciseFactory(name="Barbell Bench Press")
    page = phone_without_script
    sign_up(page, live_server.url)
    press(page, "button", "Start a workout")
    press(page, "link", "Add an exercise")
    write(page, "Name of the exercise", "bench")
    enter(page)
    press(page, "button", re.compile("Barbell Bench Press"))
    write(page, "Set 1: Weight, kg", "62,5")
    write(page, "Set 1: Reps", "6")
    enter(page)
    expect(page.get_by_label("Set 1: Reps")).to_have_value("6")
    expect(page.get_by_role("button", name="Set 1: done")).to_have_attribute("aria-pressed", "true")
    page.reload()
    finish_and_find(page)


@pytest.fixture
def app(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps pages for later."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.mark.parametrize("size", [(375, 812), (1280, 900)], ids=["phone", "wide"])
def test_logbook_is_used_by_keyboard_alone(live_server: LiveServer, app: BrowserContext, size: tuple) -> None:
    ExerciseFactory(name="Barbell Bench Press")
    page = app.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_up(page, live_server.url)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    wait_until(page, KNOWS_EXERCISES)
    press(page, "button", "Start a workout")
    page.wait_for_selector("#sheet[data-ready]")
    tab_to(page, page.get_by_role("main").get_by_role("link", name="Add an exercise"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Add an exercise")).to_be_visible()
    write(page, "Name of the exercise", "bench")
    tab_to(page, page.get_by_role("dialog").get_by_role("button", name=re.compile("Barbell Bench Press")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Set 1: done")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Set 1: Weight, lb")).to_be_focused()  # the browser is an American one
    page.keyboard.type("62,5")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Set 1: Reps")).to_be_focused()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Set 1: done")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Set 1: Reps")).to_have_value("6")
    page.wait_for_selector("li.set[data-sync=sent]")
    finish_and_find(page)


def test_menu_of_a_workout_opens_and_deletes_by_keyboard(
    live_server: LiveServer, desk: BrowserContext, lifter: User
) -> None:
    workout = make_workout(lifter)
    sign_in(desk, lifter, live_server)
    page = desk.new_page()
    page.goto(f"{live_server.url}/workouts/{workout.pk}/")
    tab_to(page, page.locator("summary").and_(page.get_by_label("More about this workout")))
    page.keyboard.press("Enter")
    press(page, "button", "Delete workout")
    expect(page.get_by_text("Workout deleted.")).to_be_visible()
    press(page, "button", "Undo")
    expect(page.get_by_text("Workout restored.")).to_be_visible()
    assert Workout.objects.get().deleted_at is None
