"""What waits to be sent is its owner's: whoever else uses the browser neither sees nor sends it."""

import pytest
from django.conf import settings as project
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.tests.factories import PASSWORD
from workouts.models import Set, WorkoutExercise
from workset.tests.browser import sign_in
from workset.tests.outbox import (
    entries,
    log,
    send_now,
    states,
    until_sent,
)
from workset.tests.phone import reps
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in_by_form(page: Page, user: User) -> None:
    """As a person does it."""
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_who_was_signed_out_is_asked_to_sign_in_and_nothing_is_lost(
    phone: Page, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    phone.context.clear_cookies(name=project.SESSION_COOKIE_NAME)
    log(phone, 5)
    log(phone, 6)
    notice = phone.get_by_role("status").filter(has_text="Sign in again")
    expect(notice).to_be_visible()
    assert (states(phone), reps(card)) == (["waiting", "waiting"], [])
    notice.get_by_role("link", name="Sign in").click()
    sign_in_by_form(phone, lifter)
    until_sent(phone)
    assert reps(card) == [5, 6]


def test_somebody_else_neither_sees_nor_sends_it(
    phone: Page, wire: Wire, lifter: User, stranger: User, card: WorkoutExercise
) -> None:
    wire.cut()
    log(phone, 5)
    [entry] = entries(phone)
    phone.goto("about:blank")
    sign_in(phone.context, stranger, wire)
    wire.mend()
    phone.goto(wire.url)
    send_now(phone)
    phone.goto(f"{wire.url}/waiting/")
    expect(phone.get_by_role("heading", name="Nothing waits")).to_be_visible()
    expect(phone.get_by_role("banner").get_by_role("link", name="waiting")).to_have_count(0)
    assert (states(phone), Set.objects.count()) == (["waiting"], 0)
    answer = phone.evaluate(
        """async ({ path, account, body }) => (await fetch(path, {
            method: "PUT", body: JSON.stringify(body),
            headers: { "Content-Type": "application/json", "Workset-Account": account, "If-None-Match": "*",
                       "X-CSRFToken": document.cookie.match(/csrf=([^;]+)/)[1] },
        })).status""",
        entry,
    )
    assert (answer, Set.objects.count()) == (401, 0)
    sign_in(phone.context, lifter, wire)
    phone.goto(wire.url)
    until_sent(phone)
    assert reps(card) == [5]


def test_page_that_was_left_open_sends_nothing_as_somebody_else(
    phone: Page, wire: Wire, stranger: User, card: WorkoutExercise
) -> None:
    sign_in(phone.context, stranger, wire)
    log(phone, 5)
    expect(phone.get_by_role("status").filter(has_text="Sign in again")).to_be_visible()
    assert (states(phone), Set.objects.count()) == (["waiting"], 0)


def test_token_that_changed_meanwhile_is_the_one_that_is_sent(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    phone.context.add_cookies([{"name": project.CSRF_COOKIE_NAME, "value": "a" * 32, "url": wire.url}])
    log(phone, 5)
    until_sent(phone)
    phone.context.clear_cookies(name=project.CSRF_COOKIE_NAME)
    log(phone, 6)
    expect(phone.get_by_role("status").filter(has_text="Sign in again")).to_be_visible()
    phone.reload()
    until_sent(phone)
    assert reps(card) == [5, 6]
