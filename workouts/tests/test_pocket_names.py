"""By what names the pocket copy knows an exercise: as the server does, so that no second one is made without signal."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Alias, Exercise
from exercises.names import SPELLINGS, match_key
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.merge import merge_exercise
from workouts.tests.factories import STARTED
from workouts.tests.test_pocket import known, of

pytestmark = pytest.mark.django_db


def test_exercise_is_meant_by_its_name_and_its_other_names(pages: Client, squat: Exercise) -> None:
    Alias.objects.create(exercise=squat, name="BB Back-Squats", position=1)
    assert of(pages, squat)["keys"] == [match_key("Barbell Squat"), match_key("Back Squat (Barbell)")]
    assert known(pages)["spellings"] == SPELLINGS


def test_archived_exercise_of_ones_own_can_be_meant_and_no_other_archived_one(
    pages: Client, lifter: User, stranger: User
) -> None:
    mine = ExerciseFactory(owner=lifter, name="Zercher Hold", archived_at=STARTED)
    for owner in (None, stranger):
        ExerciseFactory(owner=owner, name="Old Hold", archived_at=STARTED)
    told = known(pages)["exercises"]
    assert [(one["id"], one["archived"], one["keys"]) for one in told] == [(str(mine.pk), True, ["hold zercher"])]


def test_name_that_a_merge_took_away_means_the_one_that_has_its_history(pages: Client, lifter: User) -> None:
    old, new = (create_exercise(lifter, {"name": name}) for name in ("Zercher Shrug", "Shrug"))
    merge_exercise(old, new)
    assert sorted(of(pages, new)["keys"]) == ["shrug", "shrug zercher"]
    assert [one["name"] for one in known(pages)["exercises"]] == ["Shrug"]


def test_own_exercise_goes_before_the_catalogues_of_its_name(pages: Client, lifter: User, squat: Exercise) -> None:
    mine = ExerciseFactory(owner=lifter, name="Squat, Barbell")
    assert (of(pages, mine)["keys"], of(pages, squat)["keys"]) == (["barbell squat"], [])


def test_new_exercise_is_typed_in_the_accounts_unit(pages: Client, lifter: User) -> None:
    lifter.weight_unit, lifter.track_rpe = "lb", True
    lifter.save()
    made: dict[str, Any] = known(pages)["new_exercise"]
    assert [one["label"] for one in made["fields"]] == ["Weight, lb", "Reps", "RPE"]
    assert (made["facts"]["unit"], made["facts"]["mode"], made["facts"]["has_history"]) == ("lb", "external", False)
    assert (made["own"], made["last"], made["plates"]) == (True, None, False)
