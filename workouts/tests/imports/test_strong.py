"""Strong's export: sets, rest timers, notes and runs of an exercise, as the rows tell them."""

import io
from datetime import datetime
from decimal import Decimal

import pytest

from workouts.imports.history import ImportedSet, RefusedRow
from workouts.imports.readers import read_history

pytestmark = pytest.mark.anywhere

S1C = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
S3 = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight ({})";"Reps";"RPE";'
    '"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)


def read(header, *lines, **options):
    return read_history(io.BytesIO("\n".join((header, *lines, "")).encode()), **options)


def s1c(
    order, values="100,5,0,0", exercise="Squat", date="2024-05-02 18:00:00", notes="", about="", rpe="", lasted="1h"
):
    return f'{date},"Legs",{lasted},"{exercise}",{order},{values},{notes},{about},{rpe}'


def runs(history):
    """(exercise, the set types) for each run of sets in the first workout."""
    return [(one.name, [entry.set_type for entry in one.sets]) for one in history.workouts[0].exercises]


@pytest.mark.parametrize(
    ("values", "entry"),
    [
        ("185.00000000000003,8.0,0,0.0", ImportedSet(2, weight=Decimal(185), reps=8)),
        ('"62,5",8,0,0', ImportedSet(2, weight=Decimal("62.5"), reps=8)),
        ("0,12,0,0", ImportedSet(2, reps=12)),
        (",12,,", ImportedSet(2, reps=12)),
        ("100,0,0,0", ImportedSet(2, weight=Decimal(100), reps=0)),
        ("0,0,0,60", ImportedSet(2, reps=None, duration_seconds=60)),
        (",,,60.0", ImportedSet(2, reps=None, duration_seconds=60)),
        ("20,0,50,0", ImportedSet(2, weight=Decimal(20), reps=None, distance_m=Decimal(50_000))),
        ("0,0,0,0", ImportedSet(2, reps=0)),
        (",,,", ImportedSet(2, reps=0)),
    ],
)
def test_values_of_a_set(values, entry):
    assert read(S1C, s1c("1", values)).workouts[0].exercises[0].sets == [entry]


def test_set_types_stay_in_one_run_where_the_numbers_rise():
    history = read(S1C, *(s1c(order) for order in ("W", "w", "1", "F", "3", "D", "D", "4")))
    kinds = ["warm_up", "warm_up", "normal", "failure", "normal", "drop_set", "drop_set", "normal"]
    assert runs(history) == [("Squat", kinds)]


def test_exercise_twice_in_a_workout_is_two_runs():
    orders = ("1", "2", "1", "2")
    history = read(S1C, *(s1c(order) for order in orders), s1c("1", exercise="Row"), s1c("3"))
    assert runs(history) == [
        ("Squat", ["normal", "normal"]),
        ("Squat", ["normal", "normal"]),
        ("Row", ["normal"]),
        ("Squat", ["normal"]),
    ]


def test_warm_ups_above_a_number_that_starts_again_belong_to_the_second_run():
    rows = [s1c(order) for order in ("W", "1", "D")] + [s1c("W", notes="belt"), s1c("W"), s1c("1")]
    history = read(S1C, *rows)
    assert runs(history) == [("Squat", ["warm_up", "normal", "drop_set"]), ("Squat", ["warm_up", "warm_up", "normal"])]
    assert [exercise.notes for exercise in history.workouts[0].exercises] == ["", "belt"]
    assert [entry.notes for exercise in history.workouts[0].exercises for entry in exercise.sets] == [""] * 6


def test_set_to_failure_counts_in_the_numbers():
    assert runs(read(S1C, *(s1c(order) for order in ("F", "1", "F", "2")))) == [
        ("Squat", ["failure"]),
        ("Squat", ["normal", "failure"]),
        ("Squat", ["normal"]),
    ]
    assert runs(read(S1C, s1c("1"), s1c("2"), s1c("F", exercise="Row"), s1c("2", exercise="Row"))) == [
        ("Squat", ["normal", "normal"]),
        ("Row", ["failure", "normal"]),
    ]


def test_next_workout_with_the_same_exercise_has_its_own():
    history = read(S1C, s1c("1"), s1c("2", date="2024-05-03 18:00:00"))
    assert [[len(exercise.sets) for exercise in workout.exercises] for workout in history.workouts] == [[1], [1]]


def test_sets_of_2017_are_numbered_from_zero():
    header = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes"
    rows = [f'2017-05-02 18:00:00,"Legs","Squat",{order},100,5,0,0,""' for order in ("F", "1", "0", "1")]
    assert runs(read(header, *rows)) == [("Squat", ["failure", "normal"]), ("Squat", ["normal", "normal"])]


