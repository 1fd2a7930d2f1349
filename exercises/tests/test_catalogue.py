"""Loading the catalogue: the database says what the file says, and nothing that people use is ever lost."""

import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exercises import catalogue
from exercises.models import Alias, Exercise, Preference, SecondaryMuscle
from exercises.tests.factories import ExerciseFactory

pytestmark = pytest.mark.django_db

HEADER = (
    "slug,name,category,equipment,primary_muscle,secondary_muscles,mechanic,force,level,tracking,load_mode,per_hand,"
    "unilateral,bodyweight_fraction,aliases\n"
)
CURL = (
    "curl,Curl,strength,dumbbell,biceps,forearms,isolation,pull,beginner,weight_reps,external,yes,,,Arm Curl; Bi Curl\n"
)
DIP = "dip,Dip,strength,body only,chest,triceps; shoulders,compound,push,expert,bodyweight_reps,bodyweight,,,0.95,\n"


@pytest.fixture
def load(tmp_path: Path):
    """Loads a catalogue of the rows given."""

    def load_rows(*rows: str, header: str = HEADER) -> catalogue.Loaded:
        path = tmp_path / "catalogue.csv"
        path.write_text(header + "".join(rows), encoding="utf-8")
        return catalogue.load(path)

    return load_rows


def fates(loaded: catalogue.Loaded) -> tuple[int, int, int, int, int]:
    return loaded.created, loaded.changed, loaded.unchanged, loaded.archived, loaded.deleted


def test_load_writes_every_fact_and_the_lists_in_their_order(load):
    assert fates(load(CURL, DIP)) == (2, 0, 0, 0, 0)
    curl, dip = Exercise.objects.order_by("name")
    assert {name: getattr(curl, name) for name in catalogue.FACTS} == {
        "name": "Curl",
        "category": "strength",
        "equipment": "dumbbell",
        "primary_muscle": "biceps",
        "mechanic": "isolation",
        "force": "pull",
        "level": "beginner",
        "tracking": "weight_reps",
        "load_mode": "external",
        "per_hand": True,
        "unilateral": False,
        "bodyweight_fraction": None,
    }
    assert (curl.owner, curl.slug, curl.version, curl.aliases) == (None, "curl", 1, ["Arm Curl", "Bi Curl"])
    assert (dip.bodyweight_fraction, dip.secondary_muscles, dip.aliases) == (
        Decimal("0.95"),
        ["triceps", "shoulders"],
        [],
    )


def test_second_load_writes_nothing(load):
    load(CURL, DIP)
    with CaptureQueriesContext(connection) as queries:
        assert fates(load(CURL, DIP)) == (0, 0, 2, 0, 0)
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_own_catalogue_loads_and_loads_again():
    before = time.perf_counter()
    rows = catalogue.load().created
    assert time.perf_counter() - before < 2
    assert rows == Exercise.objects.count() >= 450
    assert fates(catalogue.load()) == (0, 0, rows, 0, 0)


def test_changed_fact_is_stored_under_the_next_version(load):
    load(CURL, DIP)
    untouched = Exercise.objects.filter(slug="dip").values().get()
    before = Exercise.objects.get(slug="curl").updated_at
    assert fates(load(CURL.replace(",beginner,", ",expert,"), DIP)) == (0, 1, 1, 0, 0)
    curl = Exercise.objects.get(slug="curl")
    assert (curl.level, curl.version) == ("expert", 2)
    assert curl.updated_at > before
    assert Exercise.objects.filter(slug="dip").values().get() == untouched


@pytest.mark.parametrize(
    ("old", "new", "muscles", "aliases"),
    [
        ("forearms", "forearms; shoulders", ["forearms", "shoulders"], ["Arm Curl", "Bi Curl"]),
        ("Arm Curl; Bi Curl", "Bi Curl; Arm Curl", ["forearms"], ["Bi Curl", "Arm Curl"]),
        ("Arm Curl; Bi Curl", "", ["forearms"], []),
    ],
)
def test_changed_list_is_replaced_under_the_next_version(load, old, new, muscles, aliases):
    load(CURL)
    assert fates(load(CURL.replace(old, new))) == (0, 1, 0, 0, 0)
    curl = Exercise.objects.get()
    assert (curl.version, curl.secondary_muscles, curl.aliases) == (2, muscles, aliases)


