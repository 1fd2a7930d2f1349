"""The main job in a real browser: sign up, log three sets, read the report."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workset.tests.browser import keep_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bench() -> Exercise:
    """An exercise to find."""
    return ExerciseFactory(name="Barbell Bench Press", equipment="barbell", primary_muscle="chest")


def test_newcomer_signs_up_logs_three_sets_and_reads_the_report(
    live_server: LiveServer, phone_without_script: Page, bench: Exercise
) -> None:
    page = phone_without_script
    page.goto(live_server.url)
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("E-mail").fill("Newcomer@Example.org")
    page.get_by_label("Password").fill("iron-and-chalk-42")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.get_by_role("button", name="Skip the rest").click()
    page.get_by_role("button", name="Start a workout").click()
    page.get_by_role("main").get_by_role("link", name="Add an exercise").click()
    page.get_by_label("Name of the exercise").fill("bench press")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name=re.compile("Barbell Bench Press")).click()
    for number, weight, reps in ((1, "60", "8"), (2, "62,5", "6"), (3, "65.5", "4")):
        page.get_by_label(f"Set {number}: Weight, kg").fill(weight)
        page.get_by_label(f"Set {number}: Reps").fill(reps)
        page.get_by_role("button", name=f"Set {number}: done").click()
    keep_picture(page, "workout")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("row", name=re.compile("Barbell Bench Press"))).to_contain_text("1,117")
    keep_picture(page, "report")

    assert Workout.objects.get().status == Workout.Status.COMPLETED
    assert [(str(entry.weight_kg), entry.reps) for entry in Set.objects.all()] == [
        ("60.000", 8),
        ("62.500", 6),
        ("65.500", 4),
    ]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_api_documentation_is_served_by_us_and_breaks_no_policy(
    live_server: LiveServer, desk: BrowserContext, path: str
) -> None:
    page, problems, hosts = desk.new_page(), [], set()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("requestfinished", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(live_server.url + path)
    expect(page.get_by_text("Log a workout with its whole tree").filter(visible=True).first).to_be_visible(
        timeout=20_000
    )
    assert problems == []
    assert {host for host in hosts if not host.startswith("blob")} == {live_server.url.split("/")[2]}


def test_first_step_fills_in_what_the_browser_knows(live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(timezone_id="America/New_York", locale="en-US", service_workers="block")
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-up/")
    page.get_by_label("E-mail").fill("newcomer@example.org")
    page.get_by_label("Password").fill("iron-and-chalk-42")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    expect(page.get_by_label("Weights in")).to_have_value("lb")
    page.get_by_role("button", name="Skip the rest").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    context.close()
    user = User.objects.get()
    assert (user.timezone, user.weight_unit, user.distance_unit, user.week_start) == (
        "America/New_York",
        "lb",
        "mi",
        "sunday",
    )
    assert (user.bar_weight, user.weight_increment) == (45, 5)
