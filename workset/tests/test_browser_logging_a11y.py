"""The workout page with its script, in each state that a tap can bring it into: usable by everybody, quiet, no wider
than the screen, and without a pointer."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone as clock
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import UserFactory
from workouts.logbook.sets import change_set
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import keep_picture, sign_in, wcag_violations
from workset.tests.outbox import until_sent
from workset.tests.test_browser_keyboard import tab_to
from workset.tests.ux.gym import SESSION, exercise_called, train
from workset.tests.ux.sets import plan_the_last
from workset.tests.wire import Wire, wire_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = {"narrow": {"width": 320, "height": 640}, "wide": {"width": 1280, "height": 900}}
READY = "#sheet[data-ready]"
# What a browser says by itself of an answer that is no success, or of none: not a fault of the page.
NETWORK = re.compile("Failed to load resource")


@pytest.fixture
def lifting(db: None) -> tuple[User, Workout]:
    """Somebody who notes RPE, in the midst of a workout: one set done, two open, three of another exercise planned."""
    user: User = UserFactory(track_rpe=True)
    train(user, clock.now() - timedelta(days=1))
    workout = make_workout(user, started_at=clock.now() - timedelta(minutes=5))
    for name, *_facts in SESSION[:2]:
        make_exercise(workout, exercise_called(name))
    make_set(workout.exercises.first(), 60, 8)
    plan_the_last(workout)
    return user, workout


@pytest.fixture
def wire(live_server: LiveServer) -> Iterator[Wire]:
    """What stands between the browser and the server."""
    with wire_to(live_server.url) as wire:
        yield wire


def opened(page: Page, address: str) -> Page:
    """A page with a workout that its script has taken over."""
    page.goto(address)
    page.wait_for_selector(READY, state="attached")
    page.wait_for_load_state("networkidle")
    return page


def row(page: Page, number: int) -> Locator:
    """A row of the workout, from 1."""
    return page.locator("li.set").nth(number - 1)


def close(page: Page) -> None:
    """The open sheet."""
    page.keyboard.press("Escape")
    if page.locator("dialog[open] input[type=search]").count():  # there the first one empties the field
        page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def states_of_workout(page: Page, wire: Wire, workout: Workout) -> Iterator[str]:
    """Each state of the workout's page, one after the other."""
    opened(page, f"{wire.url}/workouts/{workout.pk}/")
    yield "open-rows"
    row(page, 2).locator("input[name=weight]").click()
    expect(page.locator(".dock-tools")).to_be_visible()
    yield "field-in-use"
    row(page, 2).locator("input[name=weight]").fill("a lot")
    row(page, 2).locator(".set-done").click()
    expect(page.locator(".set-refused")).to_be_visible()
    yield "refused"
    row(page, 2).locator("input[name=weight]").fill("200")
    row(page, 2).locator(".set-done").click()
    expect(page.locator('[data-dock="rpe"]')).to_be_visible()
    expect(page.locator(".dock-rest")).to_be_visible()
    expect(row(page, 2).locator(".set-record")).to_be_visible()
    yield "logged-record-rest-and-rpe"
    row(page, 1).locator(".set-number").click()
    expect(page.locator("#set-dialog")).to_be_visible()
    yield "set-sheet"
    close(page)
    page.locator("a.add-exercise").click()
    expect(page.locator("#pick-dialog li").first).to_be_visible()
    yield "picker"
    page.locator("#pick-search").fill("My own thing")
    expect(page.locator("#pick-dialog [data-own]")).to_be_visible()
    yield "picker-own"
    close(page)
    page.locator("section.exercise details.menu summary").first.click()
    yield "menu-of-an-exercise"
    close_menu(page)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    yield "shortcuts"
    close(page)
    page.locator("form.finish button").click()
    expect(page.locator("#finish-dialog")).to_be_visible()
    yield "finish-dialog"
    close(page)


def close_menu(page: Page) -> None:
    """The open menu."""
    page.locator("details.menu[open] summary").click()
    page.locator("h1").click()


def states_of_trouble(page: Page, wire: Wire, workout: Workout) -> Iterator[str]:
    """What was done elsewhere meanwhile, what waits, and the end without a connection."""
    done = Set.objects.filter(workout_exercise__workout=workout).first()
    assert done is not None
    change_set(done, {"reps": 9})
    row(page, 1).locator("input[name=reps]").fill("10")
    page.locator("h1").click()
    expect(page.locator(".set-attention")).to_be_visible()
    yield "needs-attention"
    wire.cut()
    row(page, 3).locator(".set-done").click()
    expect(row(page, 3)).to_have_attribute("data-sync", "waiting", timeout=15_000)
    yield "waiting-set"
    page.locator("form.finish button").click()
    page.locator("#finish-dialog [value=finish]").click()
    expect(page.locator("#finished")).to_be_visible()
    yield "finished-offline"


