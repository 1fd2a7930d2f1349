"""What the catalogue's own data file promises to whoever loads it."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from exercises.names import match_key
from exercises.vocabulary import (
    REGION_OF_MUSCLE,
    Category,
    Equipment,
    Force,
    Level,
    LoadMode,
    Mechanic,
    Muscle,
    Tracking,
)

pytestmark = pytest.mark.anywhere

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.csv"
COLUMNS = [
    "slug",
    "name",
    "category",
    "equipment",
    "primary_muscle",
    "secondary_muscles",
    "mechanic",
    "force",
    "level",
    "tracking",
    "load_mode",
    "per_hand",
    "unilateral",
    "bodyweight_fraction",
    "aliases",
]
LOAD_MODE_OF_TRACKING = {
    Tracking.WEIGHT_REPS: LoadMode.EXTERNAL,
    Tracking.WEIGHT_DURATION: LoadMode.EXTERNAL,
    Tracking.SHORT_DISTANCE_WEIGHT: LoadMode.EXTERNAL,
    Tracking.BODYWEIGHT_REPS: LoadMode.BODYWEIGHT,
    Tracking.BODYWEIGHT_ASSISTED_REPS: LoadMode.ASSISTED,
    Tracking.REPS_ONLY: LoadMode.NONE,
    Tracking.DURATION: LoadMode.NONE,
    Tracking.DISTANCE_DURATION: LoadMode.NONE,
}
CARDIO = {
    "Air Bike",
    "Battle Ropes",
    "Boxing",
    "Cycling",
    "Elliptical",
    "Hiking",
    "Jump Rope",
    "Rowing Machine",
    "Running",
    "Ski Erg",
    "Stair Climber",
    "Stationary Bike",
    "Swimming",
    "Treadmill Running",
    "Walking",
}


def read_catalogue() -> list[dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ROWS = read_catalogue()


def split(joined: str) -> list[str]:
    return joined.split("; ") if joined else []


def slugs(condition: Callable[[dict[str, str]], object]) -> list[str]:
    return [row["slug"] for row in ROWS if condition(row)]


def called(written: str) -> list[str]:
    """The names of the exercises that answer to a name, as an import would match it."""
    key = match_key(written)
    return [row["name"] for row in ROWS if key in map(match_key, [row["name"], *split(row["aliases"])])]


def test_catalogue_header_and_line_ends():
    content = CATALOGUE.read_bytes()
    assert content.split(b"\n", 1)[0].decode() == ",".join(COLUMNS)
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_catalogue_every_cell_is_filled_in_and_trimmed():
    assert slugs(lambda row: list(row) != COLUMNS) == []
    assert slugs(lambda row: None in row.values() or any(cell != cell.strip() for cell in row.values())) == []


def test_catalogue_has_400_exercises_beside_cardio():
    assert len([row for row in ROWS if row["category"] != Category.CARDIO]) >= 400


def test_catalogue_has_the_usual_cardio():
    assert CARDIO - {row["name"] for row in ROWS if row["category"] == Category.CARDIO} == set()


def test_catalogue_slugs_are_unique_kebab_case_in_order():
    listed = [row["slug"] for row in ROWS]
    assert listed == sorted(set(listed))
    assert [slug for slug in listed if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("category", Category.values),
        ("equipment", Equipment.values),
        ("primary_muscle", Muscle.values),
        ("mechanic", [*Mechanic.values, ""]),
        ("force", [*Force.values, ""]),
        ("level", Level.values),
        ("tracking", Tracking.values),
        ("load_mode", LoadMode.values),
        ("per_hand", ["yes", ""]),
        ("unilateral", ["yes", ""]),
    ],
)
def test_catalogue_column_keeps_to_its_vocabulary(column, words):
    assert {row[column] for row in ROWS} - set(words) == set()


def test_catalogue_secondary_muscles_are_muscles_beside_the_primary():
    def is_wrong(row):
        muscles = [row["primary_muscle"], *split(row["secondary_muscles"])]
        return len(muscles) != len(set(muscles)) or not set(muscles) <= set(Muscle.values)

    assert slugs(is_wrong) == []


def test_catalogue_load_mode_follows_from_tracking():
    assert slugs(lambda row: row["load_mode"] != LOAD_MODE_OF_TRACKING[row["tracking"]]) == []


def test_catalogue_fraction_given_exactly_where_bodyweight_is_moved():
    bodyweight = {LoadMode.BODYWEIGHT, LoadMode.ASSISTED}
    assert slugs(lambda row: bool(row["bodyweight_fraction"]) != (row["load_mode"] in bodyweight)) == []


def test_catalogue_fraction_is_a_share_of_body_mass():
    fractions = [Decimal(row["bodyweight_fraction"]) for row in ROWS if row["bodyweight_fraction"]]
    assert [fraction for fraction in fractions if not 0 < fraction <= 1] == []


# Push-ups: Ebben et al., J Strength Cond Res 2011, 25(10), as measured under the hands. Others: the share of body mass
# that moves, by Dempster's segment masses (Winter, Biomechanics and Motor Control of Human Movement, table 4.1).
@pytest.mark.parametrize(
    ("name", "fraction"),
    [
        ("Push Up", "0.64"),
        ("Knee Push Up", "0.49"),
        ("Decline Push Up", "0.74"),
        ("Pull Up", "1"),
        ("Assisted Pull Up", "1"),
        ("Bodyweight Squat", "0.88"),  # all but both shanks and feet, 2 x 0.061
        ("Pistol Squat", "0.94"),  # all but one shank and foot
        ("Hanging Leg Raise", "0.32"),  # both legs, 2 x 0.161
        ("Crunch", "0.4"),  # head 0.081, arms 2 x 0.050, thorax 0.216
        ("Sit Up", "0.54"),  # these and the abdomen, 0.139
        ("Glute Bridge", "0.7"),  # trunk 0.497, thighs 2 x 0.100
    ],
)
def test_catalogue_fraction_of_body_mass(name, fraction):
    assert [row["bodyweight_fraction"] for row in ROWS if row["name"] == name] == [fraction]


def test_catalogue_per_hand_only_for_dumbbells_and_kettlebells():
    pairs = {Equipment.DUMBBELL, Equipment.KETTLEBELLS}
    assert slugs(lambda row: row["per_hand"] and row["equipment"] not in pairs) == []
    assert slugs(lambda row: row["per_hand"] and row["load_mode"] != LoadMode.EXTERNAL) == []
    assert slugs(lambda row: row["per_hand"] and row["name"].startswith("Single-Arm")) == []


@pytest.mark.parametrize("name", ["Dumbbell Bench Press", "Dumbbell Curl", "Dumbbell Lunge"])
def test_catalogue_pair_of_dumbbells_is_logged_per_hand(name):
    assert [row["per_hand"] for row in ROWS if row["name"] == name] == ["yes"]


@pytest.mark.parametrize("name", ["Goblet Squat", "Dumbbell Pullover", "Dumbbell Row", "Kettlebell Swing"])
def test_catalogue_one_dumbbell_or_kettlebell_is_not_per_hand(name):
    assert [row["per_hand"] for row in ROWS if row["name"] == name] == [""]


def test_catalogue_cardio_is_time_or_distance():
    timed = {Tracking.DURATION, Tracking.DISTANCE_DURATION}
    assert slugs(lambda row: row["category"] == Category.CARDIO and row["tracking"] not in timed) == []


def test_catalogue_name_or_alias_leads_to_one_exercise_once():
    names_of_key = defaultdict(list)
    for row in ROWS:
        for name in [row["name"], *split(row["aliases"])]:
            names_of_key[match_key(name)].append(f"{row['slug']}: {name}")
    assert [names for names in names_of_key.values() if len(names) > 1] == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("OHP", "Barbell Overhead Press"),
        ("Skullcrushers", "Barbell Skull Crusher"),
        ("Tbar Rows", "T-Bar Row"),
        ("T Bar Row", "T-Bar Row"),
        ("Deadlift Hex", "Trap Bar Deadlift"),
        ("Iso Lateral Leg Press", "Leg Press"),
        ("Cable Kickback", "Cable Triceps Kickback"),
        ("Seated Reverse Fly (cable)", "Cable Reverse Fly"),
        ("CleanJerk", "Clean and Jerk"),
        ("Machine Push Down", "Triceps Pushdown"),
        ("Kettlebell Suitcase Deadlift", "Kettlebell Deadlift"),
    ],
)
def test_catalogue_answers_to_what_other_apps_call_an_exercise(written, name):
    assert called(written) == [name]


@pytest.mark.parametrize(
    "written",
    [
        # With other equipment: loads would be counted per hand, or with the body's weight, that were lifted otherwise.
        "Spider Curl (Dumbbell)",
        "Seated Palms Up Wrist Curl (Dumbbell)",
        "Dumbbell Z Press",
        "Cable Wrist Extension",
        "Single Leg Standing Calf Raise (Machine)",
        # With dumbbells, with a cable or on a machine: the name leaves open which.
        "Chest Fly",
        "Triceps Extension",
        "Low Row",
    ],
)
def test_catalogue_claims_no_name_of_another_exercise(written):
    assert called(written) == []


def test_catalogue_air_bike_is_the_cardio_machine():
    """free-exercise-db calls the bicycle crunch so; every app that we import from means the machine."""
    assert called("air bikes") == ["Air Bike"]


def test_every_muscle_has_a_region():
    assert set(REGION_OF_MUSCLE) == set(Muscle)
    assert set(REGION_OF_MUSCLE.values()) == {"arms", "legs", "core", "back", "chest", "shoulders", "neck"}