def test_load_names_the_exercises_whose_loads_count_otherwise(load):
    load(CURL, DIP)
    loaded = load(CURL.replace("Curl,strength", "Biceps Curl,strength"), DIP.replace("0.95", "0.9"))
    assert loaded.changed == 2
    assert [exercise.slug for exercise in loaded.load_changed] == ["dip"]


def test_exercise_gone_from_the_file_is_deleted_where_nobody_uses_it(load):
    load(CURL, DIP)
    assert fates(load(DIP)) == (0, 0, 1, 0, 1)
    assert [exercise.slug for exercise in Exercise.objects.all()] == ["dip"]
    assert (SecondaryMuscle.objects.count(), Alias.objects.count()) == (2, 0)


def test_exercise_gone_from_the_file_is_archived_where_someone_pinned_a_note_to_it(load, lifter):
    load(CURL, DIP)
    curl = Exercise.objects.get(slug="curl")
    Preference.objects.create(user=lifter, exercise=curl, pinned_note="elbows in")
    assert fates(load(DIP)) == (0, 0, 1, 1, 0)
    curl.refresh_from_db()
    assert curl.archived_at is not None
    assert curl.version == 2
    assert curl.preferences.get().pinned_note == "elbows in"
    assert fates(load(DIP)) == (0, 0, 1, 0, 0)


def test_exercise_that_comes_back_leaves_the_archive_as_the_same_exercise(load, lifter):
    load(CURL, DIP)
    curl = Exercise.objects.get(slug="curl")
    Preference.objects.create(user=lifter, exercise=curl)
    load(DIP)
    assert fates(load(CURL, DIP)) == (0, 1, 1, 0, 0)
    back = Exercise.objects.get(slug="curl")
    assert (back.pk, back.archived_at, back.version) == (curl.pk, None, 3)


def test_exercises_that_are_not_the_files_stay_as_they_are(load, lifter):
    ExerciseFactory(name="Curl", owner=lifter)
    ExerciseFactory(name="Made by staff")
    before = list(Exercise.objects.values())
    load(CURL)
    load(DIP)
    assert list(Exercise.objects.exclude(slug="dip").values()) == before


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (CURL.replace("biceps", "bicep"), "Line 3, primary_muscle: Value 'bicep' is not a valid choice."),
        (CURL.replace("forearms", "forearm"), "Line 3, muscle: Value 'forearm' is not a valid choice."),
        (CURL.replace("weight_reps", "weight"), "Line 3, tracking: Value 'weight' is not a valid choice."),
        (CURL.replace("external", "none"), "Line 3, load_mode: With this tracking the load is external."),
        (CURL.replace(",yes,", ",maybe,"), "Line 3, per_hand: “maybe” value must be either True or False."),
        (CURL.replace("forearms", "biceps"), "Line 3, secondary_muscles: A word stands twice."),
        (CURL.replace("Bi Curl", "arm curl"), "Line 3, aliases: A word stands twice."),
        (CURL.replace("Curl,", ",", 1), "Line 3, name: This field cannot be blank."),
        (CURL.replace("curl,", ",", 1), "Line 3, slug: Give the exercise a slug."),
        (CURL.replace("curl,", "dip,", 1), "Line 3, slug: It stands in the file twice."),
        (CURL.replace("curl,", "curl,,", 1), "Line 3, slug: The row has more or fewer cells than the header."),
        ("curl,Curl\n", "Line 3, slug: The row has more or fewer cells than the header."),
        (
            DIP.replace("dip,", "dip-2,", 1).replace("0.95", "1.5"),
            "Line 3, bodyweight_fraction: Ensure this value is less than or equal to 1.",
        ),
    ],
)
def test_bad_row_is_named_and_refuses_the_file_whole(load, row, message):
    with pytest.raises(ValidationError) as refused:
        load(DIP, row)
    assert refused.value.messages == [message]
    assert Exercise.objects.count() == 0


def test_every_bad_row_is_named(load):
    with pytest.raises(ValidationError) as refused:
        load(CURL.replace("biceps", "arm"), DIP, CURL.replace("pull", "drag"))
    assert [message.split(":")[0] for message in refused.value.messages] == [
        "Line 2, primary_muscle",
        "Line 4, force",
    ]


def test_file_with_other_columns_is_refused(load):
    with pytest.raises(ValidationError, match="The columns have to be"):
        load(CURL, header=HEADER.replace("slug", "id"))
