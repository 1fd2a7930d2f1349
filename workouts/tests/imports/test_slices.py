"""A long import is written in slices: others write in between, and what they change counts for what is to come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, pairwise
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone as clock
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.imports.writer import ROWS, slices
from workouts.logbook.account import change_account
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.body import record_measurement
from workouts.logbook.merge import merge_exercise
from workouts.logbook.own_exercises import change_exercise, delete_exercise
from workouts.logbook.workouts import change_workout
from workouts.models import ImportBatch, Set, Workout, WorkoutExercise
from workouts.tests.imports.exports import read, years_of_squats

pytestmark = pytest.mark.django_db

Edit = Callable[[User], object]
NAMES = ("Squat", "Push Up", "Zercher Hold", "Odd Lift")


def long_history() -> History:
    """Workouts for three slices, each of four exercises; the last of them comes in the later slices only."""
    history = read(years_of_squats(ROWS // 3))
    lines = count(2)
    for number, workout in enumerate(history.workouts):
        names = NAMES if number > ROWS // 6 else NAMES[:3]
        sets = [ImportedSet(line, weight=Decimal(60), reps=5) for line, _name in zip(lines, names, strict=False)]
        workout.source_row = sets[0].source_row
        workout.exercises = [
            ImportedExercise(name, one.source_row, sets=[one]) for name, one in zip(names, sets, strict=True)
        ]
    rows = sum(len(workout.exercises) for workout in history.workouts)
    return replace(history, rows_read=rows, set_rows=rows)


def told(user: User) -> list[tuple[Any, ...]]:
    """Every set of a person's logbook with all that an edit of the account could move."""
    row, workout, exercise = "workout_exercise", "workout_exercise__workout", "workout_exercise__exercise"
    around = [
        f"{workout}__{name}" for name in ("source_key", "title", "timezone", "started_at", "local_date", "volume_kg")
    ]
    of_row = [f"{row}__{name}" for name in ("order", "source_name", "exercise_version", "volume_kg", "best_e1rm_kg")]
    named = [f"{exercise}__{name}" for name in ("name", "version", "archived_at", "tracking")]
    sets = Set.objects.filter(workout_exercise__user=user).annotate(
        binned=Q(**{f"{workout}__deleted_at__isnull": False})
    )
    fields = (
        *around,
        *of_row,
        *named,
        "weight",
        "weight_unit",
        "weight_kg",
        "reps",
        "set_number",
        "source_row",
        "binned",
    )
    return list(sets.order_by(f"{workout}__source_key", f"{row}__order", "set_number").values_list(*fields))


def first_of(user: User) -> Workout:
    return Workout.objects.of(user).earliest("pk")


def own(user: User, name: str) -> Exercise:
    return Exercise.objects.get(owner=user, name=name)


# What somebody does between the first slice and the second.
EDITS: dict[str, Edit] = {
    "formula": lambda user: change_account(user, {"e1rm_formula": "brzycki"}),
    "zone": lambda user: change_account(user, {"timezone": "Asia/Tokyo"}),
    "unit": lambda user: change_account(user, {"weight_unit": "lb"}),
    "bodyweight": lambda user: record_measurement(user, "bodyweight", date(2003, 2, 1), Decimal(90)),
    "load": lambda user: change_exercise(own(user, "Zercher Hold"), {"per_hand": True}),
    "merge": lambda user: merge_exercise(own(user, "Zercher Hold"), Exercise.objects.get(name="Push Up")),
    "new exercise of a name to come": lambda user: create_exercise(user, {"name": "lift odd", "per_hand": True}),
    "deleted exercise of a name to come": lambda user: delete_exercise(own(user, "Odd Lift")),
    "changed workout": lambda user: change_workout(first_of(user), {"title": "Mine"}),
    "binned workout": lambda user: move_to_bin(first_of(user)),
    "deleted workout": lambda user: (move_to_bin(first_of(user)), empty_bin(user)),
}


