"""The bin: nothing is lost by a wrong tap."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from workouts.models import Workout
from workouts.tests.factories import make_workout


def delete(pages: Client, workout: Workout) -> None:
    pages.post(reverse("workout-delete", args=[workout.pk]))


def test_deleted_workout_leaves_the_history_and_says_how_to_get_it_back(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter)
    answer = pages.post(reverse("workout-delete", args=[workout.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("workouts"), 302)]
    assert list(answer.context["page_obj"]) == []
    assert f'action="{reverse("workout-restore", args=[workout.pk])}"' in answer.content.decode()


def test_bin_shows_what_was_deleted_and_nothing_of_a_stranger(
    pages: Client, stranger_pages: Client, lifter: User, stranger: User
) -> None:
    workout = make_workout(lifter)
    delete(pages, workout)
    delete(stranger_pages, make_workout(stranger))
    assert list(pages.get(reverse("workout-bin")).context["page_obj"]) == [workout]


def test_restored_workout_is_back(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter)
    delete(pages, workout)
    assert pages.post(reverse("workout-restore", args=[workout.pk])).url == reverse("workout", args=[workout.pk])
    assert Workout.objects.for_user(lifter).get() == workout


def test_bin_is_emptied_only_once_the_box_is_ticked(pages: Client, lifter: User) -> None:
    delete(pages, make_workout(lifter))
    kept = make_workout(lifter)
    refused = pages.post(reverse("workout-bin"))
    assert refused.context["form"].errors == {"confirm": ["Tick the box first: this cannot be undone."]}
    assert Workout.objects.count() == 2
    assert pages.post(reverse("workout-bin"), {"confirm": "on"}).url == reverse("workout-bin")
    assert Workout.objects.get() == kept


def test_emptying_the_bin_leaves_that_of_a_stranger_alone(
    pages: Client, stranger_pages: Client, stranger: User
) -> None:
    delete(stranger_pages, make_workout(stranger))
    pages.post(reverse("workout-bin"), {"confirm": "on"})
    assert Workout.objects.bin_of(stranger).count() == 1


def test_empty_bin_says_what_it_is_for(pages: Client) -> None:
    assert b"The bin is empty" in pages.get(reverse("workout-bin")).content


@pytest.mark.parametrize("rows", [1, 3])
def test_bin_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        delete(pages, make_workout(lifter))
    pages.get(reverse("workout-bin"))  # takes the messages out of the session
    with django_assert_num_queries(4):
        pages.get(reverse("workout-bin"))
