"""Staff in the logbook: everything is found, and every change is one that its owner could have made."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import move_to_bin
from workouts.logbook.sets import change_set
from workouts.models import (
    BodyMeasurement,
    Set,
    Tombstone,
    Workout,
    WorkoutExercise,
)
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.admin import act, address, filled, staff_client, told

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def staff() -> Client:
    """A member of staff in the admin."""
    return staff_client()


@pytest.fixture
def workout(lifter: User) -> Workout:
    """A workout of the lifter's, in progress."""
    return make_workout(lifter)


@pytest.fixture
def bench(workout: Workout, squat: Exercise) -> WorkoutExercise:
    """Its one exercise."""
    return make_exercise(workout, squat)


def test_workout_is_changed_with_its_version(staff: Client, workout: Workout) -> None:
    answer = staff.post(address(workout, "change"), filled(staff, workout) | {"title": "Pull"})
    assert answer.status_code == 302
    fresh = Workout.objects.get()
    assert (fresh.title, fresh.version) == ("Pull", workout.version + 1)


def test_workout_that_moves_to_another_day_takes_its_exercises_along(
    staff: Client, workout: Workout, bench: WorkoutExercise
) -> None:
    sent = filled(staff, workout) | {"started_at_0": "2026-02-01", "started_at_1": "10:00:00"}
    assert staff.post(address(workout, "change"), sent).status_code == 302
    bench.refresh_from_db()
    assert (Workout.objects.get().local_date, bench.local_date) == (date(2026, 2, 1), date(2026, 2, 1))


def test_workout_is_logged_for_somebody(staff: Client, lifter: User) -> None:
    sent = {"user": str(lifter.pk), "title": "Phoned in", "started_at_0": "2026-03-02", "started_at_1": "18:00:00"}
    assert staff.post(address(Workout, "add"), sent).status_code == 302
    made = Workout.objects.get()
    assert (made.user, made.title, made.local_date, made.timezone) == (lifter, "Phoned in", date(2026, 3, 2), "UTC")


