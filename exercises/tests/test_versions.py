"""Versions of exercises: each keeps what the exercise said, whoever wrote it."""

from pathlib import Path

import pytest

from accounts.models import User
from exercises import catalogue
from exercises.models import Exercise, ExerciseVersion
from exercises.own import create_exercise

pytestmark = pytest.mark.django_db

HEADER = (
    "slug,name,category,equipment,primary_muscle,secondary_muscles,mechanic,force,level,tracking,load_mode,per_hand,"
    "unilateral,bodyweight_fraction,aliases\n"
)
DIP = "dip,Dip,strength,body only,chest,triceps,compound,push,expert,bodyweight_reps,bodyweight,,,0.95,Bar Dip\n"


def said(exercise: Exercise, *names: str) -> list[tuple]:
    """Number and the facts named of each version, the newest first."""
    return [(one.number, *(one.facts[name] for name in names)) for one in exercise.versions.all()]


def test_own_exercise_begins_with_its_first_version(lifter: User) -> None:
    given = {
        "name": "Zercher Squat",
        "tracking": "bodyweight_reps",
        "load_mode": "bodyweight",
        "secondary_muscles": ["glutes", "traps"],
        "aliases": ["Zercher"],
    }
    exercise = create_exercise(lifter, given)
    (version,) = exercise.versions.all()
    assert version.number == 1
    assert version.facts == given | {
        "category": "strength",
        "equipment": "",
        "primary_muscle": "",
        "mechanic": "",
        "force": "",
        "level": "",
        "per_hand": False,
        "unilateral": False,
        "bodyweight_fraction": "1.00",
        "instructions": "",
        "video_url": "",
    }


def test_catalogue_keeps_what_each_load_changed(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    rows = (DIP, DIP.replace("triceps", "triceps; shoulders"), DIP.replace("0.95", "0.9"), DIP.replace("0.95", "0.9"))
    for row in rows:
        path.write_text(HEADER + row, encoding="utf-8")
        catalogue.load(path)
    assert said(Exercise.objects.get(), "secondary_muscles", "bodyweight_fraction", "aliases") == [
        (3, ["triceps"], "0.90", ["Bar Dip"]),
        (2, ["triceps", "shoulders"], "0.95", ["Bar Dip"]),
        (1, ["triceps"], "0.95", ["Bar Dip"]),
    ]


def test_versions_alone_keep_no_exercise_in_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    for rows in (DIP, ""):
        path.write_text(HEADER + rows, encoding="utf-8")
        catalogue.load(path)
    assert (Exercise.objects.count(), ExerciseVersion.objects.count()) == (0, 0)
