"""The keys for those who have a keyboard: each does what the sheet says, and none of them where one types."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import keep_picture, sign_in, wcag_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Go = Callable[[str], Page]


@pytest.fixture
def workout(lifter: User) -> Workout:
    """A workout in progress: a set of squats that is done, one that isn't, and one of curls."""
    workout = make_workout(lifter, title="Legs")
    squats = make_exercise(workout, ExerciseFactory(name="Barbell Squat"))
    make_set(squats, 100)
    make_set(squats, 105, status=Set.Status.PLANNED)
    make_set(make_exercise(workout, ExerciseFactory(name="Dumbbell Curl")), 15, status=Set.Status.PLANNED)
    return workout


@pytest.fixture
def go(desk: BrowserContext, live_server: LiveServer, lifter: User) -> Go:
    """Opens an address as the lifter."""
    sign_in(desk, lifter, live_server)
    page = desk.new_page()

    def open_page(address: str) -> Page:
        page.goto(live_server.url + address)
        return page

    return open_page


def type_keys(page: Page, keys: str) -> None:
    """Press them one after the other."""
    for key in keys.split():
        page.keyboard.press(key)


def sheet_of(page: Page) -> Locator:
    """The sheet with the list of keys."""
    return page.get_by_role("dialog", name="Keyboard shortcuts")


@pytest.mark.parametrize(
    ("keys", "address"), [("g t", "/"), ("g h", "/workouts/"), ("g e", "/exercises/"), ("g b", "/body/")]
)
def test_keys_lead_to_the_main_places(go: Go, live_server: LiveServer, keys: str, address: str) -> None:
    page = go("/help/")
    type_keys(page, keys)
    expect(page).to_have_url(live_server.url + address)


def test_wrong_key_between_begins_anew(go: Go, live_server: LiveServer) -> None:
    page = go("/help/")
    type_keys(page, "g x t")
    expect(page).to_have_url(f"{live_server.url}/help/")
    type_keys(page, "g g e")
    expect(page).to_have_url(f"{live_server.url}/exercises/")


def test_key_starts_one_workout(go: Go) -> None:
    page = go("/exercises/")
    type_keys(page, "n")
    expect(page).to_have_url(re.compile("/workouts/"))
    assert Workout.objects.count() == 1


