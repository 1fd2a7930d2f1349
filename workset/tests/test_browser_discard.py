"""What is given up on the workout page is asked about first, with all that goes with it."""

import re

import pytest
from playwright.sync_api import Page, expect

from workouts.models import WorkoutExercise
from workset.tests.outbox import PUT_ENTRIES, entries, send_now, states, until_states
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def refused(phone: Page, wire: Wire) -> None:
    """An exercise made here that the server refuses, with two sets in it."""
    phone.wait_for_load_state("networkidle")
    wire.cut()
    phone.get_by_role("link", name="Add an exercise").last.click()
    phone.get_by_role("searchbox").fill("Log Press")
    phone.get_by_role("button", name=re.compile("Make your own")).click()
    expect(phone.get_by_role("heading", name="Log Press")).to_be_visible()
    made = next(one for one in entries(phone) if one["kind"] == "own")
    phone.evaluate(PUT_ENTRIES, [made | {"body": {"name": "x" * 1000}}])
    card = phone.locator("section.exercise").nth(1)
    for number in (5, 6):
        row = card.locator("li.set[data-status=open]").first
        row.locator("input[name=weight]").fill("40")
        row.locator("input[name=reps]").fill(str(number))
        row.locator(".set-done").click()
        expect(card.locator("li.set[data-status=completed]")).to_have_count(number - 4)
    wire.mend()
    send_now(phone)
    until_states(phone, ["refused", "waiting", "waiting", "waiting"])


def discard(phone: Page) -> None:
    """Press the button beside the reason."""
    phone.locator(".set-attention").get_by_role("button", name="Discard").click()
    expect(phone.get_by_role("dialog")).to_contain_text("2 sets go with it")


def test_discard_on_the_workout_page_asks_and_says_how_many_sets_go(
    phone: Page, wire: Wire, card: WorkoutExercise
) -> None:
    refused(phone, wire)
    discard(phone)
    phone.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(phone.get_by_role("dialog")).to_be_hidden()
    assert len(states(phone)) == 4
    discard(phone)
    phone.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(phone.locator("section.exercise")).to_have_count(1)
    assert states(phone) == []


def test_page_of_what_waits_says_how_many_sets_go_too(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    refused(phone, wire)
    phone.goto(f"{wire.url}/waiting/")
    phone.get_by_role("button", name="Discard").click()
    expect(phone.get_by_role("dialog")).to_contain_text("2 sets go with it")
    phone.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(phone.get_by_role("heading", name="Nothing waits")).to_be_visible()
