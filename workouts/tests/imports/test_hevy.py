"""Hevy's export: units in the column names, months in the phone's language, gaps in the set numbers."""

import io
from datetime import datetime
from decimal import Decimal

import pytest

from workouts.imports.history import ImportedSet, RefusedRow
from workouts.imports.readers import read_history

pytestmark = pytest.mark.anywhere

COLUMNS = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes",'
    '"set_index","set_type","weight_{}","reps","distance_{}","duration_seconds","rpe"\n'
)
WHEN = '"28 Mar 2024, 17:29","28 Mar 2024, 18:31"'


def read(*lines, weight="kg", distance="km"):
    text = COLUMNS.format(weight, distance) + "".join(line + "\n" for line in lines)
    return read_history(io.BytesIO(text.encode()))


def line(sets, exercise="Squat", when=WHEN, title="Legs", description="", superset="", notes=""):
    return f'"{title}",{when},"{description}","{exercise}",{superset},"{notes}",{sets}'


def test_workout_with_all_that_a_row_can_say():
    history = read(
        line('0,"warmup",40,10,,,', description="Felt\\nwell", superset="1", notes="deep\nand slow"),
        line('1,"normal",102.5,5,,0,8.5', description="Felt\\nwell", superset="1", notes="deep\nand slow"),
    )
    (workout,) = history.workouts
    (squat,) = workout.exercises
    assert (history.source, history.dialect) == ("hevy", "kg+km")
    assert (workout.title, workout.notes) == ("Legs", "Felt\nwell")
    assert (workout.started_at, workout.completed_at) == (datetime(2024, 3, 28, 17, 29), datetime(2024, 3, 28, 18, 31))
    assert (squat.name, squat.notes, squat.superset) == ("Squat", "deep\nand slow", 1)
    assert squat.sets == [
        ImportedSet(2, "warm_up", Decimal(40), 10),
        ImportedSet(4, "normal", Decimal("102.5"), 5, Decimal("8.5")),
    ]
    assert (history.rows_read, history.set_rows, history.refused, history.warnings) == (2, 2, [], [])


@pytest.mark.parametrize(
    ("weight", "distance", "units", "metres"),
    [
        ("kg", "km", ("kg", "km"), "2000"),
        ("lbs", "miles", ("lb", "mi"), "3218.7"),
        ("kg", "miles", ("kg", "mi"), "3218.7"),
        ("lbs", "km", ("lb", "km"), "2000"),
    ],
)
def test_units_are_those_of_the_column_names(weight, distance, units, metres):
    history = read(line('0,"normal",50,,2,600,'), weight=weight, distance=distance)
    (entry,) = history.workouts[0].exercises[0].sets
    assert (history.weight_unit, history.distance_unit) == units
    assert entry == ImportedSet(2, weight=Decimal(50), reps=None, duration_seconds=600, distance_m=Decimal(metres))


@pytest.mark.parametrize(
    ("sets", "entry"),
    [
        ('0,"normal",,12,,,', ImportedSet(2, reps=12)),
        ('0,"normal",0,12,,0,', ImportedSet(2, weight=Decimal(0), reps=12)),
        ('0,"normal",,,,45,', ImportedSet(2, reps=None, duration_seconds=45)),
        ('0,"normal",,0,,45,', ImportedSet(2, reps=None, duration_seconds=45)),
        ('0,"failure",100,0,,0,10', ImportedSet(2, "failure", Decimal(100), 0, Decimal(10))),
        ('0,"dropset",60,8,,,', ImportedSet(2, "drop_set", Decimal(60), 8)),
        ('0,"normal",,,,,', ImportedSet(2, reps=0)),
        ('0,"normal","22,68",5,,,', ImportedSet(2, weight=Decimal("22.68"), reps=5)),
    ],
)
def test_set_of_each_kind(sets, entry):
    assert read(line(sets)).workouts[0].exercises[0].sets == [entry]


