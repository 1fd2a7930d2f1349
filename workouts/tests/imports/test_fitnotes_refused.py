"""Rows of a FitNotes export that can't be read, and what becomes of their day."""

import pytest

from workouts.imports.history import RefusedRow
from workouts.tests.imports.exports import FITNOTES, read

pytestmark = pytest.mark.anywhere


def lines(*rows):
    return read(FITNOTES + "".join(row + "\n" for row in rows))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2024-05-02, ,Legs,60.0,kgs,5,,,", "The row names no exercise"),
        ("2024-05-02,Squat,Legs,60.0,,5,,,", "The weight has no unit: write kgs or lbs in “weight unit”"),
        ("2024-05-02,Squat,Legs,60.0,st,5,,,", "“st” in “weight unit” is a unit that we don't know"),
        ("2024-05-02,Squat,Legs,heavy,kgs,5,,,", "“heavy” in “weight” is not a number"),
        ("2024-05-02,Squat,Legs,60.0,kgs,5.5,,,", "5.5 in “reps” is not a whole number"),
        ("2024-05-02,Run,Cardio,,,,2.0,,", "The distance has no unit: write m, km or mi in “distance unit”"),
        ("2024-05-02,Run,Cardio,,,,2.0,kg,", "“kg” in “distance unit” is a unit that we don't know"),
        ("2024-05-02,Plank,Abs,,,,,,0:61:00", "“0:61:00” in “time” is not a time: write it like 0:02:30"),
        ("2024-05-02,Plank,Abs,,,,,,90", "“90” in “time” is not a time"),
        ("2024-05-02,Plank,Abs,,,,,,240:00:01", "240:00:01 in “time” is longer than ten days"),
        ("2024-05-02,Squat,Legs,60.0,kgs,5,,", "The row has 8 fields, the header 9"),
    ],
)
def test_row_that_cannot_be_read_holds_back_its_day_alone(row, reason):
    good = "2024-05-02,Squat,Legs,60.0,kgs,5,,,"
    history = lines(good, row, good, good.replace("05-02", "05-03"))
    first, refused, last = history.refused
    waits, key = "Its workout waits for line 3.", "2024-05-02"
    assert [first, last] == [RefusedRow(2, waits, "", key), RefusedRow(4, waits, "", key)]
    assert (refused.row, refused.text, refused.workout) == (3, row, key)
    assert reason in refused.reason
    assert [workout.key for workout in history.workouts] == ["2024-05-03"]
    assert (history.rows_read, history.set_rows) == (4, 1)


@pytest.mark.parametrize("day", ["02/05/2024", "2024-02-30", "0024-02-03", "20240502", ""])
def test_row_without_a_day_is_refused_alone_and_says_so(day):
    good = "2024-05-02,Squat,Legs,60.0,kgs,5,,,"
    history = lines(good, good.replace("2024-05-02", day), good)
    (refused,) = history.refused
    assert (refused.row, refused.workout) == (3, None)
    assert refused.reason.startswith(
        f"“{day}” in “date” is not a date: write it like 2024-03-28 and import again. Its workout can't be told"
    )
    assert [done.source_row for done in history.workouts[0].sets()] == [2, 4]


def test_refused_distance_leaves_no_unit_behind():
    history = lines("2024-05-02,Run,Cardio,,,x,2.0,mi,", "2024-05-03,Run,Cardio,,,,2.0,km,")
    assert ([refused.row for refused in history.refused], history.distance_unit) == ([2], "km")
