"""A wrong tap costs nothing: deleted sets and removed exercises come back as they were."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.own_exercises import change_exercise, delete_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.undelete import undelete_exercise, undelete_set
from workouts.logbook.workouts import change_workout, complete
from workouts.models import MergedExercise, Set, Tombstone, WorkoutExercise
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
    make_exercise(row.workout, ExerciseFactory(name="Curl"), superset=1)
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


@pytest.fixture
def own(lifter: User) -> Exercise:
    """An own exercise at its second version."""
    return change_exercise(create_exercise(lifter, {"name": "My Curl"}), {"instructions": "Slowly."})


def whose(row: WorkoutExercise) -> tuple[str, int]:
    """The exercise of a row and its version, as they stand."""
    return WorkoutExercise.objects.values_list("exercise__name", "exercise_version").get(pk=row.pk)


def test_exercise_merged_since_it_was_removed_comes_back_as_what_it_went_into_and_merges_undo(
    lifter: User, own: Exercise
) -> None:
    between, target = create_exercise(lifter, {"name": "Between"}), ExerciseFactory(name="Curl", dumbbells=True)
    row = make_exercise(make_workout(lifter), own)
    make_set(row)
    remove_exercise(row)
    merge_exercise(own, between)
    merge_exercise(between, target)
    undelete_exercise(lifter, row.pk)
    assert whose(row) == ("Curl", 1)
    assert list(differing_rows()) == []
    undo_merge(between)
    assert whose(row) == ("Between", 1)
    undo_merge(own)
    assert whose(row) == ("My Curl", 2)
    assert list(differing_rows()) == []


def test_merge_of_an_exercise_that_was_removed_and_came_back_since_is_undone_with_it(
    lifter: User, own: Exercise
) -> None:
    row = make_exercise(make_workout(lifter), own)
    merge_exercise(own, ExerciseFactory(name="Curl"))
    for _time in range(2):
        remove_exercise(WorkoutExercise.objects.get(pk=row.pk))
        undelete_exercise(lifter, row.pk)
    assert whose(row) == ("Curl", 1)
    undo_merge(own)
    assert whose(row) == ("My Curl", 2)
    assert MergedExercise.objects.count() == 0


def test_exercise_removed_while_it_was_merged_comes_back_as_itself_once_that_is_undone(
    lifter: User, own: Exercise
) -> None:
    row = make_exercise(make_workout(lifter), own)
    make_set(row)
    other = make_exercise(row.workout, own)
    target = ExerciseFactory(name="Curl")
    merge_exercise(own, target)
    logged_since = make_exercise(row.workout, target)
    for one in (row, other, logged_since):
        remove_exercise(WorkoutExercise.objects.get(pk=one.pk))
    undelete_exercise(lifter, other.pk)
    undo_merge(own)
    for one in (row, logged_since):
        undelete_exercise(lifter, one.pk)
    assert [whose(one) for one in (row, other, logged_since)] == [("My Curl", 2), ("My Curl", 2), ("Curl", 1)]
    assert row.sets.count() == 1
    removals = WorkoutExercise.history.filter(history_type="-").order_by("history_id")
    assert [removal.exercise.name for removal in removals] == ["Curl", "Curl", "Curl", "My Curl"]


def test_emptied_bin_forgets_what_a_merge_moved_there(lifter: User, own: Exercise) -> None:
    binned, kept = make_exercise(make_workout(lifter), own), make_exercise(make_workout(lifter), own)
    removed = make_exercise(binned.workout, own)
    merge_exercise(own, ExerciseFactory(name="Curl"))
    remove_exercise(WorkoutExercise.objects.get(pk=removed.pk))
    move_to_bin(binned.workout)
    empty_bin(lifter)
    assert list(MergedExercise.objects.values_list("workout_exercise", flat=True)) == [kept.pk]
    undo_merge(own)
    assert whose(kept) == ("My Curl", 2)


def test_planned_set_comes_back_skipped_into_a_workout_that_was_completed(lifter: User, row: WorkoutExercise) -> None:
    other = make_exercise(row.workout, ExerciseFactory(name="Curl"))
    alone, done, with_row = make_set(row, status="planned"), make_set(row), make_set(other, status="planned")
    for entry in (alone, done):
        delete_set(entry)
    remove_exercise(other)
    complete(row.workout)
    undelete_exercise(lifter, other.pk)
    statuses = [undelete_set(lifter, entry.pk).status for entry in (alone, done)]
    assert [*statuses, Set.objects.get(pk=with_row.pk).status] == ["skipped", "completed", "skipped"]


def test_planned_set_comes_back_planned_into_a_workout_in_progress(lifter: User, row: WorkoutExercise) -> None:
    entry = make_set(row, status="planned")
    delete_set(entry)
    assert undelete_set(lifter, entry.pk).status == "planned"


@pytest.mark.parametrize("by", ["row", "set"])
def test_what_comes_back_was_made_when_it_was_made(lifter: User, squat: Exercise, by: str) -> None:
    made = datetime(2026, 3, 2, 18, tzinfo=UTC)
    with time_machine.travel(made, tick=False):
        row = make_exercise(make_workout(lifter), squat)
        entry = make_set(row)
    tree = [{"id": row.pk, "exercise": squat, "sets": [{"id": entry.pk, "weight": 90, "reps": 5}]}]
    change_workout(row.workout, {}, tree)
    if by == "set":
        delete_set(entry)
        undelete_set(lifter, entry.pk)
    else:
        remove_exercise(row)
        undelete_exercise(lifter, row.pk)
    row.refresh_from_db()
    entry.refresh_from_db()
    assert (row.created_at, entry.created_at) == (made, made)
    assert Set.history.filter(id=entry.pk).earliest().history_date == made


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
