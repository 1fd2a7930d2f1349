from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.strength import FACTORS, e1rm

pytestmark = pytest.mark.anywhere

HUNDRED = Decimal(100)


@pytest.mark.parametrize(
    ("formula", "reps", "expected"),
    [
        ("epley", 5, "116.667"),
        ("epley", 10, "133.333"),
        ("brzycki", 5, "112.500"),
        ("brzycki", 10, "133.333"),
        ("lombardi", 5, "117.462"),
        ("oconner", 5, "112.500"),
        ("mayhew", 5, "119.011"),
        ("wathan", 5, "116.583"),
        ("lander", 5, "113.709"),
    ],
)
def test_e1rm_golden_vectors(formula: str, reps: int, expected: str) -> None:
    assert e1rm(HUNDRED, reps, formula=formula) == Decimal(expected)


@pytest.mark.parametrize("formula", sorted(FACTORS))
def test_e1rm_of_one_rep_is_the_weight_itself(formula: str) -> None:
    assert e1rm(Decimal("102.5"), 1, formula=formula) == Decimal("102.5")
    assert e1rm(Decimal("102.5"), 1, Decimal(10), formula) == Decimal("102.5")


@pytest.mark.parametrize(("reps", "rpe"), [(13, None), (10, "7"), (0, None), (None, None)])
def test_e1rm_without_reps_or_above_twelve_is_none(reps: int | None, rpe: str | None) -> None:
    assert e1rm(HUNDRED, reps, Decimal(rpe) if rpe else None) is None


def test_e1rm_counts_reps_in_reserve_as_done() -> None:
    assert e1rm(HUNDRED, 5, Decimal(8)) == e1rm(HUNDRED, 7)
    assert e1rm(HUNDRED, 5, Decimal("9.5")) == Decimal("118.333")
    assert e1rm(HUNDRED, 10, Decimal(8)) == e1rm(HUNDRED, 12)


def test_e1rm_without_weight_is_none() -> None:
    assert e1rm(Decimal(0), 5) is None


@given(
    st.decimals("0.001", 2000, places=3),
    st.integers(1, 11),
    st.sampled_from(sorted(FACTORS)),
)
def test_e1rm_grows_with_every_rep_and_is_never_below_the_weight(weight: Decimal, reps: int, formula: str) -> None:
    fewer, more = e1rm(weight, reps, formula=formula), e1rm(weight, reps + 1, formula=formula)
    assert fewer is not None
    assert more is not None
    assert weight <= fewer <= more
