"""The admin's lists: of every model one, found and paged at the same cost whatever they hold."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client

from accounts.devices import begin
from accounts.invites import send_invite
from accounts.models import Device, Invite, SecurityEvent, User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise, ExerciseVersion, Preference
from exercises.tests.factories import ExerciseFactory
from reports.goals import delete_goal
from reports.models import Goal
from reports.tests.factories import make_goal
from workouts.logbook.exercises import change_workout_exercise, remove_exercise
from workouts.logbook.merge import merge_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout
from workouts.models import (
    BodyMeasurement,
    ImportBatch,
    Merge,
    MergedExercise,
    Set,
    Tombstone,
    Workout,
    WorkoutExercise,
)
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workset.tests.admin import act, address, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

OURS = ("accounts", "exercises", "workouts", "reports")
ON_ANOTHERS_PAGE = {"secondarymuscle", "alias"}  # they are lines of their exercise's form
LISTED = [
    (User, 6),
    (Device, 6),
    (SecurityEvent, 6),
    (Invite, 6),
    (Exercise, 6),
    (ExerciseVersion, 6),
    (Preference, 4),
    (BodyMeasurement, 6),
    (ImportBatch, 8),
    (Merge, 6),
    (MergedExercise, 4),
    (Set, 6),
    (Tombstone, 6),
    (Workout, 7),
    (WorkoutExercise, 6),
    (Exercise.history.model, 6),
    (Set.history.model, 6),
    (Workout.history.model, 6),
    (Goal, 6),
    (Goal.history.model, 6),
    (WorkoutExercise.history.model, 6),
]
NOTED_BY_THE_SERVER = (ImportBatch, Merge, MergedExercise, Tombstone, ExerciseVersion, Preference, SecurityEvent)
HISTORIES = [model for model, _ in LISTED if hasattr(model, "history_id")]


@pytest.fixture
def staff() -> Client:
    """A member of staff in the admin."""
    return staff_client()


def fill_logbook(n: int) -> None:
    """A row of every model, all of a person's own."""
    user = UserFactory()
    begin(user, "phone", Device.Kind.API)
    send_invite(Invite(email=f"new{n}@example.org", made_by=user))
    workout = change_workout(make_workout(user), {"title": f"Push {n}"})
    own, other = ExerciseFactory(owner=user), ExerciseFactory()
    Preference.objects.create(user=user, exercise=other)
    row = make_exercise(workout, own)
    delete_set(make_set(row))
    change_set(make_set(row), {"reps": 6})
    change_workout_exercise(row, {"notes": "Pause."})
    weigh(user, date(2026, 3, 1), Decimal(80))
    delete_goal(make_goal(user, other))
    make_goal(user, own)
    counts = {"rows_read": 1, "set_rows": 1, "rest_rows": 0, "note_rows": 0, "refused_rows": 0}
    ImportBatch.objects.create(user=user, source="strong", **counts)
    merge_exercise(own, other)


def test_every_model_has_its_pages() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label in OURS}
    assert registered == {model for model, _ in LISTED}
    models_of_ours = {
        model
        for model in registered | {r.related_model for m in registered for r in m._meta.related_objects}
        if model._meta.app_label in OURS and not model._meta.auto_created
    }
    assert {model._meta.model_name for model in models_of_ours - registered} == ON_ANOTHERS_PAGE


@pytest.mark.parametrize(("model", "queries"), LISTED)
def test_lists_cost_the_same_with_one_row_and_with_three(
    staff: Client, model: type[models.Model], queries: int, django_assert_num_queries: Any
) -> None:
    fill_logbook(1)
    with django_assert_num_queries(queries):
        assert staff.get(address(model, "changelist")).status_code == 200
    fill_logbook(2)
    fill_logbook(3)
    with django_assert_num_queries(queries):
        assert staff.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", [model for model, _ in LISTED])
def test_rows_are_found_opened_and_have_a_history(staff: Client, model: type[models.Model]) -> None:
    fill_logbook(1)
    row = model._default_manager.order_by("pk").first()
    for path in (address(row, "change"), address(row, "history"), f"{address(model, 'changelist')}?q=nothing+such"):
        assert staff.get(path).status_code == 200


def test_row_of_a_merge_whose_exercise_was_removed_since_is_listed_and_opened(staff: Client) -> None:
    fill_logbook(1)
    row = MergedExercise.objects.get()
    remove_exercise(WorkoutExercise.objects.get())
    listed = staff.get(address(MergedExercise, "changelist")).content.decode()
    assert str(row.workout_exercise_id) in listed
    assert staff.get(address(row, "change")).status_code == 200


@pytest.mark.parametrize(
    "model", [ImportBatch, Merge, MergedExercise, Tombstone, ExerciseVersion, Preference, *HISTORIES]
)
def test_what_the_server_notes_can_only_be_looked_at(staff: Client, model: type[models.Model]) -> None:
    fill_logbook(1)
    row = model._default_manager.order_by("pk").first()
    assert staff.post(address(row, "change"), {}).status_code == 403
    assert staff.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    assert staff.get(address(model, "add")).status_code == 403


def test_staff_who_may_only_look_can_open_but_not_change(lifter: User) -> None:
    workout = make_workout(lifter)
    looker = UserFactory(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_workout"))
    client = Client()
    client.force_login(looker)
    shown = client.get(address(workout, "change"))
    assert (shown.status_code, b"field-seen" in shown.content) == (200, False)
    assert client.post(address(workout, "change"), {"title": "Mine"}).status_code == 403


@pytest.mark.parametrize("by", ["page", "list"])
def test_deleting_a_person_deletes_all_their_data(staff: Client, by: str) -> None:
    fill_logbook(1)
    user = User.objects.get(workouts__title="Push 1")
    asked = staff.get(address(user, "delete")).content.decode()
    assert "Workouts: 1" in asked
    if by == "page":
        staff.post(address(user, "delete"), {"post": "yes"})
    else:
        act(staff, User, "delete_selected", user, post="yes")
    assert [model._meta.model_name for model, _ in LISTED if model._default_manager.exists()] == [
        "user",
        "device",  # those of staff
        "securityevent",
        "invite",
        "exercise",
        "exerciseversion",
    ]
    assert Exercise.objects.exclude(owner=None).count() == 0
