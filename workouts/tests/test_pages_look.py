"""What a person sees in a real browser: nothing cut, nothing covered, and on paper nothing that can only be tapped."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUT = """() => [...document.querySelectorAll('.set-row input:not([type=hidden])')]
    .filter(input => input.scrollWidth > input.clientWidth).map(input => input.value)"""
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def workout(lifter: User, squat: Exercise) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def screen(browser: Browser, pages: Client, live_server: LiveServer):
    """Opens a page of the lifter's, whose JavaScript is off, on a screen of the width given."""
    contexts: list[BrowserContext] = []

    def opened(address: str, width: int = 375) -> Page:
        size = {"width": width, "height": 812}
        context = browser.new_context(viewport=size, java_script_enabled=False, reduced_motion="reduce")
        cookie = pages.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_number_of_a_set_is_cut_and_its_number_can_be_hit(
    screen, lifter: User, workout: Workout, squat: Exercise, width: int
) -> None:
    User.objects.update(track_rpe=True)
    lifts = make_exercise(workout, squat)
    make_set(lifts, "102.5", 10, rpe=9.5)
    make_set(lifts, "102.058", 1200, rpe=10)
    run = make_exercise(workout, ExerciseFactory(cardio=True))
    for seconds in (1500, 3725, 99_999):
        make_set(run, None, None, distance_m="42195", duration_seconds=seconds)
    plank = make_exercise(workout, ExerciseFactory(tracking="duration", load_mode="none"))
    make_set(plank, None, None, duration_seconds=99_999)
    page = screen(reverse("workout", args=[workout.pk]), width)
    assert page.evaluate(CUT) == []
    assert page.evaluate(TOO_WIDE) is False
    sizes = [page.locator("a.set-number").nth(place).bounding_box() for place in range(6)]
    assert min(size["width"] for size in sizes) >= 48


@pytest.mark.parametrize("name", ["workout", "workout-edit", "exercise-add", "workout-report"])
def test_long_title_without_a_gap_does_not_widen_the_page(screen, lifter: User, name: str) -> None:
    workout = make_workout(lifter, title="W" * 200)
    assert screen(reverse(name, args=[workout.pk]), 320).evaluate(TOO_WIDE) is False


def test_one_word_of_a_title_is_not_broken_beside_the_buttons(screen, lifter: User) -> None:
    workout = make_workout(lifter, title="Hypertrophy")
    heading = screen(reverse("workout", args=[workout.pk])).get_by_role("heading", name="Hypertrophy")
    assert heading.bounding_box()["height"] < 40


def test_open_menu_of_an_exercise_covers_no_field(screen, workout: Workout, squat: Exercise) -> None:
    row = make_exercise(workout, squat)
    make_set(row)
    page = screen(reverse("workout", args=[workout.pk]), 1280)
    page.get_by_label("More about Barbell Squat").click()
    menu = page.locator(".exercise .menu-items").bounding_box()
    fields = page.locator(".set-row").first.bounding_box()
    assert menu["y"] + menu["height"] <= fields["y"]


def test_save_comes_into_sight_once_something_was_typed_over_a_done_set(
    screen, workout: Workout, squat: Exercise
) -> None:
    entry = make_set(make_exercise(workout, squat), 80, 5)
    page = screen(reverse("workout", args=[workout.pk]))
    save, reps = page.get_by_role("button", name="Save Set 1"), page.get_by_label("Set 1: Reps")
    assert save.bounding_box()["height"] == 1
    reps.press("End")
    reps.press_sequentially("0")
    page.get_by_label("Set 1: Weight, kg").focus()
    assert save.bounding_box()["height"] == 48
    save.click()
    expect(page).to_have_url(page.url.partition("#")[0] + f"#set-{entry.pk}")
    entry.refresh_from_db()
    assert (entry.reps, entry.status) == (50, "completed")


def test_next_set_stays_in_sight_with_the_set_above_it_after_ten_sets(
    screen, workout: Workout, squat: Exercise
) -> None:
    make_exercise(workout, squat)
    page = screen(reverse("workout", args=[workout.pk]))
    page.get_by_label("Set 1: Weight, kg").fill("60")
    page.get_by_label("Set 1: Reps").fill("5")
    for number in range(1, 11):
        page.get_by_role("button", name=f"Set {number}: done").click()
        expect(page.get_by_role("button", name=f"Set {number}: done")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Set 11: done")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Set 10: done")).to_be_in_viewport(ratio=1)


def test_enter_in_an_open_row_logs_its_set_and_in_a_planned_workout_plans_it(
    screen, lifter: User, workout: Workout, squat: Exercise
) -> None:
    planned = make_workout(lifter, status="planned", started_at=None, planned_on=workout.local_date)
    for one, status in ((workout, "completed"), (planned, "planned")):
        row = make_exercise(one, squat)
        page = screen(reverse("workout", args=[one.pk]))
        page.get_by_label("Set 1: Weight, kg").fill("60")
        page.get_by_label("Set 1: Reps").fill("5")
        page.get_by_label("Set 1: Reps").press("Enter")
        expect(page.locator("li.set[data-status=open]")).to_have_count(0 if one is planned else 1)
        assert [str(entry.weight) for entry in row.sets.filter(status=status)] == ["60.000"]
    planned.refresh_from_db()
    assert planned.status == "planned"


@pytest.mark.parametrize("width", [320, 1280])
def test_open_row_can_be_hit_and_nothing_of_it_is_cut(
    screen, lifter: User, workout: Workout, squat: Exercise, width: int
) -> None:
    make_set(make_exercise(workout, squat), "102.058", 1200)
    planned = make_workout(lifter, status="planned", started_at=None, planned_on="2026-03-09")
    make_exercise(planned, squat)
    page = screen(reverse("workout", args=[planned.pk]), width)
    assert page.evaluate(CUT) == []
    assert page.evaluate(TOO_WIDE) is False
    buttons = [page.get_by_role("button", name="Set 1: done"), page.locator(".set-plan")]
    buttons += [page.get_by_role("link", name=name) for name in ("Add set", "Warm-up")]
    assert min(button.bounding_box()["height"] for button in buttons) >= (48 if width < 768 else 40)


def test_paper_shows_no_menus_and_no_buttons(screen, workout: Workout, squat: Exercise) -> None:
    make_set(make_exercise(workout, squat))
    page = screen(reverse("workout", args=[workout.pk]))
    page.emulate_media(media="print")
    shown = page.locator("button:visible, summary.icon-only:visible, .menu-items:visible, .add-exercise:visible")
    assert shown.count() == 0
    expect(page.get_by_label("Set 1: Weight, kg")).to_be_visible()


@pytest.mark.parametrize("name", ["welcome", "welcome-equipment", "welcome-begin"])
def test_first_steps_on_a_phone_have_no_tabs_over_their_form(screen, name: str) -> None:
    expect(screen(reverse(name)).get_by_role("navigation", name="Main")).to_be_hidden()
    expect(screen(reverse(name), width=1280).get_by_role("navigation", name="Main")).to_be_visible()