@pytest.mark.parametrize("address", ["/exercises/", "/workouts/"])
def test_key_goes_to_the_search_of_the_page(go: Go, workout: Workout, address: str) -> None:
    page = go(f"{address}?q=squat")
    type_keys(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("squat")
    page.keyboard.type("leg")  # over what stood there
    expect(page.get_by_role("searchbox")).to_have_value("leg")


def test_keys_go_through_the_sets_from_the_first_that_is_not_done(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/")
    done = page.locator(".set .set-done")
    expect(done).to_have_count(3)  # those that stand: none is open while a plan waits
    for key, place in [("j", 1), ("j", 2), ("j", 2), *(("k", place) for place in (1, 0, 0))]:
        type_keys(page, key)
        expect(done.nth(place)).to_be_focused()
    assert Set.objects.filter(status=Set.Status.COMPLETED).count() == 1


def test_key_asks_for_the_last_set_back(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/")
    page.evaluate("document.addEventListener('workset:undo', () => { document.body.dataset.undone = 'yes'; })")
    type_keys(page, "u")
    expect(page.locator("body[data-undone=yes]")).to_have_count(1)


def test_key_goes_to_finish_and_does_not_press_it(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/")
    type_keys(page, "f")
    expect(page.get_by_role("button", name="Finish")).to_be_focused()
    workout.refresh_from_db()
    assert workout.status == Workout.Status.IN_PROGRESS


def test_keys_of_a_workout_do_nothing_elsewhere(go: Go, live_server: LiveServer) -> None:
    page = go("/help/")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    type_keys(page, "j k u f /")
    expect(page).to_have_url(f"{live_server.url}/help/")
    assert faults == []


def test_keys_are_letters_where_one_types(go: Go) -> None:
    page = go("/exercises/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("gt n?/")
    expect(page.get_by_role("searchbox")).to_have_value("gt n?/")
    expect(sheet_of(page)).to_be_hidden()
    page.get_by_label("Equipment").focus()  # letters choose there
    type_keys(page, "?")
    expect(sheet_of(page)).to_be_hidden()


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_a_modifier_are_left_to_the_browser(go: Go, modifier: str) -> None:
    page = go("/help/")
    page.keyboard.press(f"{modifier}+?")
    page.wait_for_timeout(100)
    expect(sheet_of(page)).to_be_hidden()


def test_sheet_opens_closes_by_escape_and_gives_the_focus_back(go: Go, live_server: LiveServer) -> None:
    page = go("/help/")
    link = page.get_by_role("contentinfo").get_by_role("link", name="Privacy")
    link.focus()
    type_keys(page, "?")
    expect(sheet_of(page)).to_be_visible()
    expect(sheet_of(page).get_by_role("button", name="Close")).to_be_focused()
    type_keys(page, "g t")  # nothing goes on behind it
    expect(page).to_have_url(f"{live_server.url}/help/")
    page.keyboard.press("Escape")
    expect(sheet_of(page)).to_be_hidden()
    expect(link).to_be_focused()
    type_keys(page, "?")
    sheet_of(page).get_by_role("button", name="Close").click()
    expect(sheet_of(page)).to_be_hidden()


def test_sheet_is_opened_by_the_button_of_the_help_page(go: Go) -> None:
    page = go("/help/")
    button = page.get_by_role("main").get_by_role("button", name="Keyboard shortcuts")
    button.click()
    expect(sheet_of(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_sheet_says_every_key_in_words(go: Go) -> None:
    page = go("/help/")
    type_keys(page, "?")
    said = sheet_of(page).locator("dl > div").all_inner_texts()
    assert [" ".join(row.split()) for row in said] == [
        "Today g then t",
        "History g then h",
        "Exercises g then e",
        "Body g then b",
        "Next set j",
        "Previous set k",
        "Undo u",
        "To “Finish” f",
        "New workout n",
        "Search on the page /",
        "This list ?",
    ]


def test_keys_can_be_switched_off_and_on(go: Go, live_server: LiveServer) -> None:
    page = go("/help/")
    type_keys(page, "?")
    switch = sheet_of(page).get_by_role("switch", name="Use these keys")
    expect(switch).to_be_checked()
    switch.uncheck()
    page.keyboard.press("Escape")
    page.reload()
    type_keys(page, "g t ?")
    expect(page).to_have_url(f"{live_server.url}/help/")
    expect(sheet_of(page)).to_be_hidden()
    page.get_by_role("main").get_by_role("button", name="Keyboard shortcuts").click()
    expect(switch).not_to_be_checked()
    switch.check()
    page.keyboard.press("Escape")
    type_keys(page, "g t")
    expect(page).to_have_url(f"{live_server.url}/")


def test_keys_work_where_nothing_can_be_kept(go: Go, desk: BrowserContext) -> None:
    desk.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })")
    page = go("/help/")
    type_keys(page, "?")
    sheet_of(page).get_by_role("switch").uncheck()
    page.keyboard.press("Escape")
    type_keys(page, "?")
    expect(sheet_of(page)).to_be_hidden()


def test_without_script_no_button_offers_the_sheet(
    phone_without_script: Page, live_server: LiveServer, lifter: User
) -> None:
    sign_in(phone_without_script.context, lifter, live_server)
    phone_without_script.goto(f"{live_server.url}/help/")
    expect(phone_without_script.get_by_role("button", name="Keyboard shortcuts")).to_have_count(0)


def test_sheet_is_usable_by_everybody(browser: Browser, live_server: LiveServer, lifter: User) -> None:
    problems: list[str] = []
    for width, theme in product((320, 375, 1280), ("light", "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 812}, color_scheme=theme, reduced_motion="reduce"
        )
        sign_in(context, lifter, live_server)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_server.url}/help/")
        type_keys(page, "?")
        expect(sheet_of(page)).to_be_visible()
        keep_picture(page, f"shortcuts-{width}-{theme}")
        problems.extend(f"{width}, {theme}: {fault}" for fault in wcag_violations(page))
        if sheet_of(page).evaluate("sheet => sheet.scrollWidth > sheet.clientWidth"):
            problems.append(f"{width}, {theme}: wider than the screen")
        context.close()
    assert problems == []
