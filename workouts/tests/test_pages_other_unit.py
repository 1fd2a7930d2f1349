"""A weight that is shown in another unit than it was typed in stays what it was, until somebody types over it."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set
from workouts.tests.factories import make_exercise, make_workout
from workouts.tests.shown import shown
from workouts.tests.test_pages_open_rows import last_week, page, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(pages: Client, lifter: User, squat: Exercise) -> Any:
    """The page of a workout after a change to pounds: last time's 100 kg stand there as 220.5."""
    last_week(lifter, squat, {"weight": 100, "reps": 5})
    lifter.weight_unit = "lb"
    lifter.save()
    return page(pages, make_exercise(make_workout(lifter), squat))


def latest() -> Set:
    """The set that was logged last."""
    return Set.objects.latest("created_at")


def test_as_last_time_is_last_times_weight_and_no_record(pages: Client, answer: Any) -> None:
    done = press(pages, answer)
    assert (latest().weight, latest().weight_unit, latest().weight_kg) == (100, "kg", 100)
    assert "New record" not in shown(pages.get(done.url))


@pytest.mark.parametrize("typed", ["225", "220,50"])
def test_what_is_typed_over_it_is_in_the_unit_of_its_column(pages: Client, answer: Any, typed: str) -> None:
    press(pages, answer, weight=typed)
    assert (latest().weight, latest().weight_unit) == (Decimal(typed.replace(",", ".")), "lb")


@pytest.mark.parametrize("told", ["220.5", "220.5 much kg", "220.5 100 stone", "100 100 kg"])
def test_what_no_page_says_counts_for_nothing(pages: Client, answer: Any, told: str) -> None:
    press(pages, answer, as_typed=told)
    assert (latest().weight, latest().weight_unit) == (Decimal("220.5"), "lb")


def test_weight_that_nobody_can_have_typed_is_refused(pages: Client, answer: Any) -> None:
    assert press(pages, answer, as_typed="220.5 99999 kg").status_code == 200
    assert Set.objects.count() == 1
