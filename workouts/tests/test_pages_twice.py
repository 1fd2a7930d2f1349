"""A form that is sent twice, by a double tap or because its answer was lost, makes one thing and not two."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.sets import delete_set
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workouts.tests.shown import shown
from workset.lib.ids import uuid7

PAST = {"title": "Legs", "type": "", "date": "2026-03-02", "time": "19:00", "duration": "60", "notes": ""}
SET = {"weight": "62,5", "reps": "5"}


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def row(workout: Workout, squat: Exercise) -> WorkoutExercise:
    return make_exercise(workout, squat)


def ids_on(page) -> list[str]:
    """The ids that the forms of a page would send."""
    return re.findall(r'<input type="hidden" name="id" value="([^"]+)" autocomplete="off">', shown(page))


def test_set_sent_twice_is_logged_once(pages: Client, row: WorkoutExercise) -> None:
    (copy, made) = ids_on(pages.get(reverse("workout", args=[row.workout_id])))  # of the menu, and of the open row
    assert copy != made
    first, second = (pages.post(reverse("set-add", args=[row.pk]), SET | {"id": made}) for _ in range(2))
    assert first.url == second.url == f"{reverse('workout', args=[row.workout_id])}#add-{row.pk}"
    assert str(row.sets.get().pk) == made


def test_another_set_sent_from_an_old_page_is_logged_too(pages: Client, row: WorkoutExercise) -> None:
    old = str(uuid7())
    for reps in ("5", "6"):
        pages.post(reverse("set-add", args=[row.pk]), SET | {"reps": reps, "id": old})
    assert list(row.sets.values_list("reps", flat=True)) == [5, 6]


def test_id_of_a_stranger_makes_a_set_of_ones_own_under_another(
    pages: Client, stranger: User, row: WorkoutExercise
) -> None:
    theirs = make_set(make_exercise(make_workout(stranger), row.exercise), "62.5", 5)
    pages.post(reverse("set-add", args=[row.pk]), SET | {"id": str(theirs.pk)})
    assert row.sets.count() == 1
    assert Set.objects.for_user(stranger).get() == theirs


def test_set_deleted_since_is_not_brought_back_by_a_second_sending_which_says_so(
    pages: Client, row: WorkoutExercise
) -> None:
    made = {"id": str(uuid7())}
    pages.post(reverse("set-add", args=[row.pk]), SET | made)
    delete_set(row.sets.get())
    answer = pages.post(reverse("set-add", args=[row.pk]), SET | made)
    assert b"This was saved before and deleted since. Send it again to save it once more." in answer.content
    assert row.sets.count() == 0
    assert made["id"] not in ids_on(answer)


@pytest.mark.parametrize("forged", ["nonsense", "8c5f0a6e-9e7f-4c55-9d8e-0a4c5b0f7d11"])
def test_set_with_a_forged_id_is_refused_in_the_open(pages: Client, row: WorkoutExercise, forged: str) -> None:
    answer = pages.post(reverse("set-add", args=[row.pk]), SET | {"id": forged})
    assert answer.context["form"].faults() == list(answer.context["form"].errors["id"])
    assert answer.context["form"].faults()[0].encode() in answer.content
    assert row.sets.count() == 0


def test_past_workout_sent_twice_is_logged_once(pages: Client, lifter: User) -> None:
    (made,) = ids_on(pages.get(reverse("workout-past")))
    answers = [pages.post(reverse("workout-past"), PAST | {"id": made}) for _ in range(2)]
    assert {answer.url for answer in answers} == {reverse("workout", args=[made])}
    assert Workout.objects.for_user(lifter).count() == 1


def test_another_past_workout_sent_from_an_old_page_is_logged_too(pages: Client, lifter: User) -> None:
    old = str(uuid7())
    for day in ("2026-03-02", "2026-03-03"):
        pages.post(reverse("workout-past"), PAST | {"date": day, "id": old})
    assert Workout.objects.for_user(lifter).count() == 2


@pytest.mark.parametrize("page", ["today", "workout"])
def test_copy_asked_for_twice_is_made_once(pages: Client, lifter: User, squat: Exercise, page: str) -> None:
    done = make_workout(lifter, status="completed", duration_seconds=3600)
    address = reverse(page, args=[done.pk] if page == "workout" else [])
    (made,) = ids_on(pages.get(address))
    answers = [pages.post(reverse("workout-copy", args=[done.pk]), {"id": made}) for _ in range(2)]
    assert {answer.url for answer in answers} == {reverse("workout", args=[made])}
    assert Workout.objects.for_user(lifter).count() == 2


def test_copy_with_a_forged_id_is_refused_in_the_open(pages: Client, workout: Workout) -> None:
    answer = pages.post(reverse("workout-copy", args=[workout.pk]), {"id": "nonsense"}, follow=True)
    assert answer.redirect_chain == [(reverse("workout", args=[workout.pk]), 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Workout.objects.count() == 1


def test_exercise_pressed_twice_is_added_once(pages: Client, workout: Workout, squat: Exercise) -> None:
    address = reverse("exercise-add", args=[workout.pk])
    (made,) = ids_on(pages.get(address))
    answers = [pages.post(address, {"exercise": str(squat.pk), "id": made}) for _ in range(2)]
    assert {answer.url for answer in answers} == {f"{reverse('workout', args=[workout.pk])}#exercise-{made}"}
    assert workout.exercises.count() == 1


def test_another_exercise_pressed_on_an_old_page_is_added_too(pages: Client, workout: Workout) -> None:
    old = str(uuid7())
    for exercise in ExerciseFactory.create_batch(2):
        pages.post(reverse("exercise-add", args=[workout.pk]), {"exercise": str(exercise.pk), "id": old})
    assert workout.exercises.count() == 2


def test_own_exercise_made_twice_is_made_and_added_once(pages: Client, lifter: User, workout: Workout) -> None:
    sent = {"name": "Zercher Shrug", "id": str(uuid7())}
    answers = [pages.post(reverse("exercise-add", args=[workout.pk]), sent) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Exercise.objects.filter(owner=lifter).count() == 1
    assert workout.exercises.get().exercise.name == "Zercher Shrug"


def test_own_exercise_that_cannot_be_added_is_not_made_either(pages: Client, lifter: User, workout: Workout) -> None:
    answer = pages.post(reverse("exercise-add", args=[workout.pk]), {"name": "Zercher Shrug", "id": str(workout.pk)})
    assert answer.status_code == 302  # the id is a workout's: as an exercise in one it is free
    row = workout.exercises.get()
    row.delete()
    forged = {"name": "Jefferson Curl", "id": "8c5f0a6e-9e7f-4c55-9d8e-0a4c5b0f7d11"}
    pages.post(reverse("exercise-add", args=[workout.pk]), forged)
    assert list(Exercise.objects.filter(owner=lifter).values_list("name", flat=True)) == ["Zercher Shrug"]
