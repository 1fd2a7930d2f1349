"""Search as you type: found without leaving the field, and where that fails the form is a form."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_workout, names_in_order
from workset.tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Go = Callable[[str], Page]
NAMES = ("Barbell Bench Press", "Barbell Squat", "Dumbbell Curl")
# Told by a mark that only a new document loses.
MARK = "document.body.dataset.seen = 'yes'"


@pytest.fixture
def workout(lifter: User) -> Workout:
    """A workout with squats in it, and two more exercises to choose from."""
    made = [ExerciseFactory(name=name) for name in NAMES]
    workout = make_workout(lifter, title="Legs")
    make_exercise(workout, made[1])
    return workout


@pytest.fixture
def go(desk: BrowserContext, live_server: LiveServer, lifter: User) -> Go:
    """Opens an address as the lifter, and marks the document."""
    sign_in(desk, lifter, live_server)
    page = desk.new_page()

    def open_page(address: str) -> Page:
        page.goto(live_server.url + address)
        page.evaluate(MARK)
        return page

    return open_page


def is_the_same_document(page: Page) -> bool:
    """Whether no other page has been opened since the mark."""
    return page.evaluate("document.body.dataset.seen === 'yes'")


def field_of(page: Page) -> object:
    """What holds the focus: its name, its value and where the caret stands."""
    return page.evaluate(
        "[document.activeElement.name, document.activeElement.value, document.activeElement.selectionEnd]"
    )


def test_exercises_are_found_while_typing(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.get_by_role("searchbox").press_sequentially("bench")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    expect(page.get_by_role("link", name="Barbell Bench Press")).to_be_visible()
    expect(page.get_by_role("link", name="Barbell Squat")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/exercises/\?q=bench$"))
    assert is_the_same_document(page)
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("bench")
    expect(page.get_by_role("link", name="Barbell Squat")).to_have_count(0)


def test_focus_and_caret_stay_where_one_types(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.get_by_role("searchbox").press_sequentially("bech")
    expect(page).to_have_url(re.compile("q=bech$"))
    for key in ("ArrowLeft", "ArrowLeft", "n"):
        page.keyboard.press(key)
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    assert field_of(page) == ["q", "bench", 3]


def test_all_come_back_when_the_field_is_emptied(go: Go, workout: Workout) -> None:
    page = go("/exercises/?q=bench")
    expect(page.get_by_role("link", name="Show all")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#count[role=status]")).to_have_text("3 exercises")
    expect(page.get_by_role("heading", name="Done lately")).to_be_visible()
    expect(page.get_by_role("link", name="Show all")).to_have_count(0)
    expect(page).to_have_url(re.compile("/exercises/$"))
    assert is_the_same_document(page)


def test_enter_sends_the_form_at_once(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.get_by_role("searchbox").fill("bench")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not is_the_same_document(page)
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")


def test_filters_go_with_what_is_typed(go: Go, workout: Workout) -> None:
    page = go("/exercises/?owner=me")
    page.get_by_role("searchbox").press_sequentially("bench")
    expect(page.locator("#count[role=status]")).to_have_text("0 exercises found")
    expect(page).to_have_url(re.compile(r"/exercises/\?q=bench&owner=me$"))


@pytest.mark.parametrize("verb", ["add", "swap"])
def test_exercise_found_while_typing_is_put_into_the_workout(go: Go, workout: Workout, verb: str) -> None:
    row = workout.exercises.get()
    page = go(f"/workouts/{workout.pk}/exercises/add/" if verb == "add" else f"/workout-exercises/{row.pk}/swap/")
    page.get_by_role("searchbox").press_sequentially("curl")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    expect(page.get_by_role("button", name="Barbell Bench Press")).to_have_count(0)
    assert is_the_same_document(page)
    page.get_by_role("button", name="Dumbbell Curl").click()
    expect(page).to_have_url(re.compile(rf"/workouts/{workout.pk}/"))
    added = [*(["Barbell Squat"] if verb == "add" else []), "Dumbbell Curl"]
    assert names_in_order(workout) == added


def test_second_search_brings_a_form_that_still_works(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/exercises/add/")
    first = page.locator("#choice input[name=id]").get_attribute("value")
    page.get_by_role("searchbox").fill("curl")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    assert page.locator("#choice input[name=id]").get_attribute("value") != first
    assert page.locator("#choice input[name=csrfmiddlewaretoken]").count() == 1


def test_workouts_are_found_while_typing(go: Go, workout: Workout, lifter: User) -> None:
    make_workout(lifter, title="Push")
    page = go("/workouts/")
    page.get_by_role("searchbox").press_sequentially("push")
    expect(page.locator("#count[role=status]")).to_have_text("1 workout found")
    expect(page.get_by_role("link", name=re.compile("^Legs"))).to_have_count(0)
    page.get_by_role("searchbox").press_sequentially("x")
    expect(page.locator("#count[role=status]")).to_have_text("0 workouts found")
    expect(page.get_by_role("heading", name="No workout fits")).to_be_visible()
    expect(page.locator("#days")).to_have_attribute("hidden", "")  # empty, it would still be a gap
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#count[role=status]")).to_have_text("2 workouts")
    expect(page.locator("#days")).to_be_visible()
    assert is_the_same_document(page)


def test_only_the_last_word_is_shown_when_an_older_answer_is_late(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    late: list[Request] = []

    def hold(route: object, request: Request) -> None:
        late.append(request)  # never answered

    page.route("**/exercises/?q=s", hold)
    page.get_by_role("searchbox").press_sequentially("s")
    with page.expect_request("**/exercises/?q=s"):
        pass
    page.get_by_role("searchbox").fill("curl")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    expect(page).to_have_url(re.compile("q=curl$"))
    assert [request.failure for request in late] == ["net::ERR_ABORTED"]


def test_nothing_is_looked_for_while_a_word_is_composed(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "?q=" in request.url else None)
    page.get_by_role("searchbox").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "curl", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(400)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "curl"})
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")


def test_without_an_answer_the_form_is_a_form(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.route("**/exercises/?q=bench", lambda route: route.abort())
    page.get_by_role("searchbox").press_sequentially("bench")
    expect(page.locator("#count[role=status]")).to_have_text("No answer. Press Enter to search.")
    assert is_the_same_document(page)
    page.unroute("**/exercises/?q=bench")
    page.keyboard.press("Enter")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")


def test_faulty_answer_is_not_shown(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    down = "<p id=count></p><p id=quick-filters></p><p id=exercises>Down.</p>"
    page.route("**/exercises/?q=bench", lambda route: route.fulfill(status=503, content_type="text/html", body=down))
    page.get_by_role("searchbox").press_sequentially("bench")
    expect(page.locator("#count[role=status]")).to_have_text("No answer. Press Enter to search.")
    expect(page.get_by_role("link", name="Barbell Squat").first).to_be_visible()


def test_script_that_does_not_load_leaves_the_form(go: Go, desk: BrowserContext, workout: Workout) -> None:
    desk.route("**/search*.js", lambda route: route.abort())
    page = go("/exercises/")
    page.get_by_role("searchbox").press_sequentially("bench")
    page.keyboard.press("Enter")
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.context.clear_cookies()
    page.get_by_role("searchbox").press_sequentially("bench")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next=/exercises/%3Fq%3Dbench"))


def test_list_does_not_change_under_a_finger(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/exercises/add/")
    squat = page.get_by_role("button", name="Barbell Squat")
    box = squat.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.get_by_role("searchbox").fill("curl")
    with page.expect_response("**/add/?q=curl"):
        page.mouse.down()
    page.wait_for_timeout(200)
    expect(squat).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile(rf"/workouts/{workout.pk}/(#|$)"))
    assert names_in_order(workout) == ["Barbell Squat", "Barbell Squat"]


def test_result_that_has_the_focus_keeps_it(go: Go, workout: Workout) -> None:
    page = go("/exercises/")
    page.get_by_role("searchbox").fill("curl")
    page.get_by_role("link", name="Dumbbell Curl").focus()
    expect(page.locator("#count[role=status]")).to_have_text("1 exercise found")
    expect(page.get_by_role("link", name="Dumbbell Curl")).to_be_focused()
