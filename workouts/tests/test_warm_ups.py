from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.warm_ups import warm_ups

BY_FIVE = [Decimal(20 + 5 * number) for number in range(60)]


def made(working: Any, loads: Any = BY_FIVE) -> list[tuple[Any, int]]:
    """Weights and reps."""
    return [(one.weight, one.reps) for one in warm_ups(Decimal(str(working)), loads)]


@pytest.mark.parametrize(
    ("working", "steps"),
    [
        (100, [(20, 10), (40, 5), (60, 3), (80, 1)]),
        (140, [(20, 10), (55, 5), (85, 3), (110, 1)]),  # of 56, 84 and 112
        (62.5, [(20, 10), (25, 5), (35, 3), (50, 1)]),  # 37.5 lies between 35 and 40: the lighter
        (40, [(20, 10), (25, 3), (30, 1)]),  # 16 and 24: the bar itself, then 25; 32 is 30
        (30, [(20, 10), (25, 1)]),
        (25, [(20, 10)]),  # 80 % of 25 is the bar
        (20, []),
        (10, []),
    ],
)
def test_warm_ups_lead_from_the_empty_bar_to_the_working_load(working: Any, steps: list[tuple[Any, int]]) -> None:
    assert made(working) == steps


def test_warm_up_that_would_be_the_working_load_is_left_out() -> None:
    assert made(100, [Decimal(20), Decimal(100)]) == [(20, 10)]


def test_heavier_than_anything_that_can_be_loaded_ends_with_the_heaviest() -> None:
    assert made(1000, [Decimal(20), Decimal(60)]) == [(20, 10), (60, 5)]


def test_nothing_to_load_is_nothing_to_warm_up_with() -> None:
    assert made(100, []) == []


@given(
    working=st.decimals(0, 300, places=2),
    loads=st.lists(st.decimals(0, 300, places=2), unique=True, max_size=20).map(sorted),
)
def test_warm_ups_can_be_loaded_and_get_heavier_up_to_below_the_working_load(
    working: Decimal, loads: list[Decimal]
) -> None:
    weights = [one.weight for one in warm_ups(working, loads)]
    assert weights == sorted(set(weights))
    assert set(weights) <= {one for one in loads if one < working}
    assert bool(weights) == any(one < working for one in loads)
