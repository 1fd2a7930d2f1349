from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.workouts import change_workout, log_workout
from workouts.models import Set, Tombstone, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, names_in_order
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db


def test_tree_is_planted_whole_or_not_at_all(lifter: User, squat: Exercise) -> None:
    tree = [{"exercise": squat, "sets": [{"reps": 5, "weight": 100}, {"reps": 5, "weight": 3000}]}]
    with pytest.raises(ValidationError) as refused:
        log_workout(lifter, {"started_at": STARTED}, tree)
    assert list(refused.value.message_dict) == ["exercises.0.sets.1.weight"]
    assert not Workout.objects.exists()


def test_replaced_tree_updates_creates_and_deletes_by_id(lifter: User, squat: Exercise) -> None:
    bench = ExerciseFactory(name="Bench")
    workout = make_workout(lifter)
    kept, dropped = make_exercise(workout, squat, notes="slow"), make_exercise(workout, bench)
    first, second = make_set(kept, reps=5), make_set(kept, reps=4)
    lost = make_set(dropped)
    new = uuid7()
    tree = [
        {"exercise": bench, "sets": [{"id": new, "reps": 10, "weight": 60}]},
        {"id": kept.pk, "exercise": squat, "sets": [{"id": second.pk, "reps": 6, "weight": 100}, {"reps": 1}]},
    ]
    workout = change_workout(workout, {}, tree)
    assert names_in_order(workout) == ["Bench", "Barbell Squat"]
    row = workout.exercises.get(pk=kept.pk)
    assert (row.notes, row.set_count, list(row.sets.values_list("set_number", "reps"))) == ("", 2, [(1, 6), (2, 1)])
    assert Set.objects.get(pk=new).weight_kg == Decimal(60)
    assert set(Tombstone.objects.values_list("pk", flat=True)) == {first.pk, lost.pk, dropped.pk}
    assert (workout.exercise_count, workout.set_count, workout.reps) == (2, 3, 17)


def test_exercise_without_sets_in_a_tree_keeps_those_it_has(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    made = make_set(row)
    change_workout(workout, {}, [{"id": row.pk, "exercise": squat}])
    assert list(Set.objects.values_list("pk", "set_number")) == [(made.pk, 1)]
