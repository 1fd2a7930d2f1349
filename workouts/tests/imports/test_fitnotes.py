"""FitNotes' exports: days without a time, names with commas and without quotes, sets in the order logged."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.imports.history import ImportedSet, UnreadableFile
from workouts.tests.imports.exports import FITNOTES, read

pytestmark = pytest.mark.anywhere

COMMENTED = FITNOTES.replace("Time", "Time,Comment")
OLD_KG, OLD_LB = (FITNOTES.replace("Weight,Weight Unit", f"Weight ({unit})") for unit in ("kgs", "lbs"))
IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind\n"


def lines(*rows, header=FITNOTES):
    return read(header + "".join(row + "\n" for row in rows))


def sets_of(history):
    return [done for workout in history.workouts for exercise in workout.exercises for done in exercise.sets]


def logged(names):
    """The workout of one day whose rows name these exercises, a letter each."""
    return lines(*(f"2024-05-02,{name},Legs,60.0,kgs,5,,," for name in names)).workouts[0]


def test_day_is_one_workout_called_after_its_categories():
    history = lines(
        "2024-05-02,Back Squat,Legs,100.0,kgs,5,,,",
        "2024-05-02,Bench Press,Chest,62.5,kgs,8,,,",
        "2024-05-02,Leg Curl,Legs,40.0,kgs,12,,,",
        "2024-05-04,Plank,,,,,0.0,m,0:01:30",
    )
    assert (history.source, history.dialect, history.weight_unit) == ("fitnotes", "unit per row", "kg")
    assert [(one.key, one.title, one.local_date, one.started_at, one.source_row) for one in history.workouts] == [
        ("2024-05-02", "Legs, Chest", date(2024, 5, 2), None, 2),
        ("2024-05-04", "", date(2024, 5, 4), None, 5),
    ]
    assert [exercise.name for exercise in history.workouts[0].exercises] == ["Back Squat", "Bench Press", "Leg Curl"]
    assert (history.rows_read, history.set_rows, history.refused, history.warnings) == (4, 4, [], [])


def test_title_holds_as_many_categories_as_fit():
    history = lines(*(f"2024-05-02,Squat,{letter * 99},60.0,kgs,5,,," for letter in "abc"))
    assert history.workouts[0].title == f"{'a' * 99}, {'b' * 99}"


@pytest.mark.parametrize(
    ("header", "row", "dialect", "unit"),
    [
        (OLD_KG, "2019-05-02,Squat,Legs,100.0,5,,,", "unit in header", "kg"),
        (OLD_LB, "2019-05-02,Squat,Legs,100.0,5,,,", "unit in header", "lb"),
        (OLD_KG.replace("Time", "Time,Comment"), '2019-05-02,Squat,Legs,100.0,5,,,,""', "unit in header", "kg"),
        (FITNOTES, "2024-05-02,Squat,Legs,100.0,kgs,5,,,", "unit per row", "kg"),
        (FITNOTES, "2024-05-02,Squat,Legs,100.0,lbs,5,,,", "unit per row", "lb"),
        (COMMENTED, '2024-05-02,Squat,Legs,100.0,kgs,5,,,,""', "unit per row", "kg"),
        (IOS, "2024-05-02,Squat,Legs,100.00,220.46,5,,,,,wr", "FitNotes 2", "kg"),
        (IOS, "2024-05-02,Squat,Legs,,100.00,5,,,,,wr", "FitNotes 2", "lb"),
        (IOS, "2024-05-02,Squat,Legs,0.00,100.00,5,,,,,wr", "FitNotes 2", "lb"),
    ],
)
def test_weight_of_each_header(header, row, dialect, unit):
    history = lines(row, header=header)
    assert (history.dialect, history.weight_unit, history.warnings) == (dialect, unit, [])
    assert sets_of(history) == [ImportedSet(2, weight=Decimal(100), weight_unit=unit, reps=5)]


def test_units_may_differ_from_row_to_row():
    history = lines("2024-05-02,Squat,Legs,60.0,kgs,5,,,", "2024-05-02,Curl,Biceps,25.0,lbs,8,,,")
    assert history.weight_unit == "kg"
    assert [(done.weight, done.weight_unit) for done in sets_of(history)] == [(60, "kg"), (25, "lb")]


@pytest.mark.parametrize(
    ("row", "done"),
    [
        ("Pull Up,Back,0.0,kgs,8,,,,", ImportedSet(2, reps=8)),
        ("Pull Up,Back,,,8,,,,", ImportedSet(2, reps=8)),
        ("Squat,Legs,140.0,kgs,0,,,,", ImportedSet(2, weight=Decimal(140), weight_unit="kg", reps=0)),
        ("Plank,Abs,,,,0.0,m,0:01:30,", ImportedSet(2, duration_seconds=90)),
        ("Plank,Abs,0.0,kgs,0,0.0,kg,0:01:30,", ImportedSet(2, duration_seconds=90)),
        ("Plank,Abs,,,,,,1:30,", ImportedSet(2, duration_seconds=90)),
        ("Hike,Cardio,,,,0.0,m,12:00:05,", ImportedSet(2, duration_seconds=43_205)),
        ("Run,Cardio,,,,2.5,km,0:00:00,", ImportedSet(2, distance_m=Decimal(2500))),
        ("Swim,Cardio,,,,0.04,km,,", ImportedSet(2, distance_m=Decimal(40))),
        ("Run,Cardio,,,,1.0,mi,0:08:00,", ImportedSet(2, duration_seconds=480, distance_m=Decimal("1609.3"))),
        (
            "Sled,Legs,40.0,kgs,,20.0,m,,",
            ImportedSet(2, weight=Decimal(40), weight_unit="kg", distance_m=Decimal(20)),
        ),
        (
            'Run,Cardio,,,,1.0,km,,"slow, wet\\nand ""long"""',
            ImportedSet(2, distance_m=Decimal(1000), notes='slow, wet\nand "long"'),
        ),
        ('Pull Up,Back,0.0,kgs,8,,,,"strict"', ImportedSet(2, reps=8, notes="strict")),
    ],
)
def test_set_of_each_kind(row, done):
    assert sets_of(lines(f"2024-05-02,{row}", header=COMMENTED)) == [done]


