"""Supersets: what is done in turn stands together, and moves together."""

import pytest

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import move_to_bin
from workouts.logbook.exercises import change_workout_exercise, remove_exercise
from workouts.logbook.supersets import describe, join, leave, move_exercise, move_superset, split
from workouts.models import Workout, WorkoutExercise
from workouts.supersets import blocks, letters
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.lib.errors import Conflict

pytestmark = pytest.mark.anywhere


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


def plan(workout: Workout, layout: str) -> dict[str, WorkoutExercise]:
    """The exercises of a layout such as "a (bc) d", by name."""
    rows = {}
    for number, part in enumerate(layout.split(), start=1):
        for name in part.strip("()"):
            superset = number if part.startswith("(") else None
            rows[name] = make_exercise(workout, ExerciseFactory(name=name), superset=superset)
    return rows


def layout(workout: Workout) -> str:
    """How the exercises stand, supersets in brackets."""
    standing = blocks(workout.exercises.select_related("exercise"))
    names = ["".join(row.exercise.name for row in block) for block in standing]
    grouped = [block[0].superset is not None for block in standing]
    return " ".join(f"({name})" if inside else name for name, inside in zip(names, grouped, strict=True))


@pytest.mark.parametrize(
    ("before", "name", "step", "after"),
    [
        ("a b c", "b", 1, "a c b"),
        ("a (bc) d", "a", 1, "(bc) a d"),
        ("a (bc) d", "d", -1, "a d (bc)"),
        ("a (bcd)", "c", -1, "a (cbd)"),
        ("a (bcd)", "b", -1, "a (bcd)"),
        ("a (bcd) e", "d", 1, "a (bcd) e"),
        ("(ab) (cd) e", "e", -9, "e (ab) (cd)"),
    ],
)
def test_exercise_moves_within_its_superset_and_past_those_of_others(
    workout: Workout, before: str, name: str, step: int, after: str
) -> None:
    move_exercise(plan(workout, before)[name], step)
    assert layout(workout) == after


@pytest.mark.parametrize(
    ("before", "name", "step", "after"),
    [
        ("a (bc) d", "c", -1, "(bc) a d"),
        ("a (bc) d", "b", 1, "a d (bc)"),
        ("(ab) (cd)", "a", 1, "(cd) (ab)"),
        ("(ab) c", "b", -1, "(ab) c"),
    ],
)
def test_superset_moves_as_a_whole(workout: Workout, before: str, name: str, step: int, after: str) -> None:
    move_superset(plan(workout, before)[name], step)
    assert layout(workout) == after


@pytest.mark.parametrize(
    ("before", "name", "partner", "after"),
    [
        ("a b c", "a", "b", "(ab) c"),
        ("a b c", "b", "a", "(ab) c"),
        ("a b c d", "d", "a", "(ad) b c"),
        ("a b c d", "a", "d", "b c (da)"),
        ("a (bc)", "a", "b", "(abc)"),
        ("a (bc) d", "d", "b", "a (bcd)"),
        ("(ab) (cd)", "b", "c", "a (bcd)"),
        ("(abc) d", "a", "d", "(bc) (da)"),
        ("(abc) d", "a", "c", "(abc) d"),
    ],
)
def test_exercise_that_joins_another_stands_beside_it(
    workout: Workout, before: str, name: str, partner: str, after: str
) -> None:
    rows = plan(workout, before)
    join(rows[name], rows[partner])
    assert layout(workout) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("(ab) c", "a", "a b c"),
        ("(abc)", "a", "a (bc)"),
        ("(abc)", "c", "(ab) c"),
        ("(abc) d", "b", "(ac) b d"),
        ("a b", "a", "a b"),
    ],
)
def test_exercise_that_leaves_tears_no_superset_apart(workout: Workout, before: str, name: str, after: str) -> None:
    leave(plan(workout, before)[name])
    assert layout(workout) == after


def test_superset_is_taken_apart_where_it_stands(workout: Workout) -> None:
    split(plan(workout, "a (bcd) (ef)")["c"])
    assert layout(workout) == "a b c d (ef)"


def test_superset_that_stands_apart_and_is_taken_apart_leaves_nobody_alone_in_it(workout: Workout) -> None:
    rows = plan(workout, "a b c d")
    for name in "abd":
        change_workout_exercise(rows[name], {"superset": 7})
    split(rows["a"])
    assert list(workout.exercises.values_list("superset", flat=True)) == [None] * 4


def test_new_superset_gets_a_number_that_none_has(workout: Workout) -> None:
    rows = plan(workout, "(ab) c d")
    join(rows["c"], rows["d"])
    assert list(workout.exercises.values_list("superset", flat=True)) == [1, 1, 2, 2]


def test_exercise_is_described_and_grouped_in_one_go(workout: Workout) -> None:
    rows = plan(workout, "a b c")
    describe(rows["c"], {"notes": "Slowly.", "rest_seconds": 90}, rows["a"])
    assert layout(workout) == "(ac) b"
    describe(rows["c"], {"notes": "Fast.", "rest_seconds": None}, None)
    assert layout(workout) == "a c b"
    rows["c"].refresh_from_db()
    assert (rows["c"].notes, rows["c"].rest_seconds) == ("Fast.", None)


def test_moved_exercise_keeps_its_sets_and_gets_a_new_version(workout: Workout) -> None:
    rows = plan(workout, "a b")
    entry = make_set(rows["b"])
    rows["b"].refresh_from_db()
    workout.refresh_from_db()
    before = rows["b"].version, workout.version
    move_exercise(rows["b"], -1)
    rows["b"].refresh_from_db()
    workout.refresh_from_db()
    assert (rows["b"].version, workout.version) == (before[0] + 1, before[1] + 1)
    assert list(rows["b"].sets.all()) == [entry]
    assert list(differing_rows()) == []


def test_history_tells_of_the_exercises_that_were_grouped_and_of_no_other(workout: Workout) -> None:
    rows = plan(workout, "a b c d")
    join(rows["d"], rows["a"])
    changed = WorkoutExercise.history.filter(history_type="~").order_by("order")
    assert list(changed.values_list("id", "order", "superset")) == [(rows["a"].pk, 1, 1), (rows["d"].pk, 2, 1)]


def test_exercise_removed_meanwhile_is_a_conflict_and_changes_nothing(workout: Workout) -> None:
    rows = plan(workout, "a (bc)")
    remove_exercise(rows["a"])
    for verb in (
        lambda: move_exercise(rows["a"], 1),
        lambda: join(rows["a"], rows["b"]),
        lambda: join(rows["b"], rows["a"]),
    ):
        with pytest.raises(Conflict) as refused:
            verb()
        assert refused.value.code == "deleted"
    assert layout(workout) == "(bc)"


def test_workout_in_the_bin_is_left_alone(workout: Workout) -> None:
    rows = plan(workout, "a b")
    move_to_bin(workout)
    with pytest.raises(Conflict) as refused:
        join(rows["a"], rows["b"])
    assert refused.value.code == "in_bin"
    assert layout(workout) == "a b"


def test_letters_follow_the_page_and_one_alone_is_no_superset() -> None:
    assert letters([None, 7, 7, 3, None, 1, 1]) == {7: "A", 1: "B"}
