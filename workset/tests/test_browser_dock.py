"""The bar at the foot of a workout's page: rest, what was just logged, tools for the field in use."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import PHONE, sign_in, wait_until, wcag_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETS = 20
BEGAN = "2026-03-02T18:00:00Z"
PAUSED = "2026-03-02T19:00:00Z"
TABLES = {"kg": [["20", []], ["77.5", ["25", "2.5", "1.25"]], ["80", ["25", "5"]], ["82.5", ["20", "10", "1.25"]]]}
# What a tab tells when it rings; the machine that runs the tests has neither a loudspeaker nor a motor.
LISTEN = """
window.heard = [];
navigator.vibrate = (pattern) => window.heard.push("vibration");
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { window.heard.push("tone"); return start.call(this, at); };
"""
START = """async rest => {
    (await import("/static/js/dock.js")).initDock();
    (await import("/static/js/timer.js")).startRest(rest);
}"""
LOGGED = """async ({text, rpe}) => {
    window.called = [];
    const { showLogged } = await import("/static/js/dock.js");
    showLogged({
        text,
        undo: () => window.called.push("undo"),
        rpe: rpe ? value => window.called.push(value) : undefined,
    });
}"""
COVERED = """element => {
    const box = element.getBoundingClientRect(), dock = document.querySelector(".dock").getBoundingClientRect();
    return box.bottom > dock.top || box.top < 0;
}"""
REST = {"seconds": 120, "label": "Set 3 of Bench Press", "workout": "w"}

Open = Callable[..., Page]


@pytest.fixture
def workout(lifter: User, squat: Exercise) -> Workout:
    """A workout in progress with twenty sets of squats."""
    made = make_workout(lifter)
    row = make_exercise(made, squat)
    for _number in range(SETS):
        make_set(row, 80, 5)
    return made


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, lifter: User) -> Iterator[BrowserContext]:
    """A phone, signed in."""
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce", device_scale_factor=2)
    context.add_init_script(LISTEN)
    sign_in(context, lifter, live_server)
    yield context
    context.close()


def at_work(page: Page) -> Page:
    """The page once its dock is at work."""
    page.evaluate('async () => (await import("/static/js/dock.js")).initDock()')
    return page


def tell_plates(page: Page) -> None:
    """Let the page know loads that are few enough to be read in a test, once it has asked for the account's own."""
    page.wait_for_load_state("networkidle")
    page.evaluate('async tables => (await import("/static/js/dock.js")).setPlates(tables)', TABLES)
    page.evaluate("() => { document.querySelector('.exercise').dataset.plates = ''; }")


@pytest.fixture
def open_workout(phone: BrowserContext, live_server: LiveServer, workout: Workout) -> Open:
    """Opens the workout's page in a new tab, whose clock the test may move; `problems` has its errors."""

    def opened(moves_clock: bool = True) -> Page:
        page = phone.new_page()
        if moves_clock:
            page.clock.install(time=BEGAN)
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(f"{live_server.url}/workouts/{workout.pk}/")
        return at_work(page)

    return opened


def part(page: Page, name: str) -> Locator:
    """Something of the dock."""
    return page.locator(f'.dock [data-dock="{name}"]')


def field(page: Page, number: int, name: str = "weight") -> Locator:
    """A field of a set."""
    return page.locator(f".set-row input[name={name}]").nth(number - 1)


def begin_rest(page: Page, **values: Any) -> None:
    """Start a rest on a clock that goes on only where the test moves it, however slow the machine is."""
    page.clock.pause_at(PAUSED)
    page.evaluate(START, REST | values)


# --- Rest -----------------------------------------------------------------------------------------------------------


def test_rest_is_right_after_a_reload_and_after_five_minutes_without_a_tick(open_workout: Open) -> None:
    page = open_workout()
    begin_rest(page, seconds=400)
    expect(part(page, "time")).to_have_text("6:40")
    expect(part(page, "label")).to_have_text("Next: Set 3 of Bench Press")
    page.clock.run_for(30_000)
    expect(part(page, "time")).to_have_text("6:10")
    page.reload()
    at_work(page)
    expect(part(page, "time")).to_have_text("6:10")
    page.clock.fast_forward(300_000)  # a locked phone: time passes, and no timer fires but the last one
    expect(part(page, "time")).to_have_text("1:10")
    assert page.problems == []