def test_distance_unit_is_the_first_that_a_distance_has():
    rows = [
        "2024-05-02,Plank,Abs,,,,0.0,m,0:01:30",
        "2024-05-02,Run,Cardio,,,,2.0,mi,",
        "2024-05-02,Row,Cardio,,,,1,km,",
    ]
    assert lines(*rows[:1]).distance_unit is None
    assert lines(*rows).distance_unit == "mi"


def test_notes_of_the_ios_app_stay_with_their_set():
    assert sets_of(lines("2024-05-02,Plank,Abs,,,,,,00:01:00,hard,t", header=IOS))[0].notes == "hard"


def test_name_with_commas_and_without_quotes_is_put_together_and_told():
    history = lines(
        "2024-05-02,Overhead Press (Each Side, Dumbbells),Shoulders,20.0,kgs,8,,,",
        '2024-05-02,"Overhead Press (Each Side, Dumbbells)",Shoulders,22.0,kgs,6,,,',
        "2024-05-02,Row, Seated, Wide,Back,50.0,kgs,10,,,",
    )
    (workout,) = history.workouts
    assert workout.title == "Shoulders, Back"
    assert [(exercise.name, [done.weight for done in exercise.sets]) for exercise in workout.exercises] == [
        ("Overhead Press (Each Side, Dumbbells)", [20, 22]),
        ("Row, Seated, Wide", [50]),
    ]
    (warning,) = history.warnings
    assert warning == (
        "A name has commas and no quotes, and was put together again: look it over"
        " (2 x, first: Overhead Press (Each Side, Dumbbells))."
    )


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (FITNOTES, "2024-05-02,Squat,Legs,62,5,kgs,8,,,"),
        (FITNOTES, "2024-05-02,Squat, Front,Legs,62,5,kgs,8,,,"),
        (FITNOTES, "2024-05-02,Run,Cardio,,,,1,5,km,0:10:00"),
        (FITNOTES, "2024-05-02,Squat,Legs,60.0,kgs,8,,,,"),
        (OLD_KG, "2019-05-02,Squat,Legs,62,5,8,,,"),
        (COMMENTED, "2024-05-02,Squat,Legs,60.0,kgs,8,,,,good, heavy"),
        (IOS, "2024-05-02,Squat,Legs,,137,8,5,,,,,wr"),
        (FITNOTES.replace("Exercise,Category", "Category,Exercise"), "2024-05-02,Legs,Squat, Front,60.0,kgs,8,,,"),
    ],
)
def test_comma_that_stands_elsewhere_refuses_the_row(header, row):
    (refused,) = lines(row, header=header).refused
    assert (refused.row, refused.text) == (2, row)
    assert refused.reason.startswith("The row has ")


