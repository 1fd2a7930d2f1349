"""Where a removed exercise comes back: at its place, in its own superset or none, and between no other one."""

from collections.abc import Iterable

import pytest

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.supersets import join, leave, move_exercise
from workouts.logbook.undelete import undelete_exercise
from workouts.models import Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout

pytestmark = pytest.mark.django_db


def lay_out(workout: Workout, supersets: Iterable[int | None]) -> list[WorkoutExercise]:
    """The exercises a, b, c … of a workout in these supersets."""
    return [
        make_exercise(workout, ExerciseFactory(name=name), superset=superset)
        for name, superset in zip("abcdef", supersets, strict=False)
    ]


def layout(workout: Workout) -> list[tuple[str, int | None]]:
    """The exercises of a workout in their order, each with its superset."""
    return list(workout.exercises.values_list("exercise__name", "superset"))


def test_exercise_comes_back_into_its_superset(lifter: User) -> None:
    workout = make_workout(lifter)
    _a, b, _c, _d = lay_out(workout, [1, 1, 1, None])
    before = layout(workout)
    remove_exercise(b)
    undelete_exercise(lifter, b.pk)
    assert layout(workout) == before


def test_exercise_whose_partners_are_in_no_superset_any_more_comes_back_into_none(lifter: User) -> None:
    workout = make_workout(lifter)
    a, b, c, d = lay_out(workout, [1, 1, None, None])
    remove_exercise(a)
    leave(b)
    join(c, d)
    undelete_exercise(lifter, a.pk)
    assert layout(workout) == [("a", None), ("b", None), ("c", 1), ("d", 1)]


def test_exercise_comes_back_beside_strangers_that_got_its_number_and_stays_out(lifter: User) -> None:
    workout = make_workout(lifter)
    a, b, c, d = lay_out(workout, [1, 1, None, None])
    remove_exercise(a)
    remove_exercise(b)
    join(c, d)
    undelete_exercise(lifter, b.pk)
    undelete_exercise(lifter, a.pk)
    assert layout(workout) == [("a", None), ("b", None), ("c", 1), ("d", 1)]


def test_exercise_that_was_made_since_with_its_number_is_no_partner(lifter: User) -> None:
    workout = make_workout(lifter)
    a, b = lay_out(workout, [1, 1])
    remove_exercise(b)
    remove_exercise(a)
    make_exercise(workout, ExerciseFactory(name="c"), superset=1)
    undelete_exercise(lifter, a.pk)
    assert layout(workout) == [("a", None), ("c", 1)]


def test_exercise_whose_partner_was_moved_away_comes_back_into_no_superset(lifter: User) -> None:
    workout = make_workout(lifter)
    a, b, _c = lay_out(workout, [1, 1, None])
    remove_exercise(a)
    move_exercise(b, 1)
    undelete_exercise(lifter, a.pk)
    assert layout(workout) == [("a", None), ("c", None), ("b", 1)]


def test_exercise_tears_no_superset_apart_that_was_made_where_it_stood(lifter: User) -> None:
    workout = make_workout(lifter)
    a, b, c, _d = lay_out(workout, [None, None, None, None])
    remove_exercise(b)
    join(a, c)
    undelete_exercise(lifter, b.pk)
    assert layout(workout) == [("a", 1), ("c", 1), ("b", None), ("d", None)]
    assert list(workout.exercises.values_list("order", flat=True)) == [1, 2, 3, 4]