def test_exercise_starts_again_where_the_index_does_not_rise():
    sets = '"normal",50,5,,,'
    history = read(
        line(f"1,{sets}"),
        line(f"4,{sets}"),
        line(f"0,{sets}"),
        line(f"1,{sets}", "Row "),
        line(f"2,{sets}", "Row"),
        line(f"2,{sets}", "Row"),
    )
    (workout,) = history.workouts
    assert [(exercise.name, [entry.source_row for entry in exercise.sets]) for exercise in workout.exercises] == [
        ("Squat", [2, 3]),
        ("Squat", [4]),
        ("Row", [5, 6]),
        ("Row", [7]),
    ]


def test_next_workout_with_the_same_exercise_has_its_own():
    later = WHEN.replace("28", "29")
    history = read(line('0,"normal",50,5,,,'), line('1,"normal",60,5,,,', when=later))
    assert [[len(exercise.sets) for exercise in workout.exercises] for workout in history.workouts] == [[1], [1]]


def test_unread_column_and_second_description_are_told():
    text = COLUMNS.format("kg", "km").replace("rpe", 'rpe","mood') + "".join(
        line('0,"normal",50,5,,,,good', description=about) + "\n" for about in ("", "fine", "", "sore")
    )
    history = read_history(io.BytesIO(text.encode()))
    assert history.workouts[0].notes == "fine"
    assert history.warnings == [
        "The column “mood” was not read.",
        "Rows of one workout differ in its description, the first was kept (1 x, first: 2024-03-28 17:29:00).",
    ]


def test_workouts_stay_in_the_order_of_the_file_and_may_end_the_next_day():
    sets = '0,"normal",50,5,,,'
    late = line(sets, when='"2 May 2024, 23:30","3 May 2024, 00:45"')
    history = read(late, line(sets, when='"01 May 2024, 08:05",""', title="Push"))
    assert [(workout.key, workout.completed_at) for workout in history.workouts] == [
        ("2024-05-02T23:30:00 Legs", datetime(2024, 5, 3, 0, 45)),
        ("2024-05-01T08:05:00 Push", None),
    ]


def test_end_before_the_start_or_ten_days_later_is_left_out_with_a_warning():
    sets = '0,"normal",50,5,,,'
    ends = ("2 May 2024, 07:00", "12 May 2024, 08:01", "12 May 2024, 08:00")
    history = read(*(line(sets, when=f'"2 May 2024, 08:00","{end}"', title=end) for end in ends))
    assert [workout.completed_at for workout in history.workouts] == [None, None, datetime(2024, 5, 12, 8)]
    (warning,) = history.warnings
    assert warning.startswith("The end of a workout lies before its start or over ten days after it, and was left out")
    assert warning.endswith("(2 x, first: 2024-05-02 08:00:00).")


MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "pt": "Jan Fev Mar Abr Mai Jun Jul Ago Set Out Nov Dez",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
}


@pytest.mark.parametrize("language", MONTHS)
def test_months_of_each_language(language):
    rows = [line('0,"normal",50,5,,,', when=f'"3 {month} 2024, 07:05",') for month in MONTHS[language].split()]
    expected = [datetime(2024, month, 3, 7, 5) for month in range(1, 13)]
    assert [workout.started_at for workout in read(*rows).workouts] == expected


@pytest.mark.parametrize(
    "written",
    [
        "03 MARS 2024, 17:29",
        "3. März 2024, 17:29",
        "3 de mar. de 2024, 17:29",
        "Mar 3, 2024, 5:29 PM",
        "3 Mar 2024 5:29\u202fp.m.",
    ],
)
def test_time_in_other_spellings(written):
    history = read(line('0,"normal",50,5,,,', when=f'"{written}",'))
    assert [workout.started_at for workout in history.workouts] == [datetime(2024, 3, 3, 17, 29)]


