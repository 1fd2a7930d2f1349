"""Many workouts at once, from a page that outlived what it shows: none is changed unseen, nothing typed is lost."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.workouts import change_workout
from workouts.models import Workout
from workouts.tests.factories import make_workout

CHANGED = "These workouts have changed since. Look at them, then send it again."
GONE = "One of these workouts was deleted on another device. Nothing was changed."
FORMS = [
    ("workouts-title", "form", {"title": "Upper"}),
    ("workouts-move", "day", {"date": "2026-01-15"}),
    ("workouts-move", "shift", {"days": "3", "way": "earlier"}),
]


@pytest.fixture
def ticked(lifter: User) -> list[Workout]:
    return [make_workout(lifter, title="Push"), make_workout(lifter, title="Legs")]


def seen(answer: Any) -> set[str]:
    """What the forms of the page say of what they show."""
    return set(re.findall(r'name="seen" value="(\d+)"', answer.content.decode()))


def asked(pages: Client, action: str, ticked: list[Workout]) -> dict[str, Any]:
    """What the forms of the page that asks send beside what is typed."""
    sent = {"workout": [str(workout.pk) for workout in ticked]}
    (version,) = seen(pages.post(reverse(action), sent))
    return sent | {"seen": version}


def facts() -> list[tuple[Any, ...]]:
    return list(Workout.objects.order_by("pk").values_list("pk", "title", "local_date", "version"))


@pytest.mark.parametrize(("action", "form", "typed"), FORMS)
def test_workout_that_was_changed_meanwhile_is_told_and_the_page_obeyed_when_sent_again(
    pages: Client, ticked: list[Workout], action: str, form: str, typed: dict[str, str]
) -> None:
    sent = asked(pages, action, ticked) | typed
    change_workout(ticked[0], {"title": "Phone"})
    before = facts()
    answer = pages.post(reverse(action), sent)
    assert (answer.context[form].faults(), facts()) == ([CHANGED], before)
    assert {name: answer.context[form][name].value() for name in typed} == typed
    (version,) = seen(answer)
    assert pages.post(reverse(action), sent | {"seen": version}).status_code == 302
    assert [workout.version for workout in Workout.objects.order_by("pk")] == [3, 2]


@pytest.mark.parametrize(("action", "form", "typed"), FORMS[:2])
def test_same_form_sent_twice_is_as_once(
    pages: Client, ticked: list[Workout], action: str, form: str, typed: dict[str, str]
) -> None:
    sent = asked(pages, action, ticked) | typed
    pages.post(reverse(action), sent)
    after = facts()
    assert pages.post(reverse(action), sent).status_code == 302
    assert facts() == after


@pytest.mark.parametrize(("action", "form", "typed"), FORMS)
def test_workout_that_is_gone_is_told_and_the_others_and_what_was_typed_stay_on_the_page(
    pages: Client, lifter: User, ticked: list[Workout], action: str, form: str, typed: dict[str, str]
) -> None:
    sent = asked(pages, action, ticked) | typed
    move_to_bin(ticked[1])
    empty_bin(lifter)
    before = facts()
    answer = pages.post(reverse(action), sent)
    assert [str(message) for message in answer.context["messages"]] == [GONE]
    assert (answer.status_code, answer.context["workouts"], facts()) == (200, [ticked[0]], before)
    assert {name: answer.context[form][name].value() for name in typed} == typed
    (version,) = seen(answer)
    assert version == "1"
    again = {"workout": str(ticked[0].pk), "seen": version} | typed
    assert pages.post(reverse(action), again).status_code == 302


@pytest.mark.parametrize(("action", "form", "typed"), FORMS)
def test_page_of_which_all_workouts_are_gone_leads_to_the_history(
    pages: Client, lifter: User, ticked: list[Workout], action: str, form: str, typed: dict[str, str]
) -> None:
    sent = asked(pages, action, ticked) | typed
    for workout in ticked:
        move_to_bin(workout)
    empty_bin(lifter)
    answer = pages.post(reverse(action), sent, follow=True)
    assert answer.redirect_chain == [(reverse("workouts"), 302)]
    assert [str(message) for message in answer.context["messages"]] == [GONE]


@pytest.mark.parametrize(("action", "form", "typed"), FORMS)
@pytest.mark.parametrize("version", [{}, {"seen": "many"}])
def test_form_that_does_not_tell_what_it_has_seen_is_refused_in_the_open(
    pages: Client, ticked: list[Workout], action: str, form: str, typed: dict[str, str], version: dict[str, str]
) -> None:
    before = facts()
    sent = {"workout": [str(workout.pk) for workout in ticked]} | typed | version
    answer = pages.post(reverse(action), sent)
    assert len(answer.context[form].faults()) == 1
    assert facts() == before
    assert date(2026, 3, 2) == ticked[0].local_date
