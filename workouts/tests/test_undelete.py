"""A wrong tap costs nothing: deleted sets and removed exercises come back as they were."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.own_exercises import delete_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.undelete import undelete_exercise, undelete_set
from workouts.models import Set, Tombstone, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout, names_in_order
from workset.lib.errors import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    """The only exercise of a workout in progress."""
    return make_exercise(make_workout(lifter), squat, notes="Belt.", superset=1)


def test_set_comes_back_as_it_was(lifter: User, row: WorkoutExercise) -> None:
    entry = make_set(row, "102.5", 3, rpe=9, notes="Grindy.", set_type="top_set")
    delete_set(entry)
    undelete_set(lifter, entry.pk)
    back = Set.objects.get(pk=entry.pk)
    same = ("weight", "weight_kg", "reps", "rpe", "notes", "set_type", "set_number", "status", "completed_at")
    assert [getattr(back, name) for name in same] == [getattr(entry, name) for name in same]
    assert back.version > entry.version
    assert not Tombstone.objects.filter(pk=entry.pk).exists()
    assert list(differing_rows()) == []


def test_set_whose_number_is_taken_goes_to_the_end(lifter: User, row: WorkoutExercise) -> None:
    first = make_set(row, 60)
    delete_set(first)
    make_set(row, 80)
    undelete_set(lifter, first.pk)
    assert list(row.sets.values_list("set_number", "weight")) == [(1, 80), (2, 60)]


def test_set_comes_back_once(lifter: User, row: WorkoutExercise) -> None:
    entry = make_set(row)
    delete_set(entry)
    undelete_set(lifter, entry.pk)
    change_set(entry, {"reps": 9})
    assert undelete_set(lifter, entry.pk).reps == 9
    assert row.sets.count() == 1


def test_removed_exercise_comes_back_to_its_place_with_its_sets(lifter: User, row: WorkoutExercise) -> None:
    make_exercise(row.workout, ExerciseFactory(name="Curl"))
    alone, second = make_set(row, 60), make_set(row, 80)
    delete_set(alone)
    remove_exercise(row)
    undelete_exercise(lifter, row.pk)
    assert names_in_order(row.workout) == ["Barbell Squat", "Curl"]
    back = WorkoutExercise.objects.get(pk=row.pk)
    assert (back.notes, back.superset, back.local_date) == ("Belt.", 1, row.local_date)
    assert [entry.pk for entry in back.sets.all()] == [second.pk]
    assert list(differing_rows()) == []


def test_exercise_comes_back_once(lifter: User, row: WorkoutExercise) -> None:
    remove_exercise(row)
    undelete_exercise(lifter, row.pk)
    undelete_exercise(lifter, row.pk)
    assert names_in_order(row.workout) == ["Barbell Squat"]


def test_set_of_a_removed_exercise_says_what_to_bring_back_first(lifter: User, row: WorkoutExercise) -> None:
    entry = make_set(row)
    delete_set(entry)
    remove_exercise(row)
    with pytest.raises(Conflict, match="Bring that back") as refused:
        undelete_set(lifter, entry.pk)
    assert refused.value.code == "deleted"


def test_exercise_that_was_deleted_itself_can_not_come_back(lifter: User) -> None:
    own = create_exercise(lifter, {"name": "Log Press"})
    row = make_exercise(make_workout(lifter), own)
    remove_exercise(row)
    delete_exercise(own)
    with pytest.raises(Conflict, match="was deleted") as refused:
        undelete_exercise(lifter, row.pk)
    assert refused.value.code == "deleted"


def test_nothing_comes_back_into_the_bin_or_after_it(lifter: User, row: WorkoutExercise) -> None:
    entry = make_set(row)
    delete_set(entry)
    move_to_bin(row.workout)
    with pytest.raises(Conflict) as refused:
        undelete_set(lifter, entry.pk)
    assert refused.value.code == "in_bin"
    empty_bin(lifter)
    with pytest.raises(Conflict) as refused:
        undelete_set(lifter, entry.pk)
    assert refused.value.code == "not_deleted"


def test_page_deletes_a_set_and_offers_it_back(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row)
    page = pages.post(reverse("set-delete", args=[entry.pk]), follow=True).content.decode()
    (undo,) = re.findall(r'action="(/sets/[^"]+/undelete/)"', page)
    assert not row.sets.exists()
    answer = pages.post(undo)
    assert answer["Location"] == f"{reverse('workout', args=[row.workout_id])}#set-{entry.pk}"
    assert row.sets.get().pk == entry.pk


def test_page_removes_an_exercise_and_offers_it_back(pages: Client, row: WorkoutExercise) -> None:
    make_set(row)
    page = pages.post(reverse("workout-exercise-remove", args=[row.pk]), follow=True).content.decode()
    (undo,) = re.findall(r'action="(/workout-exercises/[^"]+/undelete/)"', page)
    assert not row.workout.exercises.exists()
    answer = pages.post(undo)
    assert answer["Location"] == f"{reverse('workout', args=[row.workout_id])}#exercise-{row.pk}"
    assert row.workout.exercises.get().set_count == 1


@pytest.mark.parametrize("name", ["set-undelete", "workout-exercise-undelete"])
def test_stranger_brings_nothing_back(stranger_pages: Client, stranger: User, row: WorkoutExercise, name: str) -> None:
    entry = make_set(row)
    remove_exercise(row)
    pk = {"set-undelete": entry.pk, "workout-exercise-undelete": row.pk}[name]
    assert stranger_pages.post(reverse(name, args=[pk])).status_code == 404
    assert stranger_pages.post(reverse(name, args=[uuid4()])).status_code == 404
    with pytest.raises(Conflict):
        undelete_set(stranger, entry.pk)
    with pytest.raises(Conflict):
        undelete_exercise(stranger, row.pk)
    assert not row.workout.exercises.exists()
