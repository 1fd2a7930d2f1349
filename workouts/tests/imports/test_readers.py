"""Telling the app by the header, reading a file twice, and the promise that every row is accounted for."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.imports.history import UnreadableFile
from workouts.imports.readers import read_history

pytestmark = pytest.mark.anywhere

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
    "distance_km,duration_seconds,rpe"
)


def read(text):
    return read_history(io.BytesIO(text.encode()))


def test_unknown_header_is_refused_with_the_columns_found_and_the_apps_known():
    with pytest.raises(UnreadableFile) as refusal:
        read("Day;Lift; Kilos\n1;2;3\n")
    assert str(refusal.value) == (
        "These columns are of no app that we can read: Day, Lift, Kilos. We read the exports of Strong, Hevy and "
        "FitNotes: upload the CSV as the app made it, with its header line."
    )


@pytest.mark.parametrize(
    "header", [STRONG.replace("Weight", "kg,lbs"), HEVY.replace("weight_kg", "weight_kg,weight_lbs")]
)
def test_header_with_two_weight_columns_is_of_no_app(header):
    with pytest.raises(UnreadableFile, match="of no app that we can read"):
        read(header + "\n")


@pytest.mark.parametrize("header", [STRONG, HEVY])
def test_header_without_rows_is_refused(header):
    with pytest.raises(UnreadableFile, match="a header and no rows"):
        read(header + "\n")


@pytest.mark.parametrize("header", [STRONG, HEVY])
def test_columns_may_stand_in_another_order(header):
    columns = header.split(",")[::-1]
    with pytest.raises(UnreadableFile, match="a header and no rows"):
        read(",".join(columns) + "\n")


def test_file_with_more_than_5000_bad_rows_is_refused_with_the_first():
    bad = "x,Legs,1h,Squat,1,100,5,0,0,,,\n"
    assert len(read(STRONG + "\n" + bad * 5000).refused) == 5000
    with pytest.raises(
        UnreadableFile, match=r"More than 5,000 rows can't be read\. The first is line 2: “x” in “date”"
    ):
        read(STRONG + "\n" + bad * 5001)


@pytest.mark.parametrize(
    ("header", "cut"),
    [
        (STRONG, "2024-05-02 18:00:00,Legs,1h,Squ"),
        (STRONG, "2024-05-02 18:00:00,Legs,1h,Squat,1,100,5,0,0,,"),
        (HEVY, 'Legs,"2 May 2024, 18:00",,,Sq'),
        ("Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time", "2024-05-02,Squat"),
    ],
)
def test_file_cut_off_in_its_last_row_is_refused(header, cut):
    with pytest.raises(UnreadableFile) as refusal:
        read(f"{header}\n{cut}")
    assert str(refusal.value) == (
        "The file ends in the middle of the row of line 2: it was cut off there. Export it again, or mend that line."
    )


def test_20_000_workouts_are_read_and_one_more_is_refused():
    row = 'Legs,"3 May 2024, {}",,,Squat,,,0,normal,100,5,,,\n'
    rows = [row.format("07:05").replace("Legs", f"Legs {number}") for number in range(20_001)]
    assert len(read(HEVY + "\n" + "".join(rows[1:])).workouts) == 20_000
    with pytest.raises(UnreadableFile, match="more than 20,000 workouts: split it"):
        read(HEVY + "\n" + "".join(rows))


def test_2_000_exercises_are_read_and_one_more_is_refused():
    rows = [f"2024-05-02 18:00:00,Legs,1h,Squat {number},1,100,5,0,0,,,\n" for number in range(2_001)]
    assert len(read(STRONG + "\n" + "".join(rows[1:])).workouts[0].exercises) == 2_000
    with pytest.raises(UnreadableFile, match="names more than 2,000 exercises"):
        read(STRONG + "\n" + "".join(rows))


def test_workouts_keep_their_keys_in_a_later_export_and_in_another_unit():
    row = "{},Legs,1h,Squat,1,{},5,0,0,,,\n"
    first = read(STRONG + "\n" + row.format("2024-05-02 18:00:00", 100))
    later = read(STRONG + "\n" + row.format("2024-05-01 08:00:00", 90) + row.format("2024-05-02 18:00:00", 220.46))
    assert [workout.key for workout in first.workouts] == ["2024-05-02T18:00:00"]
    assert [workout.key for workout in later.workouts] == ["2024-05-01T08:00:00", "2024-05-02T18:00:00"]


def test_hevy_workouts_keep_their_keys_when_the_phone_changes_language_and_unit():
    row = "Legs,{},,,Squat,,,0,normal,{},5,,,\n"
    english = read(HEVY + "\n" + row.format('"3 Aug 2024, 07:05"', 100))
    french = read(HEVY.replace("kg", "lbs") + "\n" + row.format('"3 août 2024, 07:05"', 220.46))
    assert [workout.key for workout in english.workouts] == [workout.key for workout in french.workouts]


def test_key_of_a_long_title_is_cut_and_still_tells_starts_apart():
    row = f"{'x' * 200},{{}},,,Squat,,,0,normal,100,5,,,\n"
    history = read(HEVY + "\n" + row.format('"3 Aug 2024, 07:05"') + row.format('"3 Aug 2024, 07:06"'))
    assert [(workout.key[:19], len(workout.key)) for workout in history.workouts] == [
        ("2024-08-03T07:05:00", 200),
        ("2024-08-03T07:06:00", 200),
    ]


def test_reading_a_file_twice_gives_the_same_history():
    text = STRONG + "\n" + "2024-05-02 18:00:00,Legs,1h,Squat,1,100,5,0,0,,,\n" * 3
    assert read(text) == read(text)
    assert [len(exercise.sets) for exercise in read(text).workouts[0].exercises] == [1, 1, 1]


numbers = st.sampled_from(["", "0", "1", "5", "62,5", "100.0", "-1", "x", "1e9", "99999999999", "0.001"]) | st.text(
    max_size=4
)
strong_rows = st.tuples(
    st.sampled_from(["2024-05-02 18:00:00", "2024-05-03 18:00:00", "2024-13-03 18:00:00", ""]),
    st.sampled_from(["Legs", "'=Legs", ""]),
    st.sampled_from(["1h", "264h 1m", "soon", "-5", ""]),
    st.sampled_from(["Squat", "Row ", "", "Press, Seated"]),
    st.sampled_from(["0", "1", "2", "3", "W", "D", "F", "Rest Timer", "Note", "note", "X", ""]),
    *[numbers] * 4,
    st.text(max_size=6),
    st.sampled_from(["", "good", "bad\nday"]),
    st.sampled_from(["", "8.5", "11"]),
)


@given(
    rows=st.lists(strong_rows, min_size=1, max_size=25), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
)
def test_every_row_of_a_table_is_accounted_for(rows, quoting):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, escapechar="\\", quotechar='"')
    writer.writerow(STRONG.split(","))
    writer.writerows(rows)
    try:
        history = read(out.getvalue())
    except UnreadableFile:
        return  # such as a NUL, or a quote that never closes
    sets = [entry for workout in history.workouts for exercise in workout.exercises for entry in exercise.sets]
    rows_kept = [entry.source_row for entry in sets]
    assert history.rows_read == history.set_rows + history.rest_rows + history.note_rows + len(history.refused)
    assert len(set(rows_kept)) == len(rows_kept) == history.set_rows
    assert not set(rows_kept) & {refused.row for refused in history.refused}
    if quoting == csv.QUOTE_MINIMAL:
        assert history.rows_read == len(rows)
    assert len({workout.key for workout in history.workouts}) == len(history.workouts)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_below_a_header_raise_nothing_but_unreadable_file(data):
    for header in (STRONG, HEVY):
        with suppress(UnreadableFile):
            history = read_history(io.BytesIO(header.encode() + b"\n" + data))
            assert history.rows_read == history.set_rows + history.rest_rows + history.note_rows + len(history.refused)
