"""A workout's page keeps what it has written once; what it shows is what there is, whatever it showed before."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Exercise, Preference
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workouts.views.prototypes import SET as PROTOTYPE
from workset.markup import written

pytestmark = pytest.mark.django_db
TOKEN = re.compile('name="csrfmiddlewaretoken" value="([^"]*)"')
OPEN_ROW = re.compile('name="id" value="([^"]*)"')


@pytest.fixture
def workout(lifter: User, squat: Exercise, push_up: Exercise) -> Workout:
    """Two exercises of an open workout: one with a set of each status, one that is still to be done."""
    found = make_workout(lifter)
    first = make_exercise(found, squat)
    make_set(first, 100, 5)
    make_set(first, 105, None, status="planned")
    make_set(first, None, None, status="skipped")
    make_exercise(found, push_up)
    return found


def page_of(pages: Client, workout: Workout) -> str:
    """The page, without what is new on each."""
    text = pages.get(f"/workouts/{workout.pk}/").content.decode()
    for own in OPEN_ROW.findall(text):
        text = text.replace(own, "an id")
    return re.sub('data-(rendered|known)="[^"]*"', "", TOKEN.sub("", text))


def change_sets(**values: Any) -> Callable[[User], object]:
    """Change all sets in the database."""
    return lambda _user: Set.objects.update(**values)


def change_account(**values: Any) -> Callable[[User], object]:
    """Change the account in the database."""
    return lambda user: User.objects.filter(pk=user.pk).update(**values)


CHANGES: dict[str, Callable[[User], object]] = {
    "weight": change_sets(weight=101, weight_kg=101),
    "reps": change_sets(reps=7),
    "type": change_sets(set_type="warm_up"),
    "rest": change_sets(rest_seconds=45),
    "note": change_sets(notes="deep & slow"),
    "status": lambda _user: Set.objects.filter(status="planned").update(status="skipped"),
    "version": change_sets(version=9),
    "number": lambda _user: Set.objects.filter(set_number=1).delete(),
    "unit": change_account(weight_unit="lb"),
    "RPE": change_account(track_rpe=True),
    "language": change_account(locale="de"),
    "sound": change_account(rest_sound=True, rest_vibration=False),
    "name": lambda _user: Exercise.objects.filter(name="Push Up").update(name="Press Up"),
    "place": lambda _user: WorkoutExercise.objects.filter(order=1).update(order=9),
    "superset": lambda _user: WorkoutExercise.objects.update(superset=1),
    "plan": lambda _user: Workout.objects.update(status="planned"),
    "note of the exercise": lambda _user: WorkoutExercise.objects.update(notes="wide"),
    "preference": lambda user: Preference.objects.create(
        user=user, exercise=Exercise.objects.get(name="Barbell Squat"), weight_unit="lb"
    ),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_is_seen_at_once(pages: Client, lifter: User, workout: Workout, changed: str) -> None:
    before = page_of(pages, workout)
    assert page_of(pages, workout) == before
    CHANGES[changed](lifter)
    after = page_of(pages, workout)
    written.cache_clear()
    assert after == page_of(pages, workout)
    assert after != before


def test_forms_carry_the_token_of_their_own_page_and_open_rows_an_id_of_their_own(
    pages: Client, workout: Workout
) -> None:
    found = [pages.get(f"/workouts/{workout.pk}/").content.decode() for _ in range(2)]
    tokens = [set(TOKEN.findall(text)) for text in found]
    ids = [set(OPEN_ROW.findall(text)) - {str(PROTOTYPE)} for text in found]
    assert not tokens[0] & tokens[1]
    assert len(ids[0]) == len(ids[1]) > 0
    assert not ids[0] & ids[1]
