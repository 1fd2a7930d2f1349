"""What is changed or taken back while it waits, and a whole workout without a signal."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.browser import sign_in
from workset.tests.outbox import (
    be_ready,
    entries,
    install,
    log,
    row_of,
    send_now,
    take_back,
    until_sent,
    until_states,
)
from workset.tests.phone import kill, reps, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
