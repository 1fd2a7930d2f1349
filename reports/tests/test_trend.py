import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.trend import fit, fit_of_sums, moving_average, t_975

MONDAY = date(2026, 3, 2)


def weekly(*values: float) -> list[tuple[date, float]]:
    """One figure a week."""
    return [(MONDAY + timedelta(weeks=week), value) for week, value in enumerate(values)]


def test_line_through_five_weeks_worked_out_by_hand() -> None:
    # x 0..4, mean 2, sum of squares 10; y mean 104, its sum of squares 46; products 20 -> slope 2, intercept 100.
    # What the line misses: 0, 1, -2, 1, 0 squared = 6; 6 / 3 = 2; 2 / 10 -> 0.447214, times t(3) 3.182 = 1.423.
    found = fit(weekly(100, 103, 102, 107, 108))
    assert found is not None
    assert (found.points, found.slope_per_week, found.intercept) == (5, 2.0, 100.0)
    assert found.r_squared == pytest.approx(40 / 46)
    assert (found.low, found.high) == (pytest.approx(0.577, abs=0.001), pytest.approx(3.423, abs=0.001))
    assert found.on(MONDAY + timedelta(weeks=10)) == 120.0


def test_line_through_figures_that_lie_on_one_has_no_doubt() -> None:
    found = fit(weekly(1, 2, 3, 4))
    assert found is not None
    assert (found.low, found.slope_per_week, found.high, found.r_squared) == (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(("value", "count"), [(80, 4), (0.1, 6), (0.9, 9)])
def test_figures_that_are_all_the_same_have_a_flat_line(value: float, count: int) -> None:
    found = fit(weekly(*[value] * count))
    assert found is not None
    assert (found.slope_per_week, found.low, found.high, found.intercept) == (0.0, 0.0, 0.0, value)
    assert found.r_squared is None


def test_too_few_figures_have_no_line() -> None:
    assert fit(weekly(1, 2, 3)) is None
    assert fit([]) is None


def test_figures_of_one_day_have_no_line() -> None:
    assert fit([(MONDAY, 1), (MONDAY, 2), (MONDAY, 3), (MONDAY, 4)]) is None


@pytest.mark.parametrize(("freedom", "value"), [(1, 12.706), (30, 2.042), (40, 2.021), (60, 2.000), (120, 1.980)])
def test_quantile_is_the_tables(freedom: int, value: float) -> None:
    assert t_975(freedom) == pytest.approx(value, abs=0.0006)


@given(st.lists(st.integers(0, 5000), min_size=4, max_size=60))
def test_line_lies_between_its_limits_and_through_the_middle(values: list[int]) -> None:
    found = fit(weekly(*values))
    assert found is not None
    assert found.low <= found.slope_per_week <= found.high
    middle = found.intercept + found.slope_per_week * (len(values) - 1) / 2
    assert middle == pytest.approx(sum(values) / len(values), abs=1e-6)


def test_average_takes_the_days_that_end_with_each() -> None:
    days = [(MONDAY, Decimal(80)), (MONDAY + timedelta(days=6), Decimal(82)), (MONDAY + timedelta(days=7), Decimal(84))]
    assert [value for _, value in moving_average(days)] == [80, 81, 83]


def test_line_through_a_running_total_says_how_uncertain_it_is() -> None:
    chance = random.Random(20261120)
    right = 0
    for _ in range(200):
        reached, figures = 0.0, []
        for day in range(26 * 7):
            if chance.random() < 3 / 7:  # three workouts a week, of 5,000 kg each
                reached += chance.gauss(5_000, 1_500)
                figures.append((date(2026, 1, 1) + timedelta(days=day), reached))
        line = fit_of_sums(figures)
        assert line is not None
        right += line.low <= 15_000 <= line.high
    assert right >= 180  # the line through figures of their own would be right in 30


def test_running_total_without_a_chance_in_it_is_certain() -> None:
    line = fit_of_sums([(date(2026, 1, 1) + timedelta(weeks=week), 100 * week) for week in range(9)])
    assert line is not None
    assert (line.slope_per_week, line.low, line.high) == (pytest.approx(100), pytest.approx(100), pytest.approx(100))