def test_rest_timers_belong_to_the_set_above():
    history = read(
        S1C,
        s1c("1"),
        s1c("Rest Timer", "0,0.0,0,120.0"),
        s1c("2"),
        s1c("REST TIMER", ",,,90"),
        s1c("Rest Timer", "0,0,0,30"),
        s1c("3"),
    )
    assert [entry.rest_seconds for entry in history.workouts[0].exercises[0].sets] == [120, 120, None]
    assert (history.rows_read, history.set_rows, history.rest_rows, history.refused) == (6, 3, 3, [])


@pytest.mark.parametrize(
    "above",
    [
        [],
        [s1c("1", date="2024-05-01 18:00:00")],
        [s1c("1", exercise="Row")],
        [s1c("1"), s1c("2", "heavy,5,0,0")],
        [s1c("1"), s1c("2", "5,0,0")],
    ],
)
def test_rest_timer_without_its_set_is_refused(above):
    timer = s1c("Rest Timer", "0,0,0,120")
    history = read(S1C, *above, timer, s1c("3"))
    (reason,) = (refused.reason for refused in history.refused if refused.text == timer)
    assert reason.startswith("No set that was read stands above this rest timer")
    assert [one.rest_seconds for workout in history.workouts for one in workout.sets() if one.rest_seconds] == []


def test_rest_of_more_than_ten_days_is_refused():
    timers = [s1c("Rest Timer", f"0,0,0,{seconds}") for seconds in (864_000, 1)]
    assert read(S1C, s1c("1"), *timers[:1]).workouts[0].exercises[0].sets[0].rest_seconds == 864_000
    assert [(refused.row, refused.reason) for refused in read(S1C, s1c("1"), *timers).refused] == [
        (2, "Its workout waits for line 4."),
        (3, "Its workout waits for line 4."),
        (4, "The rest is longer than ten days: correct it and import again."),
    ]


def s3(order, values='"";"";"";"";""', notes="", exercise="Squat", date="2024-05-02 18:00:00"):
    return f'"1";"{date}";"Legs";"60";"{exercise}";"{order}";{values};"{notes}";""'


def test_note_rows_open_the_exercise_that_they_are_about():
    values = '"100";"5";"";"";""'
    history = read(
        S3.format("kg"),
        s3("Note", notes="belt on"),
        s3("Note", notes="narrow\\nstance"),
        s3("1", values),
        s3("Note", notes="lighter"),
        s3("W", values),
        s3("1", values),
        s3("Note", notes="knee hurt", exercise="Lunge"),
        s3("Note", notes="", exercise="Row"),
    )
    (workout,) = history.workouts
    assert [(exercise.name, exercise.notes, len(exercise.sets)) for exercise in workout.exercises] == [
        ("Squat", "belt on\nnarrow\nstance", 1),
        ("Squat", "lighter", 2),
        ("Lunge", "knee hurt", 0),
    ]
    assert (history.rows_read, history.set_rows, history.note_rows, history.rest_rows) == (8, 3, 5, 0)


def test_notes_that_do_not_fit_beside_a_note_row_stay_with_their_set():
    long = "x" * 6_000
    (exercise,) = read(S3.format("kg"), s3("Note", notes=long), s3("1", notes=long + "y")).workouts[0].exercises
    assert (exercise.notes, exercise.sets[0].notes) == (long, long + "y")


def test_workout_of_nothing_but_an_empty_note_is_left_out_and_counted():
    about = s1c("Note", date="2024-05-03 18:00:00", about="Gym closed")
    history = read(S1C, s1c("Note"), about)
    assert [(workout.notes, workout.exercises) for workout in history.workouts] == [("Gym closed", [])]
    assert (history.rows_read, history.note_rows) == (2, 2)


def test_notes_with_newlines_of_both_kinds():
    history = read(
        S1C, s1c("1", notes='"slow\\nand, ""low"""', about='"Tired\nafter work"'), s1c("2"), s1c("3", notes="ow")
    )
    (workout,) = history.workouts
    (squat,) = workout.exercises
    assert (workout.notes, squat.notes) == ("Tired\nafter work", 'slow\nand, "low"')
    assert [(entry.source_row, entry.notes) for entry in squat.sets] == [(2, ""), (4, ""), (5, "ow")]


def test_names_are_stripped_and_lose_the_apostrophe_of_an_export():
    history = read(
        S1C, s1c("1", exercise="Incline Row "), s1c("2", exercise="Incline Row"), s1c("1", exercise="'+Dips")
    )
    assert [exercise.name for exercise in history.workouts[0].exercises] == ["Incline Row", "+Dips"]