@pytest.mark.parametrize(
    ("rows", "supersets"),
    [
        ("AAABBB", [None, None]),
        ("ABAB", [1, 1]),
        ("AABABABB", [1, 1]),
        ("ABCABC", [1, 1, 1]),
        ("DABABCEFEFEF", [None, 1, 1, None, 2, 2]),
        ("AABBA", [None, None]),
        ("AAABBBAB", [None, None]),
        ("ABCDABCD", [None] * 4),
        ("ABABCBCB", [1, 1, None]),
    ],
)
def test_exercises_in_turn_are_a_superset(rows, supersets):
    workout = logged(rows)
    assert [exercise.name for exercise in workout.exercises] == list(dict.fromkeys(rows))
    assert [exercise.superset for exercise in workout.exercises] == supersets


def test_sets_of_an_exercise_keep_the_order_of_the_file():
    assert [[done.source_row for done in exercise.sets] for exercise in logged("ABABA").exercises] == [
        [2, 4, 6],
        [3, 5],
    ]


def test_guessed_supersets_are_told():
    rows = [f"2024-05-0{day},{name},Legs,60.0,kgs,5,,," for day in (1, 2) for name in "ABABCDCD"]
    assert lines(*rows).warnings == [
        "Exercises done in turn were taken for supersets: look them over (2 x, first: 2024-05-01)."
    ]


def test_days_that_come_back_later_in_the_file_are_one_workout():
    history = lines(*(f"2024-05-{day},Squat,Legs,60.0,kgs,5,,," for day in ("02", "01", "02")))
    assert [(one.key, [done.source_row for done in one.exercises[0].sets]) for one in history.workouts] == [
        ("2024-05-02", [2, 4]),
        ("2024-05-01", [3]),
    ]


def test_unread_column_is_told():
    history = lines("2024-05-02,Squat,Legs,60.0,kgs,5,,,,good", header=FITNOTES.replace("Time", "Time,Mood"))
    assert history.warnings == ["The column “Mood” was not read."]


@pytest.mark.parametrize(
    "header",
    [
        "Date,Time,Measurement,Value,Unit\n",
        FITNOTES.replace(",Category", ""),
        FITNOTES.replace("Weight,Weight Unit", "Weight"),
        FITNOTES.replace("Weight,Weight Unit", "Weight Unit"),
        FITNOTES.replace("Weight,Weight Unit", "Weight (kg),Weight (kgs)"),
        FITNOTES.replace("Weight,", "Weight,Weight (kgs),"),
    ],
)
def test_header_without_a_column_or_one_clear_weight_is_of_no_app(header):
    with pytest.raises(UnreadableFile, match="of no app that we can read"):
        read(header)


cells = st.sampled_from(["", "0", "0.0", "5", "62,5", "100.0", "-1", "x", "1e9", "99999999999"]) | st.text(max_size=4)
rows = st.tuples(
    st.sampled_from(["2024-05-02", "2024-05-03", "2024-13-03", ""]),
    st.sampled_from(["Squat", "Row ", "", "Press, Seated", "Press (Each Side, Dumbbells, Slow)"]),
    st.sampled_from(["Legs", "Back", "", "7"]),
    cells,
    st.sampled_from(["kgs", "lbs", "", "st"]),
    cells,
    cells,
    st.sampled_from(["m", "km", "mi", "kg", ""]),
    st.sampled_from(["", "0:01:30", "0:00:00", "99:99", "soon"]),
    st.sampled_from(["", "good", "bad\nday", "slow, wet"]),
)


@given(table=st.lists(rows, min_size=1, max_size=25), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONE]))
def test_every_row_is_a_set_or_refused_and_stands_on_its_own_day(table, quoting):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, escapechar="\\", quotechar='"')
    writer.writerows(table)
    # Without quotes the names' commas stand bare, as FitNotes writes them.
    text = out.getvalue().replace("\\,", ",") if quoting == csv.QUOTE_NONE else out.getvalue()
    try:
        history = read(COMMENTED + text)
    except UnreadableFile:
        return  # such as a NUL, or a quote that never closes
    kept = [done.source_row for done in sets_of(history)]
    assert history.rows_read == history.set_rows + len(history.refused)
    assert len(set(kept)) == len(kept) == history.set_rows
    assert not set(kept) & {refused.row for refused in history.refused}
    assert all(done.weight_unit for done in sets_of(history) if done.weight)
    assert len({workout.local_date for workout in history.workouts}) == len(history.workouts)
    for workout in history.workouts:
        names = [exercise.name for exercise in workout.exercises]
        assert len(set(names)) == len(names) > 0
        assert all(
            exercise.sets == sorted(exercise.sets, key=lambda done: done.source_row) for exercise in workout.exercises
        )
    if quoting == csv.QUOTE_MINIMAL:
        assert history.rows_read == len(table)
