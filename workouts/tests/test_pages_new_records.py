"""New records, marked on the workout page at the sets that set them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workouts.tests.shown import shown
from workouts.tests.test_pages_open_rows import last_week, open_rows, page


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    return make_exercise(make_workout(lifter), squat)


def records(answer: Any) -> list[str]:
    """What each row of the page tells of a new record, "" where nothing."""
    items = re.findall(r'<li class="set" .*?</li>(?=\s*(?:<li|</ol))', shown(answer), re.DOTALL)
    found = [re.search(r"New record: [\w ]+", item) for item in items]
    return [one[0] if one else "" for one in found]


def test_sets_that_were_new_records_are_marked(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, {"weight": 100, "reps": 5}, {"weight": 90, "reps": 5})
    for weight, reps in ((100, 5), (100, 6), ("102.5", 1), (105, 6)):
        make_set(row, weight, reps)
    make_set(row, 200, 1, set_type="warm_up")
    make_set(row, 200, 1, status="skipped")
    told = ["", "New record: e1RM", "New record: weight", "New record: weight and e1RM", "", ""]
    assert records(page(pages, row)) == told


def test_record_of_the_future_is_none_to_beat_and_rows_to_come_are_not_marked(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, *[{"weight": 100, "reps": 5}] * 3)
    later = make_workout(lifter, started_at=STARTED + timedelta(days=7))
    make_set(make_exercise(later, row.exercise), 150, 5)
    make_set(row, 110, 5)
    answer = page(pages, row)
    assert records(answer) == ["New record: weight and e1RM", "", ""]
    assert open_rows(answer) == [("Set 2", "110", "5"), ("Set 3", "110", "5")]


def test_first_time_of_an_exercise_marks_no_records(pages: Client, row: WorkoutExercise) -> None:
    make_set(row, 100, 5)
    make_set(row, 110, 5)
    assert records(page(pages, row)) == ["", "", ""]


def test_less_help_is_marked(pages: Client, lifter: User) -> None:
    row = make_exercise(make_workout(lifter), ExerciseFactory(assisted=True))
    last_week(lifter, row.exercise, *[{"weight": 20, "reps": 8}] * 3)
    for weight in (25, 20, 15):
        make_set(row, weight, 8)
    assert records(page(pages, row)) == ["", "", "New record: least help"]


def test_exercise_that_stands_twice_beats_a_record_once(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, {"weight": 100, "reps": 5})
    again = make_exercise(row.workout, row.exercise)
    make_set(row, 110, 5)
    make_set(again, 110, 5)
    assert records(page(pages, row)) == ["New record: weight and e1RM", ""]
