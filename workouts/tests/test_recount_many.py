"""What a load depends on changes: the totals of a whole history follow, at once or soon, and nobody waits for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.account import change_account
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import move_to_bin
from workouts.logbook.loads import MOST_AT_ONCE, recount_exercises
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.due import carry_out, claim
from workset.history import Tracked
from workset.models import DueWork

pytestmark = pytest.mark.django_db


def train(user: User, exercise: Exercise, number: int) -> None:
    """So many workouts, each with a set of 100 kg times 5; their totals are those of Epley's formula."""
    one = make_set(make_exercise(make_workout(user), exercise), weight=100, reps=5)
    row = WorkoutExercise.objects.get(pk=one.workout_exercise_id)
    workout = Workout.objects.get(pk=row.workout_id)
    more = [Workout(**said(workout)) for _ in range(number - 1)]
    rows = [WorkoutExercise(**said(row) | {"workout_id": parent.pk}) for parent in more]
    Workout.objects.bulk_create(more)
    WorkoutExercise.objects.bulk_create(rows)
    Set.objects.bulk_create(Set(**said(one) | {"workout_exercise_id": parent.pk}) for parent in rows)


def said(one: Tracked) -> dict[str, Any]:
    """All that a row says but its id."""
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields if field.name != "id"}


def test_short_history_is_recounted_at_once_in_few_queries(
    lifter: User, squat: Exercise, django_assert_max_num_queries: Any
) -> None:
    train(lifter, squat, 30)
    with django_assert_max_num_queries(20):
        change_account(lifter, {"e1rm_formula": "brzycki"})
    assert set(WorkoutExercise.objects.values_list("best_e1rm_kg", flat=True)) == {Decimal("112.500")}
    assert not DueWork.objects.exists()
    assert list(differing_rows()) == []


def test_long_history_is_recounted_by_the_worker(
    lifter: User, squat: Exercise, django_assert_max_num_queries: Any
) -> None:
    train(lifter, squat, MOST_AT_ONCE + 1)
    before = User.objects.get(pk=lifter.pk).data_version
    with django_assert_max_num_queries(20):
        change_account(lifter, {"e1rm_formula": "brzycki"})
    assert set(WorkoutExercise.objects.values_list("best_e1rm_kg", flat=True)) == {Decimal("116.667")}
    call_command("worker", once=True)
    assert set(WorkoutExercise.objects.values_list("best_e1rm_kg", flat=True)) == {Decimal("112.500")}
    assert list(differing_rows()) == []
    assert User.objects.get(pk=lifter.pk).data_version > before + 1  # what was told of the old totals is not kept
    assert not DueWork.objects.filter(kind="recount").exists()


def test_change_during_the_work_has_it_done_anew(lifter: User, squat: Exercise) -> None:
    train(lifter, squat, MOST_AT_ONCE + 1)
    change_account(lifter, {"e1rm_formula": "brzycki"})
    work = claim()
    assert work is not None
    change_account(User.objects.get(pk=lifter.pk), {"e1rm_formula": "lombardi"})
    carry_out(work)
    assert DueWork.objects.filter(kind="recount").count() == 1
    call_command("worker", once=True)
    assert list(differing_rows()) == []


def test_work_for_an_account_that_is_gone_does_nothing(lifter: User, squat: Exercise) -> None:
    train(lifter, squat, MOST_AT_ONCE + 1)
    change_account(lifter, {"e1rm_formula": "brzycki"})
    Workout.objects.all().delete()
    User.objects.all().delete()
    call_command("worker", once=True)
    assert not DueWork.objects.filter(kind="recount").exists()


def test_only_what_differs_gets_a_new_version(lifter: User, squat: Exercise, push_up: Exercise) -> None:
    first, second = (make_workout(lifter, started_at=STARTED + timedelta(days=day)) for day in (0, 5))
    for workout in (first, second):
        make_set(make_exercise(workout, push_up), weight=None, reps=10)
        make_set(make_exercise(workout, squat), weight=100, reps=5)
    move_to_bin(second)
    versions = dict(Workout.objects.values_list("pk", "version"))
    rows = dict(WorkoutExercise.objects.values_list("pk", "version"))
    weigh(lifter, STARTED.date() + timedelta(days=1), Decimal(80), "kg")
    assert [Workout.objects.get(pk=pk).version - version for pk, version in versions.items()] == [0, 1]
    moved = [pk for pk, version in rows.items() if WorkoutExercise.objects.get(pk=pk).version > version]
    assert moved == [second.exercises.get(exercise=push_up).pk]
    assert list(differing_rows()) == []


def test_one_exercise_of_many_people_is_recounted_for_each(lifter: User, stranger: User, push_up: Exercise) -> None:
    for user, weight in ((lifter, 80), (stranger, 100)):
        make_set(make_exercise(make_workout(user), push_up), weight=None, reps=10)
        weigh(user, STARTED.date(), Decimal(weight), "kg")
    push_up.bodyweight_fraction = Decimal("0.5")
    push_up.save()
    recount_exercises([push_up])
    assert sorted(Workout.objects.values_list("volume_kg", flat=True)) == [Decimal(400), Decimal(500)]
