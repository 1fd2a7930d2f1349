"""Who changed what, when, from what to what: kept by every verb, shown to staff, gone with what it is about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from accounts.registration import delete_account
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.catalogue import change_catalogue_exercise
from workouts.logbook.exercises import change_workout_exercise, remove_exercise
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.own_exercises import change_exercise, delete_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout, complete
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.admin import address, filled, staff_client

pytestmark = pytest.mark.django_db

TRACKED = (Workout, WorkoutExercise, Set, Exercise)


def kept(row: Any, *names: str) -> list[tuple[Any, ...]]:
    """What is kept of a row, the oldest first: the kind of change, and some fields."""
    records = reversed(list(type(row).history.filter(id=row.pk)))
    return [(one.history_type, *(getattr(one, name) for name in names)) for one in records]


@pytest.fixture
def entry(lifter: User, squat: Exercise) -> Set:
    """100 kg x 5, the only set of a workout in progress."""
    return make_set(make_exercise(make_workout(lifter), squat))


def test_what_was_never_changed_keeps_no_history(lifter: User, entry: Set) -> None:
    create_exercise(lifter, {"name": "Log Press"})
    assert [model.history.count() for model in TRACKED] == [0, 0, 0, 0]


def test_first_change_keeps_how_it_stood_before(entry: Set) -> None:
    change_set(entry, {"weight": Decimal("102.5"), "rpe": Decimal(9)})
    assert kept(entry, "weight", "rpe", "reps") == [("+", 100, None, 5), ("~", Decimal("102.5"), 9, 5)]
    first = Set.history.filter(id=entry.pk).earliest()
    assert (first.history_date, first.history_user) == (entry.created_at, None)


def test_later_changes_keep_one_state_each(entry: Set) -> None:
    for reps in (6, 7, 7):
        change_set(entry, {"reps": reps})
    assert kept(entry, "reps") == [("+", 5), ("~", 6), ("~", 7)]


def test_totals_are_no_change_of_a_workout(lifter: User, entry: Set) -> None:
    change_set(entry, {"reps": 8})
    make_set(entry.workout_exercise, 60)
    assert (Workout.history.count(), WorkoutExercise.history.count()) == (0, 0)


def test_workout_keeps_its_changes_its_finish_and_its_way_through_the_bin(lifter: User) -> None:
    workout = make_workout(lifter)
    change_workout(workout, {"title": "Pull", "notes": "Slept badly."})
    complete(workout)
    move_to_bin(workout)
    states = kept(workout, "title", "status", "notes")
    assert states == [
        ("+", "Push", "in_progress", ""),
        ("~", "Pull", "in_progress", "Slept badly."),
        ("~", "Pull", "completed", "Slept badly."),
        ("~", "Pull", "completed", "Slept badly."),
    ]
    assert [state[1] is None for state in kept(workout, "deleted_at")] == [True, True, True, False]


def test_sets_that_finishing_skips_keep_that_they_were_planned(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    planned = make_set(row, reps=5, status="planned")
    complete(row.workout)
    assert kept(planned, "status") == [("+", "planned"), ("~", "skipped")]


def test_sets_changed_together_keep_how_each_stood_before_once(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    changed, untouched = (make_set(row, 60, reps=None) for _ in range(2))
    change_set(changed, {"weight": Decimal(70)})
    complete(row.workout)
    planned, skipped = Set.Status.PLANNED, Set.Status.SKIPPED
    assert kept(changed, "status", "weight") == [("+", planned, 60), ("~", planned, 70), ("~", skipped, 70)]
    assert kept(untouched, "status", "weight") == [("+", planned, 60), ("~", skipped, 60)]


def test_exercise_of_a_workout_keeps_its_changes(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    other = ExerciseFactory(name="Leg Press")
    change_workout_exercise(row, {"notes": "Belt.", "exercise": other})
    assert kept(row, "notes", "exercise_id") == [("+", "", squat.pk), ("~", "Belt.", other.pk)]


def test_deleted_sets_and_exercises_keep_what_they_said(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat, notes="Belt.")
    first, second = make_set(row, 100), make_set(row, 90)
    delete_set(first)
    remove_exercise(row)
    assert kept(first, "weight") == [("-", 100)]
    assert kept(second, "weight") == [("-", 90)]
    assert kept(row, "notes", "order") == [("-", "Belt.", 1)]


def test_replaced_tree_keeps_what_changed_and_what_went(lifter: User, squat: Exercise) -> None:
    bench = make_exercise(make_workout(lifter), squat)
    stays, changes, goes = make_set(bench, 60), make_set(bench, 80), make_set(bench, 100)
    gone = make_exercise(bench.workout, ExerciseFactory(name="Curl"))
    sets = [
        {"id": stays.pk, "weight": Decimal(60), "reps": 5, "status": "completed"},
        {"id": changes.pk, "weight": Decimal(85), "reps": 5, "status": "completed"},
        {"weight": Decimal(70), "reps": 8, "status": "completed"},
    ]
    change_workout(bench.workout, {}, [{"id": bench.pk, "exercise": squat, "sets": sets}])
    assert kept(stays) == []
    assert kept(changes, "weight") == [("+", 80), ("~", 85)]
    assert kept(goes, "weight", "set_number") == [("-", 100, 3)]
    assert kept(gone, "order") == [("-", 2)]
    assert kept(bench) == []


def test_own_exercise_keeps_its_changes_and_its_deletion(lifter: User) -> None:
    exercise = create_exercise(lifter, {"name": "Log Press"})
    change_exercise(exercise, {"name": "Log Clean and Press"})
    delete_exercise(exercise)
    names = [("+", "Log Press"), ("~", "Log Clean and Press"), ("-", "Log Clean and Press")]
    assert kept(exercise, "name") == names


def test_merge_and_its_undo_are_kept(lifter: User, squat: Exercise) -> None:
    own = create_exercise(lifter, {"name": "My Squat"})
    row = make_exercise(make_workout(lifter), own)
    merge_exercise(own, squat)
    undo_merge(own)
    assert kept(own, "merged_into_id") == [("+", None), ("~", squat.pk), ("~", None)]
    assert kept(row, "exercise_id") == [("+", own.pk), ("~", squat.pk), ("~", own.pk)]


def test_catalogue_keeps_the_changes_that_staff_make(squat: Exercise) -> None:
    change_catalogue_exercise(squat, {"instructions": "Stand up."})
    assert kept(squat, "instructions") == [("+", ""), ("~", "Stand up.")]
    assert Exercise.history.filter(id=squat.pk, account=None).count() == 2


def test_change_names_who_made_it_by_page_api_and_admin(
    pages: Client, api: APIClient, lifter: User, entry: Set
) -> None:
    staff = staff_client()
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "101", "reps": "5"})
    api.patch(f"/api/v1/sets/{entry.pk}", {"weight": "102"}, format="json")
    staff.post(address(entry, "change"), filled(staff, entry) | {"weight": "103"})
    who = [one.history_user.email for one in Set.history.exclude(history_user=None).order_by("history_date")]
    assert who == ["ann@example.org", "ann@example.org", "staff@example.org"]


def test_staff_see_before_and_after(lifter: User, entry: Set) -> None:
    change_set(entry, {"reps": 6, "notes": "Grindy."})
    page = staff_client().get(address(entry, "history")).content.decode()
    assert "<strong>Reps:</strong> 5 → 6" in page
    assert "<strong>Notes:</strong>  → Grindy." in page


def test_staff_can_read_what_was_kept_of_a_row_whose_exercise_was_deleted_since(lifter: User) -> None:
    own = create_exercise(lifter, {"name": "Log Press"})
    row = make_exercise(make_workout(lifter), own)
    entry = make_set(row)
    remove_exercise(row)
    delete_exercise(own)
    staff = staff_client()
    for gone in (row, entry, own):
        record = type(gone).history.get(id=gone.pk, history_type="-")
        assert staff.get(address(gone, "history")).status_code == 200
        assert staff.get(address(type(record), "changelist")).status_code == 200
        assert staff.get(address(record, "change")).status_code == 200


@pytest.mark.parametrize("model", TRACKED)
@pytest.mark.parametrize("pk", ["abc", "1" * 500, "0198f2ae-8a0f-7000-8000-000000000000"])
def test_history_of_what_never_was_is_not_found(model: type[models.Model], pk: str) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_history"
    assert staff_client().get(reverse(name, args=[pk])).status_code == 404


def test_emptied_bin_takes_the_history_along(lifter: User, entry: Set, squat: Exercise) -> None:
    workout = entry.workout_exercise.workout
    change_set(entry, {"reps": 6})
    remove_exercise(entry.workout_exercise)
    stays = make_set(make_exercise(make_workout(lifter), squat))
    change_set(stays, {"reps": 6})
    move_to_bin(workout)
    empty_bin(lifter)
    assert {one.id for one in Set.history.all()} == {stays.pk}
    assert (Workout.history.count(), WorkoutExercise.history.count()) == (0, 0)


def test_closed_account_takes_its_history_along(lifter: User, stranger: User, entry: Set, squat: Exercise) -> None:
    change_set(entry, {"reps": 6})
    change_exercise(create_exercise(lifter, {"name": "Log Press"}), {"name": "Log Clean"})
    theirs = make_set(make_exercise(make_workout(stranger), squat))
    change_set(theirs, {"reps": 6})
    delete_account(lifter)
    assert {one.id for one in Set.history.all()} == {theirs.pk}
    assert Exercise.history.count() == 0


def test_planned_workout_that_begins_with_a_set_keeps_that_it_was_planned(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter, status="planned", started_at=None, planned_on=date(2026, 3, 2))
    make_set(make_exercise(workout, squat))
    assert kept(workout, "status") == [("+", "planned"), ("~", "in_progress")]