def states_around(page: Page, wire: Wire) -> Iterator[str]:
    """The pages without a server's help."""
    page.goto(wire.url)  # from here on the browser knows whose it is, and what can be chosen
    page.wait_for_load_state("networkidle")
    page.goto(f"{wire.url}/offline/")
    yield "offline"
    page.goto(f"{wire.url}/waiting/")
    expect(page.locator("#none")).to_be_visible()
    yield "nothing-waits"
    page.goto(f"{wire.url}/workouts/new/")
    expect(page.locator("[data-start]")).to_be_visible()
    yield "start"
    page.locator("#start-here ul button").first.click()
    page.wait_for_selector(READY, state="attached")
    yield "workout-of-the-shell"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_state_of_logging_is_whole(
    browser: Browser, lifting: tuple[User, Workout], wire: Wire, screen: str, theme: str
) -> None:
    user, workout = lifting
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=theme, reduced_motion="reduce")
    client = Client()
    client.force_login(user)
    session = client.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": wire.url}])
    page, problems = context.new_page(), []
    page.on("console", lambda said: problems.append(said.text) if is_fault(said.type, said.text) else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    def look(name: str) -> None:
        keep_picture(page, f"logging-{name}-{screen}-{theme}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > SCREENS[screen]["width"]:
            problems.append(f"{name} is {width} px wide")
        problems.extend(f"{name}: {fault}" for fault in wcag_violations(page))

    for states in (states_around(page, wire), states_of_workout(page, wire, workout)):
        for name in states:
            look(name)
    for name in states_of_trouble(page, wire, workout):
        look(name)
    wire.mend()
    page.goto(f"{wire.url}/waiting/")
    expect(page.locator("#entries > *").first).to_be_visible()
    look("waiting-full")
    context.close()
    assert problems == []


def is_fault(kind: str, text: str) -> bool:
    """Whether the console tells of something that the page did wrong."""
    return kind == "error" and not NETWORK.match(text)


# --- Without a pointer ----------------------------------------------------------------------------------------------


@pytest.fixture
def keyboard(desk: BrowserContext, live_server: LiveServer, lifting: tuple[User, Workout]) -> Page:
    """The workout's page on a machine with a keyboard."""
    user, workout = lifting
    sign_in(desk, user, live_server)
    return opened(desk.new_page(), f"{live_server.url}/workouts/{workout.pk}/")


def test_set_is_logged_and_taken_back_by_keyboard(keyboard: Page, lifting: tuple[User, Workout]) -> None:
    entry = row(keyboard, 2)
    tab_to(keyboard, entry.locator("input[name=weight]"))
    keyboard.keyboard.type("62,5")
    keyboard.keyboard.press("ArrowUp")
    expect(entry.locator("input[name=weight]")).to_have_value("65")
    keyboard.keyboard.press("Enter")
    expect(entry.locator("input[name=reps]")).to_be_focused()
    tab_to(keyboard, entry.locator(".set-done"))
    keyboard.keyboard.press("Enter")
    expect(entry).to_have_attribute("data-status", "completed")
    tab_to(keyboard, keyboard.locator('[data-dock="undo"]'))
    keyboard.keyboard.press("Enter")
    expect(row(keyboard, 2)).to_have_attribute("data-status", "open")
    assert keyboard.evaluate("document.activeElement !== document.body")
    until_sent(keyboard)
    expect(keyboard.locator("#unsent")).to_be_hidden()
    assert Set.objects.filter(workout_exercise__workout=lifting[1], status="completed").count() == 1


@pytest.mark.parametrize(
    ("opener", "sheet"),
    [
        ("#sheet li.set[data-status=completed] .set-number", "#set-dialog"),
        ("#sheet li.set[data-status=open] .set-number", "#set-dialog"),
        ("#sheet li.set[data-status=planned] .set-number", "#set-dialog"),
        ("#sheet a.add-exercise", "#pick-dialog"),
        ("form.finish button", "#finish-dialog"),
    ],
)
def test_sheet_opens_and_closes_by_keyboard_and_gives_the_focus_back(keyboard: Page, opener: str, sheet: str) -> None:
    place = tab_to(keyboard, keyboard.locator(opener).first)
    keyboard.keyboard.press("Enter")
    expect(keyboard.locator(sheet)).to_be_visible()
    assert keyboard.evaluate("selector => document.querySelector(selector).contains(document.activeElement)", sheet)
    keyboard.keyboard.press("Escape")
    expect(keyboard.locator(sheet)).to_be_hidden()
    expect(place).to_be_focused()
    tab_to(keyboard, keyboard.get_by_role("contentinfo").get_by_role("link", name="Help"))  # nothing holds the focus


def test_swap_and_shortcuts_are_reached_by_keyboard(keyboard: Page) -> None:
    summary = tab_to(keyboard, keyboard.locator("section.exercise summary").nth(1))
    keyboard.keyboard.press("Enter")
    tab_to(keyboard, keyboard.locator("section.exercise details[open] a", has_text="Swap"))
    keyboard.keyboard.press("Enter")
    expect(keyboard.locator("#pick-dialog")).to_be_visible()
    keyboard.keyboard.press("Escape")
    assert keyboard.evaluate("document.activeElement !== document.body")
    summary.focus()
    keyboard.keyboard.press("?")
    expect(keyboard.locator("#shortcuts")).to_be_visible()
    keyboard.keyboard.press("Escape")
    expect(summary).to_be_focused()
