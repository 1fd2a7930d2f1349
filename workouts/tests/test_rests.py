import pytest

from workouts.models import Set
from workouts.rests import DEFAULTS, rest_of


@pytest.mark.parametrize(
    ("set_type", "seconds"),
    [
        ("normal", 120),
        ("warm_up", 60),
        ("top_set", 180),
        ("back_off", 90),
        ("drop_set", 60),
        ("failure", 60),
        ("amrap", 60),
        ("rest_pause", 60),
        ("cluster", 60),
    ],
)
def test_rest_is_that_of_the_type_where_nobody_says_otherwise(set_type: str, seconds: int) -> None:
    assert rest_of(set_type) == seconds


def test_every_type_of_set_has_a_rest() -> None:
    assert DEFAULTS.keys() == set(Set.Type.values)


def test_rest_of_the_set_wins_over_that_of_the_exercise_and_that_over_the_type() -> None:
    assert rest_of("normal", own=30, of_exercise=240) == 30
    assert rest_of("normal", of_exercise=240) == 240


def test_no_rest_at_all_is_a_rest_that_was_asked_for() -> None:
    assert rest_of("normal", own=0, of_exercise=240) == 0
    assert rest_of("normal", of_exercise=0) == 0