def test_form_that_outlived_the_row_is_refused_and_says_so(
    staff: Client, workout: Workout, bench: WorkoutExercise
) -> None:
    entry = make_set(bench, 100)
    sent = filled(staff, entry)
    change_set(entry, {"reps": 8})
    answer = staff.post(address(entry, "change"), sent | {"weight": "90"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.non_field_errors() == [
        "This was changed meanwhile. Open it again, then make your change."
    ]
    entry.refresh_from_db()
    assert (entry.weight, entry.reps) == (100, 8)


def test_set_is_changed_and_counted_again(staff: Client, bench: WorkoutExercise) -> None:
    entry = make_set(bench, 100, 5)
    assert staff.post(address(entry, "change"), filled(staff, entry) | {"weight": "120"}).status_code == 302
    entry.refresh_from_db()
    bench.refresh_from_db()
    assert (entry.weight_kg, bench.volume_kg, Workout.objects.get().volume_kg) == (120, 600, 600)
    assert list(differing_rows()) == []


def test_set_is_added_behind_those_that_stand(staff: Client, bench: WorkoutExercise) -> None:
    make_set(bench)
    sent = {"workout_exercise": str(bench.pk), "set_type": "normal", "weight": "80", "weight_unit": "kg", "reps": "5"}
    assert staff.post(address(Set, "add"), sent).status_code == 302
    assert list(Set.objects.values_list("set_number", "weight", "status")) == [
        (1, 100, "completed"),
        (2, 80, "completed"),
    ]
    assert list(differing_rows()) == []


def test_sets_are_deleted_for_good_and_their_ids_kept(staff: Client, bench: WorkoutExercise) -> None:
    gone, kept, third = make_set(bench), make_set(bench), make_set(bench)
    assert staff.post(address(gone, "delete"), {"post": "yes"}).status_code == 302
    act(staff, Set, "delete_selected", third, post="yes")
    assert list(Set.objects.all()) == [kept]
    assert set(Tombstone.objects.values_list("pk", flat=True)) == {gone.pk, third.pk}
    assert list(differing_rows()) == []


def test_set_number_that_is_taken_is_said_and_changes_nothing(staff: Client, bench: WorkoutExercise) -> None:
    first, second = make_set(bench), make_set(bench)
    answer = staff.post(address(second, "change"), filled(staff, second) | {"set_number": "1"})
    assert told(answer) == ["There is a set 1 already. Give another number, or none."]
    assert list(Set.objects.order_by("set_number")) == [first, second]


def test_prescription_that_runs_backwards_is_said(staff: Client, bench: WorkoutExercise) -> None:
    entry = make_set(bench)
    sent = filled(staff, entry) | {"prescribed_reps_min": "8", "prescribed_reps_max": "5"}
    answer = staff.post(address(entry, "change"), sent)
    assert answer.context["adminform"].form.non_field_errors() == ["reps_max is below reps_min."]


def test_exercise_is_added_moved_and_removed(staff: Client, bench: WorkoutExercise, push_up: Exercise) -> None:
    sent = {"workout": str(bench.workout_id), "exercise": str(push_up.pk)}
    assert staff.post(address(WorkoutExercise, "add"), sent).status_code == 302
    second = WorkoutExercise.objects.get(exercise=push_up)
    staff.post(address(second, "change"), filled(staff, second) | {"order": "1"})
    assert [row.exercise for row in WorkoutExercise.objects.order_by("order")] == [push_up, bench.exercise]
    staff.post(address(second, "delete"), {"post": "yes"})
    bench.refresh_from_db()
    assert (bench.order, Tombstone.objects.get().pk) == (1, second.pk)
    assert list(differing_rows()) == []


def test_exercise_of_somebody_else_is_refused_in_words(staff: Client, bench: WorkoutExercise, stranger: User) -> None:
    theirs = ExerciseFactory(owner=stranger)
    answer = staff.post(address(bench, "change"), filled(staff, bench) | {"exercise": str(theirs.pk)})
    assert told(answer) == ["There is no such exercise."]
    assert WorkoutExercise.objects.get().exercise == bench.exercise


def test_deleted_workout_lies_in_its_owners_bin(staff: Client, workout: Workout, lifter: User) -> None:
    assert staff.post(address(workout, "delete"), {"post": "yes"}).status_code == 302
    assert list(Workout.objects.bin_of(lifter)) == [workout]


def test_workouts_go_to_the_bin_and_come_back_from_the_list(staff: Client, lifter: User) -> None:
    one, two = make_workout(lifter), make_workout(lifter)
    move_to_bin(two)
    assert told(act(staff, Workout, "put_in_bin", one, two)) == ["1 workout is in the bin now."]
    listed = staff.get(address(Workout, "changelist"), {"bin": "in"})
    assert set(listed.context["cl"].queryset) == {one, two}
    assert told(act(staff, Workout, "restore_from_bin", one, two))[-1] == "2 workouts were restored."
    assert set(Workout.objects.for_user(lifter)) == {one, two}
    assert "delete_selected" not in listed.content.decode()


def test_workout_in_the_bin_has_to_be_restored_before_it_is_changed(staff: Client, workout: Workout) -> None:
    move_to_bin(workout)
    answer = staff.post(address(workout, "change"), filled(staff, workout) | {"title": "Pull"})
    assert told(answer) == ["This workout is in the bin. Restore it first."]
    assert Workout.objects.get().title == "Push"


def test_bodyweight_recounts_what_the_body_lifted(
    staff: Client, lifter: User, workout: Workout, push_up: Exercise
) -> None:
    row = make_exercise(workout, push_up)
    make_set(row, None, 10)
    sent = {"user": str(lifter.pk), "date": "2026-03-01", "kind": "bodyweight", "value": "100", "unit": "kg"}
    assert staff.post(address(BodyMeasurement, "add"), sent).status_code == 302
    measured = BodyMeasurement.objects.get()
    assert Workout.objects.get().volume_kg == 640
    staff.post(address(measured, "change"), filled(staff, measured) | {"value": "50"})
    assert Workout.objects.get().volume_kg == 320
    staff.post(address(measured, "delete"), {"post": "yes"})
    assert list(differing_rows()) == []


def test_forms_that_leave_out_everything_name_the_fields(staff: Client) -> None:
    for model in (Workout, WorkoutExercise, Set, BodyMeasurement, Exercise):
        answer = staff.post(address(model, "add"), {})
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors != {}
        assert model._default_manager.count() == 0


def test_catalogue_exercise_in_use_is_recounted_when_changed_and_archived_when_deleted(
    staff: Client, lifter: User
) -> None:
    curl = ExerciseFactory(equipment="dumbbell")
    row = make_exercise(make_workout(lifter), curl)
    make_set(row, 10, 10)
    staff.post(address(curl, "change"), filled(staff, curl) | {"per_hand": "on"})
    row.refresh_from_db()
    assert row.volume_kg == Decimal(200)
    staff.post(address(curl, "delete"), {"post": "yes"})
    assert Exercise.objects.get().archived_at is not None
