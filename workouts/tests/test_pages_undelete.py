"""The button that brings back what was deleted, pressed when its workout is not there any more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.sets import delete_set
from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout

IN_BIN = ["This workout is in the bin. Restore it first."]
GONE = ["This is gone for good: its workout was deleted from the bin."]


@pytest.fixture(params=["set", "workout-exercise"])
def deleted(request: pytest.FixtureRequest, lifter: User, squat: Exercise) -> str:
    """A set, or an exercise with one, that was deleted before its workout was; the address that brings it back."""
    row = make_exercise(make_workout(lifter), squat)
    entry = make_set(row)
    if request.param == "set":
        delete_set(entry)
    else:
        remove_exercise(row)
    move_to_bin(row.workout)
    gone = entry if request.param == "set" else row
    return reverse(f"{request.param}-undelete", args=[gone.pk])


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_undo_in_a_workout_that_lies_in_the_bin_leads_to_the_bin_and_says_so(pages: Client, deleted: str) -> None:
    answer = pages.post(deleted, follow=True)
    assert answer.redirect_chain == [(reverse("workout-bin"), 302)]
    assert (answer.status_code, told(answer)) == (200, IN_BIN)
    assert pages.get(deleted).url == reverse("workout-bin")
    assert Set.objects.count() == 0


def test_undo_in_a_workout_that_is_gone_for_good_says_so_and_strangers_find_nothing(
    pages: Client, stranger_pages: Client, lifter: User, deleted: str
) -> None:
    empty_bin(lifter)
    for open_page in (pages.post, pages.get):
        answer = open_page(deleted, follow=True)
        assert answer.redirect_chain == [(reverse("today"), 302)]
        assert (answer.status_code, told(answer)) == (200, GONE)
    assert stranger_pages.post(deleted).status_code == 404
    assert stranger_pages.get(deleted).status_code == 404
    assert WorkoutExercise.objects.count() == 0
