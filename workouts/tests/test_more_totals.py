"""What stood before the totals of confidence and most reps were stored gets them too."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.account import change_account
from workouts.logbook.audit import differing_rows
from workouts.models import WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

fill = import_module("workouts.migrations.0009_fill_more_totals").fill


@pytest.mark.django_db
def test_rows_that_stand_get_the_new_totals(lifter: User, stranger: User, squat: Exercise, push_up: Exercise) -> None:
    change_account(stranger, {"e1rm_formula": "brzycki"})
    weigh(lifter, STARTED.date() - timedelta(days=1), Decimal(80))
    for user, bodyweight in ((lifter, None), (lifter, Decimal(90)), (stranger, None)):
        workout = make_workout(user, bodyweight_kg=bodyweight)
        for exercise in (squat, push_up):
            row = make_exercise(workout, exercise)
            make_set(row, 60, 15, set_type="warm_up")
            make_set(row, 100, 12)
            make_set(row, 20, 14)
        make_exercise(workout, squat)
    expected = list(WorkoutExercise.objects.order_by("pk").values_list("low_confidence", "most_reps"))
    assert set(expected) == {(True, 14), (False, 14), (False, 0)}
    WorkoutExercise.objects.update(low_confidence=False, most_reps=0)
    fill(apps, None)
    assert list(WorkoutExercise.objects.order_by("pk").values_list("low_confidence", "most_reps")) == expected
    assert list(differing_rows()) == []
