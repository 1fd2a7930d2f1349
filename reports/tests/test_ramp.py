from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.ramp import RampDay, ramp

MONDAY = date(2026, 3, 2)


def days_of(volumes: list[int], last: int) -> list[RampDay]:
    """The ramp of one volume a day, from the first of them to the day `last`, counted from 0."""
    by_day = {MONDAY + timedelta(days=number): Decimal(volume) for number, volume in enumerate(volumes)}
    return ramp(by_day, MONDAY, MONDAY, MONDAY + timedelta(days=last))


def mean(volumes: list[int], days: int) -> float:
    """The weighted mean of the last of these days, as it is defined."""
    kept = 1 - 2 / (days + 1)
    weights = [kept**age for age in range(len(volumes))]
    return sum(weight * volume for weight, volume in zip(weights, reversed(volumes), strict=True)) / sum(weights)


def test_steady_training_neither_grows_nor_shrinks() -> None:
    found = days_of([1000] * 40, 39)
    assert [day.ratio for day in found[:27]] == [None] * 27
    assert {(day.acute_kg, day.chronic_kg, day.ratio) for day in found[27:]} == {(1000.0, 1000.0, 1.0)}


@given(st.lists(st.integers(0, 9000), min_size=28, max_size=80))
def test_means_are_those_of_their_definition(volumes: list[int]) -> None:
    told = days_of(volumes, len(volumes) - 1)[-1]
    acute, chronic = mean(volumes, 7), mean(volumes[:-7], 28)
    assert (told.acute_kg, told.chronic_kg) == (pytest.approx(acute, abs=0.001), pytest.approx(chronic, abs=0.001))
    assert told.ratio == (pytest.approx(acute / chronic, abs=0.001) if chronic else None)


def test_days_before_the_first_have_nothing() -> None:
    eve = MONDAY - timedelta(days=1)
    assert ramp({}, MONDAY, eve, eve) == [RampDay(eve)]
