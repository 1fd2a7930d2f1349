from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.audit import differing_rows
from workouts.logbook.body import delete_measurement
from workouts.logbook.loads import recount_estimates, recount_exercises
from workouts.logbook.workouts import change_workout
from workouts.models import Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.django_db

DAY = STARTED.date()


def volume(workout: Workout) -> Decimal:
    workout.refresh_from_db()
    return workout.volume_kg


def test_bodyweight_counts_from_its_day_until_the_next_one(lifter: User, push_up: Exercise) -> None:
    workouts = [make_workout(lifter, started_at=STARTED + timedelta(days=n)) for n in (0, 7, 14)]
    for workout in workouts:
        make_set(make_exercise(workout, push_up), weight=None, reps=10)
    weigh(lifter, DAY + timedelta(days=1), Decimal(80), "kg")
    weighing = weigh(lifter, DAY + timedelta(days=10), Decimal(200), "lb")
    assert [volume(workout) for workout in workouts] == [Decimal(0), Decimal(512), Decimal("580.600")]
    delete_measurement(weighing)
    assert volume(workouts[2]) == Decimal(512)


def test_bodyweight_typed_in_the_workout_wins(lifter: User, push_up: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=None, reps=10)
    weigh(lifter, DAY, Decimal(80), "kg")
    change_workout(workout, {"bodyweight_kg": Decimal(100)})
    weigh(lifter, DAY, Decimal(90), "kg")
    assert volume(workout) == Decimal(640)


def test_strangers_bodyweight_weighs_nobody_else(lifter: User, stranger: User, push_up: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=None, reps=10)
    weigh(stranger, DAY, Decimal(80), "kg")
    assert volume(workout) == Decimal(0)


def test_impossible_bodyweight_is_refused(lifter: User) -> None:
    with pytest.raises(ValidationError) as refused:
        weigh(lifter, DAY, Decimal("0.5"), "kg")
    assert list(refused.value.message_dict) == ["value"]


def test_changed_load_facts_recount_what_was_lifted(lifter: User) -> None:
    exercise = ExerciseFactory(owner=lifter)
    workout = make_workout(lifter)
    make_set(make_exercise(workout, exercise), weight=20, reps=10)
    exercise.per_hand = True
    exercise.save()
    recount_exercises([exercise])
    assert volume(workout) == Decimal(400)


def test_changed_formula_recounts_the_estimates(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat), weight=100, reps=5)
    lifter.e1rm_formula = "brzycki"
    lifter.save()
    recount_estimates(lifter)
    assert workout.exercises.get().best_e1rm_kg == Decimal("112.500")


def test_check_totals_names_a_row_that_differs(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat))
    assert list(differing_rows()) == []
    Workout.objects.filter(pk=workout.pk).update(volume_kg=1)
    assert list(differing_rows()) == [f"workout {workout.pk}: volume_kg is 1.000, its sets say 500.000"]


def test_the_past_before_any_bodyweight_stays_unweighed(lifter: User, push_up: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=Decimal(10), reps=10)
    weigh(lifter, date(2026, 3, 3), Decimal(80), "kg")
    assert volume(workout) == Decimal(100)