@pytest.mark.parametrize("name", EDITS)
def test_edit_between_two_slices_counts_as_if_the_rest_were_imported_after_it(
    lifter: User, stranger: User, name: str
) -> None:
    ExerciseFactory(name="Push Up", bodyweight=True)
    history = long_history()
    first = next(slices(history.workouts))
    for user in (lifter, stranger):
        record_measurement(user, "bodyweight", date(2003, 1, 1), Decimal(80))
        if "deleted exercise" in name:
            create_exercise(user, {"name": "Odd Lift", "per_hand": True})
    edits = iter([EDITS[name]])
    result = commit(lifter, history, "kg", progress=lambda _added: [edit(lifter) for edit in edits])
    commit(stranger, replace(history, workouts=first), "kg")
    EDITS[name](stranger)
    commit(stranger, replace(history, workouts=history.workouts[len(first) :]), "kg")
    assert told(lifter) == told(stranger)
    assert list(differing_rows()) == []
    assert (result.workouts_added, result.sets_added) == (len(history.workouts), history.set_rows)


@pytest.mark.parametrize("merged", [False, True])
def test_exercise_that_is_renamed_between_two_slices_takes_the_rest_too(lifter: User, merged: bool) -> None:
    history = long_history()

    def rename() -> None:
        change_exercise(own(lifter, "Zercher Hold"), {"name": "Hold"})
        if merged:
            merge_exercise(own(lifter, "Hold"), own(lifter, "Squat"))

    edits = iter([rename])
    commit(lifter, history, "kg", progress=lambda _added: [edit() for edit in edits])
    names = WorkoutExercise.objects.filter(source_name="Zercher Hold").values_list("exercise__name", flat=True)
    assert (set(names), len(names)) == ({"Squat" if merged else "Hold"}, len(history.workouts))
    assert list(differing_rows()) == []


def test_start_too_far_ahead_since_the_zone_was_changed_holds_back_its_workout_alone(lifter: User) -> None:
    change_account(lifter, {"timezone": "Pacific/Kiritimati"})  # UTC+14
    history = long_history()
    start = (clock.now() + timedelta(hours=14 + 23)).replace(tzinfo=None)
    history.workouts[-1] = replace(history.workouts[-1], started_at=start, local_date=start.date())
    edits = iter([{"timezone": "UTC"}])
    result = commit(lifter, history, "kg", progress=lambda _added: [change_account(lifter, edit) for edit in edits])
    assert (result.workouts_added, result.workouts_held) == (len(history.workouts) - 1, 1)
    assert result.refused[0].reason.endswith("is not between 1900 and tomorrow: correct the date and import again.")
    batch = ImportBatch.objects.get()
    assert (batch.set_rows, batch.refused_rows) == (result.set_rows, len(result.refused)) == (history.set_rows - 4, 4)


def test_batch_counts_the_lines_of_what_is_written_so_far(lifter: User) -> None:
    history = long_history()
    seen = []

    def look(_added: int) -> None:
        seen.append(ImportBatch.objects.values_list("rows_read", "set_rows").get())
        assert seen[-1] == (Set.objects.count(), Set.objects.count())

    commit(lifter, history, "kg", progress=look)
    assert len(seen) == 3
    assert seen[-1] == (history.rows_read, history.set_rows)


@given(st.lists(st.integers(1, 1000), max_size=40))
def test_slices_are_whole_workouts_in_order_and_small(sizes: list[int]) -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(len(sizes))]
    workouts = [
        ImportedWorkout(f"{day}", "", day, 1, exercises=[ImportedExercise("Squat", 1, sets=[ImportedSet(1)] * size)])
        for day, size in zip(days, sizes, strict=True)
    ]
    cut = list(slices(workouts))
    assert [workout for some in cut for workout in some] == workouts
    rows = [sum(2 + len(list(workout.sets())) for workout in some) for some in cut]
    assert all(size <= ROWS or len(some) == 1 for size, some in zip(rows, cut, strict=True))
    assert all(
        one + 2 + len(list(after[0].sets())) > ROWS for one, (_some, after) in zip(rows, pairwise(cut), strict=False)
    )