def test_rest_is_longer_shorter_and_skipped_by_a_tap(open_workout: Open) -> None:
    page = open_workout()
    begin_rest(page)
    part(page, "more").click()
    expect(part(page, "time")).to_have_text("2:15")
    part(page, "less").click()
    part(page, "less").click()
    expect(part(page, "time")).to_have_text("1:45")
    assert part(page, "progress").evaluate("bar => [bar.value, bar.max]") == [105, 135]
    part(page, "skip").click()
    expect(page.locator(".dock-rest")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('workset:rest')") is None


def test_rest_that_is_over_is_told_seen_heard_and_felt_once(open_workout: Open) -> None:
    page = open_workout()
    page.locator("h1").tap()
    begin_rest(page)
    expect(part(page, "rest-says")).to_have_text("Rest 2:00")
    page.clock.run_for(121_000)
    expect(part(page, "time")).to_have_text("Rest over")
    expect(part(page, "label")).to_have_text("+0:01 · Set 3 of Bench Press")
    expect(part(page, "rest-says")).to_have_text("Rest over. Next: Set 3 of Bench Press")
    wait_until(page, "window.heard.length >= 4")
    page.clock.run_for(30_000)
    assert sorted(page.evaluate("window.heard")) == ["tone", "tone", "tone", "vibration"]
    expect(page.locator(".dock-rest")).to_have_attribute("data-state", "quiet")
    part(page, "more").click()
    expect(part(page, "time")).to_have_text("0:15")


def test_rest_is_silent_where_the_account_wants_it_so(open_workout: Open, lifter: User) -> None:
    lifter.rest_sound = lifter.rest_vibration = False
    lifter.save()
    page = open_workout()
    page.locator("h1").tap()
    begin_rest(page)
    page.clock.run_for(125_000)
    expect(part(page, "time")).to_have_text("Rest over")
    assert page.evaluate("window.heard") == []


def test_rest_forgotten_for_ten_minutes_goes_away(open_workout: Open) -> None:
    page = open_workout()
    begin_rest(page)
    page.clock.fast_forward(120_000 + 599_000)
    expect(part(page, "label")).to_have_text("+9:59 · Set 3 of Bench Press")
    page.clock.run_for(1_000)
    expect(page.locator(".dock-rest")).to_be_hidden()


def test_two_tabs_agree_on_the_rest_and_one_rings(open_workout: Open) -> None:
    first, second = open_workout(moves_clock=False), open_workout(moves_clock=False)
    first.evaluate(START, REST)
    expect(part(second, "time")).to_have_text(re.compile("2:00|1:5"))
    part(second, "more").click()
    expect(part(first, "time")).to_have_text(re.compile("2:1|2:0"))
    first.evaluate(START, REST | {"seconds": 2})
    for tab in (first, second):
        expect(part(tab, "time")).to_have_text("Rest over")
    first.wait_for_timeout(500)
    heard = [*first.evaluate("window.heard"), *second.evaluate("window.heard")]
    assert heard.count("vibration") == 1  # which of the two it is, is left to them; one that was tapped may sound too
    part(first, "skip").click()
    expect(second.locator(".dock-rest")).to_be_hidden()


def test_rest_of_another_account_is_not_shown(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate(START, REST)
    page.evaluate("""() => {
        const rest = JSON.parse(localStorage.getItem("workset:rest"));
        localStorage.setItem("workset:rest", JSON.stringify({...rest, account: "somebody else"}));
    }""")
    page.reload()
    at_work(page)
    expect(page.locator(".dock-rest")).to_be_hidden()


# --- What was just logged -------------------------------------------------------------------------------------------


def test_logged_set_is_undone_by_one_tap_within_ten_seconds(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate(LOGGED, {"text": "Set 2: 8 reps logged", "rpe": False})
    expect(part(page, "text")).to_have_text("Set 2: 8 reps logged")
    expect(part(page, "logged-says")).to_have_text("Set 2: 8 reps logged")
    expect(part(page, "rpe")).to_be_hidden()
    page.clock.run_for(9_000)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".dock-logged")).to_be_hidden()
    assert page.evaluate("window.called") == ["undo"]


def test_undo_goes_after_ten_seconds_and_a_newer_one_takes_its_place(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate(LOGGED, {"text": "Set 1 logged", "rpe": False})
    page.clock.run_for(6_000)
    page.evaluate(LOGGED, {"text": "Set 2 logged", "rpe": False})
    expect(part(page, "text")).to_have_text("Set 2 logged")
    page.clock.run_for(6_000)
    expect(page.locator(".dock-logged")).to_be_visible()
    page.clock.run_for(4_100)
    expect(page.locator(".dock-logged")).to_be_hidden()
    assert page.evaluate('async () => (await import("/static/js/dock.js")).undoLogged()') is False


def test_undo_waits_while_it_has_the_focus_or_the_pointer(open_workout: Open) -> None:
    page = open_workout()
    field(page, 1).focus()
    page.evaluate(LOGGED, {"text": "Set 1 logged", "rpe": False})
    part(page, "undo").focus()
    page.clock.run_for(60_000)
    expect(page.locator(".dock-logged")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("window.called") == ["undo"]
    expect(field(page, 1)).to_be_focused()  # not thrown back to the top of the page
    page.evaluate(LOGGED, {"text": "Set 2 logged", "rpe": False})
    part(page, "text").hover()
    page.clock.run_for(60_000)
    expect(page.locator(".dock-logged")).to_be_visible()
    page.mouse.move(10, 10)
    page.clock.run_for(10_100)
    expect(page.locator(".dock-logged")).to_be_hidden()


def test_undo_is_there_for_a_shortcut(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate(LOGGED, {"text": "Set 1 logged", "rpe": False})
    assert page.evaluate('async () => (await import("/static/js/dock.js")).undoLogged()') is True
    assert page.evaluate("window.called") == ["undo"]


def test_rpe_is_told_by_one_tap(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate(LOGGED, {"text": "Set 1 logged", "rpe": True})
    chips = part(page, "rpe").get_by_role("button")
    assert chips.all_inner_texts() == ["7", "7.5", "8", "8.5", "9", "9.5", "10"]
    boxes = [chip.bounding_box() for chip in chips.all()]
    assert all(box["width"] >= 48 and box["height"] >= 48 for box in boxes)
    chips.nth(3).tap()
    assert page.evaluate("window.called") == [8.5]
    expect(chips.nth(3)).to_have_attribute("aria-pressed", "true")


# --- Tools for the field in use -------------------------------------------------------------------------------------


def test_weight_is_stepped_with_the_mark_that_was_typed(open_workout: Open) -> None:
    page = open_workout()
    moved = page.evaluate(
        """async texts => {
            const { stepped } = await import("/static/js/steps.js");
            return texts.map(text => [stepped(text, "2.5", -1), text, stepped(text, "2.5", 1)]);
        }""",
        ["80", "62.5", "61,25", "1", ".5", "1,000", "heavy"],
    )
    assert moved == [
        ["77.5", "80", "82.5"],
        ["60", "62.5", "65"],
        ["58,75", "61,25", "63,75"],
        ["0", "1", "3.5"],
        ["0", ".5", "3"],
        ["1,000", "1,000", "1,000"],
        ["heavy", "heavy", "heavy"],
    ]


def test_one_step_is_two_taps_and_leaves_the_focus_in_the_field(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate("""() => {
        window.typed = [];
        document.addEventListener("input", ({target}) => window.typed.push(target.value));
        document.addEventListener("focusout", () => window.typed.push("a phone would close its keyboard"));
    }""")
    field(page, 2).tap()
    part(page, "step-more").tap()
    expect(field(page, 2)).to_have_value("82.5")
    expect(field(page, 2)).to_be_focused()
    assert page.evaluate("window.typed") == ["82.5"]
    field(page, 2).fill("62,5")
    for expected in ("65", "67,5"):
        part(page, "step-more").tap()
        expect(field(page, 2)).to_have_value(expected)
    page.keyboard.press("ArrowDown")
    expect(field(page, 2)).to_have_value("65")
    page.keyboard.type("90")
    expect(field(page, 2)).to_have_value("90")
    field(page, 2, "reps").tap()
    part(page, "step-less").tap()
    expect(field(page, 2, "reps")).to_have_value("4")
    page.locator("h1").tap()
    expect(page.locator(".dock-tools")).to_be_hidden()


def test_step_begins_at_what_stands_in_grey_and_is_the_one_of_the_unit(open_workout: Open) -> None:
    page = open_workout()
    page.evaluate("""() => {
        document.querySelector("main").dataset.steps = '{"kg": "1.25", "lb": "10"}';
        document.querySelector(".exercise").dataset.facts = '{"unit": "lb"}';
    }""")
    field(page, 1).evaluate("element => { element.value = ''; element.placeholder = '175'; }")
    field(page, 1).tap()
    expect(part(page, "step-more")).to_have_text("+ 10 more")
    part(page, "step-more").tap()
    expect(field(page, 1)).to_have_value("185")


def test_account_known_to_the_phone_sets_steps_plates_and_signals(open_workout: Open, lifter: User) -> None:
    lifter.rest_sound = False
    lifter.save()
    page = open_workout()
    tell_plates(page)
    known = {"plates": TABLES, "steps": {"kg": "1.25"}, "rest_sound": True, "rest_vibration": False}
    page.evaluate('async known => (await import("/static/js/dock.js")).setAccount(known)', known)
    field(page, 1).tap()
    expect(part(page, "step-more")).to_have_text("+ 1.25 more")
    expect(part(page, "plates")).to_have_text("Per side: 25 + 5")
    page.evaluate(START, REST | {"seconds": 5})
    page.clock.run_for(6_000)
    wait_until(page, "window.heard.length >= 3")
    assert page.evaluate("window.heard") == ["tone", "tone", "tone"]


def test_time_and_distance_have_steps_of_their_own(open_workout: Open) -> None:
    page = open_workout()
    moved = page.evaluate("""async () => {
        const { stepped, steppedTime } = await import("/static/js/steps.js");
        const times = [["0:58", 1], ["1.30", -1], ["90", 1], ["0:03", -1], ["59:58", 1]];
        const distances = [["5,2", 1], ["0.2", 1]];
        return [
            ...times.map(([text, direction]) => steppedTime(text, 5, direction)),
            ...distances.map(([text, direction]) => stepped(text, "0.1", direction)),
        ];
    }""")
    assert moved == ["1:03", "1:25", "1:35", "0:00", "1:00:03", "5,3", "0.3"]


def test_plates_of_one_side_follow_the_weight_as_it_is_typed(open_workout: Open) -> None:
    page = open_workout()
    tell_plates(page)
    field(page, 1).tap()
    expect(part(page, "plates")).to_have_text("Per side: 25 + 5")
    bars = part(page, "bars").locator("span")
    assert [bar.get_attribute("data-colour") for bar in bars.all()] == ["red", "white"]
    field(page, 1).fill("82,5")
    expect(part(page, "plates")).to_have_text("Per side: 20 + 10 + 1.25")
    field(page, 1).fill("79")
    expect(part(page, "plates")).to_have_text("Can't be built. Nearest: 77.5 or 80")
    field(page, 1).fill("20")
    expect(part(page, "plates")).to_have_text("The bar alone")
    field(page, 1).fill("15")
    expect(part(page, "plates")).to_have_text("Can't be built. Nearest: 20")
    field(page, 1, "reps").tap()
    expect(part(page, "plates")).not_to_contain_text("Per side")


def test_plates_are_not_shown_where_the_exercise_has_none(open_workout: Open) -> None:
    page = open_workout()
    tell_plates(page)
    page.evaluate("() => document.querySelector('.exercise').removeAttribute('data-plates')")
    field(page, 1).tap()
    expect(page.locator(".dock-tools")).to_be_visible()
    expect(part(page, "plates")).to_have_text(field(page, 1).get_attribute("aria-label"))


# --- Its place ------------------------------------------------------------------------------------------------------


def show_all(page: Page) -> None:
    """Rest, what was logged with its RPE: the dock at its highest, but for the tools that come with a field."""
    page.evaluate(START, REST)
    page.evaluate(LOGGED, {"text": "Set 2: 8 reps logged", "rpe": True})


@pytest.mark.parametrize("keyboard", [False, True], ids=["without a keyboard", "with a keyboard"])
def test_dock_never_covers_the_field_in_use(open_workout: Open, keyboard: bool) -> None:
    page = open_workout()
    for number in (1, 8, SETS - 1, SETS):
        field(page, number).tap()
        if keyboard:
            page.set_viewport_size({"width": 375, "height": 476})
        show_all(page)
        expect(page.locator(".dock-tools")).to_be_visible()
        page.clock.run_for(100)
        wait_until(page, f"element => !({COVERED})(element)", field(page, number).element_handle())
        if keyboard:
            expect(page.locator(".tabs")).to_be_hidden()
        page.locator("body").evaluate("() => document.activeElement.blur()")
        page.set_viewport_size(PHONE)
    for number in range(1, SETS + 1):  # and going on from field to field
        field(page, number).focus()
        wait_until(page, f"element => !({COVERED})(element)", field(page, number).element_handle())
    assert page.problems == []


def test_dock_stands_above_a_keyboard_that_lies_over_the_page(open_workout: Open) -> None:
    page = open_workout()
    show_all(page)
    field(page, 6).tap()
    page.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", {value: 476});
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    wait_until(page, "document.querySelector('.dock').getBoundingClientRect().bottom === 476")
    wait_until(page, f"element => !({COVERED})(element)", field(page, 6).element_handle())


def test_end_of_the_page_is_reached_above_the_dock(open_workout: Open) -> None:
    page = open_workout()
    show_all(page)
    wait_until(page, "parseInt(document.documentElement.style.getPropertyValue('--dock-block-size')) > 100")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert not page.locator(".footer").evaluate(COVERED)


def test_buttons_are_large_enough_for_a_thumb(open_workout: Open) -> None:
    page = open_workout()
    show_all(page)
    field(page, 1).tap()
    for button in page.locator(".dock").get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 48, button.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_dock_meets_wcag_and_fits_the_screen(open_workout: Open, scheme: Any, width: int) -> None:
    page = open_workout()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 812})
    tell_plates(page)
    show_all(page)
    field(page, 3).focus()
    assert wcag_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.problems == []


def test_nothing_moves_for_who_wants_it_still(open_workout: Open) -> None:
    page = open_workout()
    show_all(page)
    moving = "document.getAnimations().filter(one => one.effect.target.closest('.dock')).length"
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.locator(".dock-rest").evaluate("part => getComputedStyle(part).animationName") == "dock-in"