@pytest.mark.parametrize(
    ("lasted", "seconds", "warnings"),
    [
        ("38min", 2280, []),
        ("0s", None, []),
        ("", None, []),
        ("42h 51m", 154_260, ["A workout lasted over six hours, its timer perhaps forgotten; that was kept"]),
        ("240h", 864_000, ["A workout lasted over six hours, its timer perhaps forgotten; that was kept"]),
        ("264h 1m", None, ["The duration of a workout can't be read or is over ten days, and was left out"]),
        ("soon", None, ["The duration of a workout can't be read or is over ten days, and was left out"]),
    ],
)
def test_duration_of_a_workout(lasted, seconds, warnings):
    history = read(S1C, s1c("1", lasted=lasted), s1c("2", lasted=lasted))
    assert history.workouts[0].duration_seconds == seconds
    where = " (1 x, first: 2024-05-02 18:00:00)."
    assert history.warnings[1:] == [warning + where for warning in warnings]


def test_lost_supersets_and_unread_columns_are_told():
    history = read(S1C + ",Mood", s1c("1") + ",good")
    assert history.warnings == [
        "Strong's export says nothing of supersets: group their exercises again where you need them.",
        "The column “Mood” was not read.",
    ]


def test_workout_whose_rows_differ_keeps_the_first_and_warns():
    sets = s1c("1", about="good"), s1c("2", about="good"), s1c("3", about="bad"), s1c("4").replace("Legs", "Arms")
    history = read(S1C, *sets)
    assert [(workout.title, workout.notes) for workout in history.workouts] == [("Legs", "good")]
    assert history.warnings[1:] == [
        "Rows of one workout differ in its name or notes, the first were kept (2 x, first: 2024-05-02 18:00:00)."
    ]


def test_hours_of_a_clock_change_stay_as_on_the_wall():
    dates = ("2024-03-31 02:30:00", "2024-10-27 02:30:00")
    history = read(S1C, *(s1c("1", date=date) for date in dates))
    assert [workout.started_at for workout in history.workouts] == [
        datetime(2024, 3, 31, 2, 30),
        datetime(2024, 10, 27, 2, 30),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (s1c("2", "heavy,5,0,0"), "“heavy” in “weight” is not a number"),
        (s1c("2", "-20,5,0,0"), "-20 in “weight” is not between 0 and"),
        (s1c("2", "100,5.5,0,0"), "5.5 in “reps” is not a whole number"),
        (s1c("2", "62,5,8,0,0"), "The row has 13 fields, the header 12"),
        (s1c("2", exercise='Press" (Each Side, "Dumbbell"').replace('"', ""), "The row has 13 fields, the header 12"),
        (s1c("2", rpe="11"), "11 in “rpe” is not between 1 and 10"),
        (s1c("X"), "“X” in “set order” is no set number, W, D, F, Rest Timer or Note"),
        (s1c(""), "“” in “set order” is no set number"),
        (s1c("2", exercise=" "), "The row names no exercise"),
        ("2024-05-02 18:00:00,Legs,1h,Squ", "The row has 4 fields, the header 12"),
    ],
)
def test_row_that_cannot_be_read_holds_back_its_workout_alone(row, reason):
    history = read(S1C, s1c("1"), s1c("Rest Timer"), s1c("Note"), row, s1c("1", date="2024-05-03 18:00:00"))
    waits, key = "Its workout waits for line 5.", "2024-05-02T18:00:00"
    *others, refused = history.refused
    assert others == [RefusedRow(line, waits, "", key) for line in (2, 3, 4)]
    assert (refused.row, refused.text, refused.workout) == (5, row, key)
    assert reason in refused.reason
    assert [workout.key for workout in history.workouts] == ["2024-05-03T18:00:00"]
    assert (history.rows_read, history.set_rows, history.rest_rows, history.note_rows) == (5, 1, 0, 0)


@pytest.mark.parametrize("date", ["02.05.2024", "2024-02-30 18:00:00", ""])
def test_row_without_a_date_is_refused_alone_and_says_so(date):
    history = read(S1C, s1c("1"), s1c("2", date=date), s1c("3"))
    (refused,) = history.refused
    assert (refused.row, refused.workout) == (3, None)
    assert refused.reason == (
        f"“{date}” in “date” is not a date and time: correct it and import again. Its workout can't be told, so no "
        "other row waits for it: where that workout was imported without it, delete it for good before you import it "
        "again."
    )
    assert [entry.source_row for entry in history.workouts[0].exercises[0].sets] == [2, 4]


def test_first_refused_row_is_the_one_that_a_workout_waits_for():
    history = read(S1C, s1c("x"), s1c("1"), s1c("y"))
    assert [refused.reason.split(":")[0] for refused in history.refused] == [
        "“x” in “set order” is no set number, W, D, F, Rest Timer or Note",
        "Its workout waits for line 2.",
        "“y” in “set order” is no set number, W, D, F, Rest Timer or Note",
    ]
    assert (history.rows_read, history.set_rows, history.workouts) == (3, 0, [])
