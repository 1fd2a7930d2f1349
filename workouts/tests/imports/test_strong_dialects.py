"""Strong's ten headers and their kin: which columns and units each has, and the same set read from all of them."""

import io
from datetime import datetime
from decimal import Decimal

import pytest

from workouts.imports.history import ImportedSet
from workouts.imports.readers import read_history

pytestmark = pytest.mark.anywhere

S1C = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
S2A = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes"
)
S2B = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes;Workout Duration"
)
S1C_FR = (
    "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
    "Notes d'entraînement,RPE"
)
S3 = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight ({})";"Reps";"RPE";'
    '"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)


def read(header, *lines, **options):
    return read_history(io.BytesIO("\n".join((header, *lines, "")).encode()), **options)


DIALECTS = {
    "S0": ("Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes", '"Legs","Squat",0,102.5,5,2,90,deep'),
    "S1a": (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes",
        '"Legs","Squat",1,102.5,5,2,90,deep,fine',
    ),
    "S1b": (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
        '"Legs","Squat",1,102.5,5,2,90,deep,fine,8.5',
    ),
    "S1c": (S1C, '"Legs",1h 5m,"Squat",1,102.5,5.0,2,90.0,deep,fine,8.5'),
    "S1c-fr": (
        S1C_FR,
        '"Legs",1h 5m,"Squat",1,"102,5",5,2,90,deep,fine,"8,5"',
    ),
    "S1d": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE",
        '"Legs",65min,"Squat",1,102.5,5.0,2,90.0,8.5',
    ),
    "S2z": (
        "Date;Workout Name;Exercise Name;Set Order;lbs;Reps;mi.;Seconds;Notes;Workout Notes",
        ';""Legs"";""Squat"";1;102.5;5;2;90;""deep"";""fine"""',
    ),
    "S2a": (S2A, ';"Legs";"Squat";1;102.5;kg;5;2;km;90;"deep";"fine"'),
    "S2b": (
        S2B,
        ';"Legs";"Squat";1;102,5;lbs;5;8,5;2;mi.;90;"deep";"fine";1h 5m',
    ),
    "S3": (S3.format("kg"), ';"Legs";"3900";"Squat";"1";"102.5";"5";"8.5";"2000";"90.0";"deep";"fine"'),
}
# dialect: units stated for weight and distance, metres read (km assumed), and which of notes, duration, RPE it has
FACTS = {
    "S0": ("kg", "km", "2000", "deep", "", None, None),
    "S1a": (None, None, "2000", "deep", "fine", None, None),
    "S1b": (None, None, "2000", "deep", "fine", None, "8.5"),
    "S1c": (None, None, "2000", "deep", "fine", 3900, "8.5"),
    "S1c-fr": (None, None, "2000", "deep", "fine", 3900, "8.5"),
    "S1d": (None, None, "2000", "", "", 3900, "8.5"),
    "S2z": ("lb", "mi", "3218.7", "deep", "fine", None, None),
    "S2a": ("kg", "km", "2000", "deep", "fine", None, None),
    "S2b": ("lb", "mi", "3218.7", "deep", "fine", 3900, "8.5"),
    "S3": ("kg", "m", "2000", "deep", "fine", 3900, "8.5"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialect_is_read_whole(dialect, mark, line_end):
    header, rest = DIALECTS[dialect]
    weight_unit, distance_unit, metres, notes, workout_notes, duration, rpe = FACTS[dialect]
    date = {"S2z": '"2024-05-02 18:00:00', "S3": '"7";"2024-05-02 18:00:00"'}.get(dialect, "2024-05-02 18:00:00")
    comma = "" if rest[0] == ";" else ","
    history = read_history(io.BytesIO(f"{mark}{header}{line_end}{date}{comma}{rest}{line_end}".encode()))
    (workout,) = history.workouts
    (squat,) = workout.exercises
    assert (history.source, history.dialect) == ("strong", dialect)
    assert (history.weight_unit, history.distance_unit) == (weight_unit, distance_unit)
    assert (workout.key, workout.title, workout.started_at) == ("2024-05-02T18:00:00", "Legs", datetime(2024, 5, 2, 18))
    assert (workout.duration_seconds, workout.completed_at, workout.notes) == (duration, None, workout_notes)
    assert (squat.name, squat.notes, squat.superset, squat.source_row) == ("Squat", notes, None, 2)
    assert squat.sets == [
        ImportedSet(
            2,
            weight=Decimal("102.5"),
            reps=5,
            rpe=rpe and Decimal(rpe),
            duration_seconds=90,
            distance_m=Decimal(metres),
        )
    ]
    assert (history.rows_read, history.set_rows, history.refused) == (1, 1, [])


@pytest.mark.parametrize(("column", "unit"), [("kg", "kg"), ("lbs", "lb"), ("lb", "lb")])
def test_all_quoted_header_names_its_weight_unit(column, unit):
    history = read(S3.format(column), '"1";"2024-05-02 18:00:00";"Legs";"";"Squat";"1";"225.0";"5";"";"";"";"";""')
    assert (history.dialect, history.weight_unit) == ("S3", unit)
    assert history.workouts[0].exercises[0].sets == [ImportedSet(2, weight=Decimal(225), reps=5)]


def test_unit_columns_with_rpe_and_without_duration():
    header, rest = DIALECTS["S2b"]
    history = read(header.removesuffix(";Workout Duration"), "2024-05-02 18:00:00" + rest.removesuffix(";1h 5m"))
    assert (history.dialect, history.weight_unit, history.workouts[0].duration_seconds) == ("S2b", "lb", None)


def test_comma_header_with_a_unit_column_in_another_order():
    header = "Exercise Name,Date,Workout Name,Set Order,Reps,Weight,Weight Unit"
    history = read(header, "Squat,2024-05-02 18:00:00,Legs,1,5,225,lbs")
    assert history.weight_unit == "lb"
    assert history.workouts[0].exercises[0].sets == [ImportedSet(2, weight=Decimal(225), reps=5)]


def test_set_in_another_unit_than_the_first_keeps_its_own():
    rows = ("1;0;kg;10;0;mi.;", "2;225;lbs;5;;;", "3;100;kg;5;;;", "4;1;lb;5;1;km;", "5;1;lb;5;1;mi.;")
    history = read(S2A, *(f'2024-05-02 18:00:00;"Legs";"Squat";{row};"";""' for row in rows))
    sets = history.workouts[0].exercises[0].sets
    assert (history.weight_unit, history.distance_unit) == ("lb", "km")
    assert [entry.weight_unit for entry in sets] == [None, None, "kg", None, None]
    assert [entry.distance_m for entry in sets] == [None, None, None, Decimal(1000), Decimal("1609.3")]


@pytest.mark.parametrize(("unit", "metres"), [("km", "2400"), ("mi", "3862.4")])
def test_distance_without_a_unit_is_read_in_the_one_asked_for(unit, metres):
    history = read(S1C, "2024-05-02 18:00:00,Legs,1h,Cycling,1,0,0,2.4,2100,,,", distance_unit=unit)
    assert history.distance_unit is None
    assert history.workouts[0].exercises[0].sets == [
        ImportedSet(2, reps=None, duration_seconds=2100, distance_m=Decimal(metres))
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("100;;5;;;", "The weight has no unit: write kg or lb"),
        ("100;stone;5;;;", "“stone” in “weight unit” is a unit that we don't know"),
        ("100;kg;5;1;yd;", "“yd” in “distance unit” is a unit that we don't know"),
    ],
)
def test_weight_or_distance_in_no_known_unit_is_refused(values, reason):
    history = read(S2A, f"2024-05-02 18:00:00;Legs;Squat;1;{values};;")
    assert [refused.reason.startswith(reason) for refused in history.refused] == [True]
    assert (history.weight_unit, history.workouts) == (None, [])