def test_noon_and_midnight_of_the_twelve_hour_clock():
    rows = [line('0,"normal",50,5,,,', when=f'"Mar 3, 2024, {hour}",') for hour in ("12:10 AM", "12:10 PM")]
    assert [workout.started_at.hour for workout in read(*rows).workouts] == [0, 12]


def test_hour_that_the_clock_change_skips_stays_as_on_the_wall():
    (workout,) = read(line('0,"normal",50,5,,,', when='"31 Mar 2024, 02:30","31 Mar 2024, 03:30"')).workouts
    assert (workout.started_at, workout.completed_at) == (datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 3, 30))


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ('"3 Jui 2024, 07:05",', "The month “jui” in “start_time” is not known"),
        ('"31 Feb 2024, 07:05",', "“31 Feb 2024, 07:05” in “start_time” is not"),
        ('"3 May 2024, 13:05 PM",', "in “start_time” is not a date and time"),
        ('"yesterday",', "“yesterday” in “start_time” is not a date and time"),
        (",", "The row lacks its start_time"),
    ],
)
def test_row_without_a_start_is_refused_alone_and_says_so(when, reason):
    row = line('0,"normal",50,5,,,', when=when)
    history = read(line('0,"normal",40,5,,,'), row, line('2,"normal",60,5,,,'))
    (refused,) = history.refused
    assert (refused.row, refused.text, refused.workout) == (3, row, None)
    assert reason in refused.reason
    assert "Its workout can't be told, so no other row waits for it" in refused.reason
    assert [entry.source_row for entry in history.workouts[0].exercises[0].sets] == [2, 4]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            line('0,"normal",50,5,,,', when=WHEN.replace("Mar 2024, 18", "Xyz 2024, 18")),
            "The month “xyz” in “end_time”",
        ),
        (line('0,"normal",heavy,5,,,'), "“heavy” in “weight_kg” is not a number"),
        (line('0,"normal",50,5,,,11'), "11 in “rpe” is not between 1 and 10"),
        (line('0,"giant",50,5,,,'), "“giant” in “set_type” is no known kind of set"),
        (line(',"normal",50,5,,,'), "lacks its exercise_title or set_index"),
        (line('0,"normal",50,5,,,', exercise=" "), "lacks its exercise_title or set_index"),
        (line('0,"normal",50,5,,,', superset="A"), "“A” in “superset_id” is not a number"),
        (line('0,"normal",50,5,,'), "The row has 13 fields, the header 14"),
    ],
)
def test_row_that_cannot_be_read_holds_back_its_workout_alone(row, reason):
    sound = line('0,"normal",40,5,,,')
    history = read(sound, row, line('2,"normal",60,5,,,'), line('0,"normal",40,5,,,', title="Arms"))
    first, refused, last = history.refused
    waits, key = "Its workout waits for line 3.", "2024-03-28T17:29:00 Legs"
    assert [first, last] == [RefusedRow(2, waits, "", key), RefusedRow(4, waits, "", key)]
    assert (refused.row, refused.text, refused.workout) == (3, row, key)
    assert reason in refused.reason
    assert [workout.title for workout in history.workouts] == ["Arms"]
    assert (history.rows_read, history.set_rows) == (4, 1)


def test_long_title_is_refused_in_each_of_its_rows_and_nothing_is_cut():
    history = read(line('0,"normal",40,5,,,', title="t" * 201), line('1,"normal",40,5,,,', title="t" * 201))
    assert [refused.reason for refused in history.refused] == [
        "The text in “title” is longer than 200 characters: shorten it and import again."
    ] * 2
    assert history.workouts == []


def test_notes_that_change_within_an_exercise_stay_with_their_set():
    rows = [line(f'{index},"normal",50,5,,,', notes=notes) for index, notes in enumerate(("belt", "belt", "pain"))]
    (exercise,) = read(*rows).workouts[0].exercises
    assert (exercise.notes, [entry.notes for entry in exercise.sets]) == ("belt", ["", "", "pain"])
