"""`manage.py load_catalogue`: the catalogue and the totals that hang on it change together."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.audit import differing_rows
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db

HEADER = (
    "slug,name,category,equipment,primary_muscle,secondary_muscles,mechanic,force,level,tracking,load_mode,per_hand,"
    "unilateral,bodyweight_fraction,aliases\n"
)
CURL = "curl,Curl,strength,dumbbell,biceps,,isolation,pull,beginner,weight_reps,external,,,,\n"
CURL_PER_HAND = CURL.replace("external,,", "external,yes,")
ROW = CURL.replace("curl,Curl", "row,Row")

Load = Callable[..., str]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Runs the command on a file of the rows given; what it prints."""

    def load_rows(*rows: str) -> str:
        path, out = tmp_path / "catalogue.csv", StringIO()
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        call_command("load_catalogue", path, stdout=out)
        return out.getvalue()

    return load_rows


def test_load_says_what_became_of_the_catalogue(load: Load) -> None:
    assert load(CURL) == "Catalogue: 1 exercises (1 new, 0 changed).\n"
    assert load(CURL) == "Catalogue: 1 exercises (0 new, 0 changed).\n"
    assert load(CURL_PER_HAND, ROW) == "Catalogue: 2 exercises (1 new, 1 changed).\n"
    assert load(CURL_PER_HAND) == "Catalogue: 1 exercises (0 new, 0 changed, 0 archived, 1 deleted).\n"


def test_load_without_a_file_takes_the_catalogue_that_comes_with_workset() -> None:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    count = Exercise.objects.count()
    assert count >= 450
    assert out.getvalue() == f"Catalogue: {count} exercises ({count} new, 0 changed).\n"


def test_changed_load_facts_recount_the_workouts_of_everyone(load: Load, lifter: User, stranger: User) -> None:
    load(CURL)
    curl = Exercise.objects.get()
    workouts = [make_workout(user) for user in (lifter, stranger)]
    for workout in workouts:
        make_set(make_exercise(workout, curl), weight=20, reps=10)
    load(CURL_PER_HAND)
    for workout in workouts:
        workout.refresh_from_db()
    assert [workout.volume_kg for workout in workouts] == [Decimal(400), Decimal(400)]
    assert list(differing_rows()) == []


def test_exercise_gone_from_the_file_stays_in_the_workouts_that_did_it(load: Load, lifter: User) -> None:
    load(CURL, ROW)
    workout = make_workout(lifter)
    row = make_exercise(workout, Exercise.objects.get(slug="curl"))
    assert load(ROW) == "Catalogue: 1 exercises (0 new, 0 changed, 1 archived, 0 deleted).\n"
    row.refresh_from_db()
    assert row.exercise.archived_at is not None


def test_bad_file_changes_nothing(load: Load) -> None:
    load(CURL)
    with pytest.raises(CommandError) as refused:
        load(CURL_PER_HAND, ROW.replace("biceps", "arm"))
    assert str(refused.value) == (
        "The catalogue stays as it was. Line 3, primary_muscle: Value 'arm' is not a valid choice."
    )
    assert [exercise.per_hand for exercise in Exercise.objects.all()] == [False]


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.csv can't be opened: No such file or directory\."):
        call_command("load_catalogue", tmp_path / "none.csv")
