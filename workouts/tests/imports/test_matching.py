"""Which exercise an imported name means, and what an unknown name becomes."""

import pytest
from django.utils import timezone as clock

from exercises.models import Alias, Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.imports.commit import commit
from workouts.models import WorkoutExercise
from workouts.tests.imports.exports import strong

pytestmark = pytest.mark.django_db


def test_own_exercise_goes_before_the_catalogues_and_a_name_before_another_name(lifter, squat):
    own = ExerciseFactory(name="Barbell squats", owner=lifter)
    other = ExerciseFactory(name="Press Machine", owner=lifter)
    Alias.objects.create(exercise=other, name="Squat, Barbell", position=0)
    Alias.objects.create(exercise=other, name="Hack Press", position=1)
    names = ("Squat (Barbell)", "Hack Press", "BB Squat")
    result = commit(lifter, strong(*(("2024-05-02 18:00:00", name, 1, 100, 5, 0, 0) for name in names)), "kg")
    assert [row.exercise for row in WorkoutExercise.objects.order_by("order")] == [own, other, own]
    assert (result.exercises_matched, result.exercises_made) == (2, [])


def test_archived_own_exercise_goes_on_with_its_history(lifter):
    archived = ExerciseFactory(name="Zercher Hold", owner=lifter, archived_at=clock.now())
    commit(lifter, strong(("2024-05-02 18:00:00", "Zercher hold", 1, 0, 0, 0, 30)), "kg")
    assert WorkoutExercise.objects.get().exercise == archived


def test_exercise_in_use_goes_before_an_archived_one(lifter):
    ExerciseFactory(name="Zercher Hold", owner=lifter, archived_at=clock.now())
    in_use = ExerciseFactory(name="Zercher Hold", owner=lifter)
    commit(lifter, strong(("2024-05-02 18:00:00", "Zercher hold", 1, 0, 0, 0, 30)), "kg")
    assert WorkoutExercise.objects.get().exercise == in_use


def test_names_of_one_meaning_become_one_exercise(lifter):
    names = ("Zercher Presses", "zercher-press")
    result = commit(lifter, strong(*(("2024-05-02 18:00:00", name, 1, 100, 5, 0, 0) for name in names)), "kg")
    assert result.exercises_made == ["Zercher Presses"]
    assert sorted(WorkoutExercise.objects.values_list("exercise__name", "source_name")) == [
        ("Zercher Presses", "Zercher Presses"),
        ("Zercher Presses", "zercher-press"),
    ]


@pytest.mark.parametrize(
    ("name", "sets", "tracking", "load_mode", "fraction"),
    [
        ("My Lift", [(0, 5, 0, 0), (60, 5, 0, 0)], "weight_reps", "external", None),
        ("My Jump", [(0, 5, 0, 0), (0, 8, 0, 0)], "reps_only", "none", None),
        ("My Hold", [(0, 0, 0, 30)], "duration", "none", None),
        ("My Plank", [(10, 0, 0, 30)], "weight_duration", "external", None),
        ("My Run", [(0, 0, 5, 1800)], "distance_duration", "none", None),
        ("My Carry", [(40, 0, 0.02, 0)], "short_distance_weight", "external", None),
        ("My Dip (Assisted)", [(20, 8, 0, 0)], "bodyweight_assisted_reps", "assisted", 1),
        ("Unassisted Dip", [(20, 8, 0, 0)], "weight_reps", "external", None),
        ("My Failure", [(0, 0, 0, 0)], "weight_reps", "external", None),
    ],
)
def test_own_exercise_tracks_what_its_sets_hold(lifter, name, sets, tracking, load_mode, fraction):
    rows = [("2024-05-02 18:00:00", name, number, *values) for number, values in enumerate(sets, start=1)]
    commit(lifter, strong(*rows), "kg")
    made = Exercise.objects.get()
    assert (made.owner, made.name, made.tracking, made.load_mode) == (lifter, name, tracking, load_mode)
    assert made.bodyweight_fraction == fraction
