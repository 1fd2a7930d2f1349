"""Changes of preferences that the logbook feels; page and API share the verb."""

from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.plates import default_plates
from exercises.models import Exercise
from workouts.logbook.account import change_account
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db

KG = (Decimal("2.5"), Decimal(20), default_plates("kg"))
LB = (Decimal(5), Decimal(45), default_plates("lb"))


def equipment(user: User) -> tuple:
    user.refresh_from_db()
    return user.weight_increment, user.bar_weight, user.plates


def test_other_unit_brings_its_usual_equipment_and_takes_it_back(lifter: User) -> None:
    change_account(lifter, {"weight_unit": "lb"})
    assert equipment(lifter) == LB
    change_account(lifter, {"weight_unit": "kg"})
    assert equipment(lifter) == KG


def test_other_unit_leaves_own_equipment_alone(lifter: User) -> None:
    own = [{"weight": 20, "unit": "kg", "pairs": 1}]
    change_account(lifter, {"bar_weight": Decimal(15), "plates": own})
    change_account(lifter, {"weight_unit": "lb"})
    assert equipment(lifter) == (Decimal(5), Decimal(15), own)


def test_equipment_given_with_the_unit_is_taken_as_given(lifter: User) -> None:
    change_account(lifter, {"weight_unit": "lb", "weight_increment": Decimal("1.25")})
    assert equipment(lifter) == (Decimal("1.25"), *LB[1:])


def test_same_unit_again_changes_nothing(lifter: User) -> None:
    change_account(lifter, {"weight_unit": "kg", "bar_weight": Decimal(45)})
    assert equipment(lifter) == (KG[0], Decimal(45), KG[2])


def test_other_unit_converts_nothing_that_was_typed(lifter: User, squat: Exercise) -> None:
    entry = make_set(make_exercise(make_workout(lifter), squat), weight=100)
    change_account(lifter, {"weight_unit": "lb"})
    entry.refresh_from_db()
    assert (entry.weight, entry.weight_unit) == (100, "kg")


def test_put_with_a_unit_gives_its_usual_equipment_every_time(api: APIClient, lifter: User) -> None:
    for _again in range(2):
        assert api.put("/api/v1/me", {"weight_unit": "lb"}).status_code == 200
        assert equipment(lifter) == LB


def test_account_opened_in_pounds_has_a_bar_in_pounds(anonymous_api: APIClient) -> None:
    body = {"email": "new@example.org", "password": "iron-and-chalk-42", "weight_unit": "lb"}
    assert anonymous_api.post("/api/v1/auth/register", body).status_code == 201
    assert equipment(User.objects.get()) == LB


def test_change_is_made_on_the_account_as_it_stands_now(lifter: User) -> None:
    stale = User.objects.get(pk=lifter.pk)
    change_account(lifter, {"name": "Anna"})
    change_account(stale, {"track_rpe": True})
    lifter.refresh_from_db()
    assert (lifter.name, lifter.track_rpe) == ("Anna", True)
