from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.periods import (
    CUSTOM,
    INTERVALS,
    PERIODS,
    Change,
    Span,
    begin_of,
    begins,
    change,
    count_of,
    last_ones,
    period_before,
    period_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
STARTS = st.sampled_from(["monday", "sunday"])


@pytest.mark.parametrize(
    ("kind", "week_start", "span", "before"),
    [
        ("weekly", "monday", ("2024-02-26", "2024-03-03"), ("2024-02-19", "2024-02-25")),
        ("weekly", "sunday", ("2024-02-25", "2024-03-02"), ("2024-02-18", "2024-02-24")),
        ("monthly", "monday", ("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31")),
        ("yearly", "monday", ("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")),
    ],
)
def test_period_of_a_leap_day(kind: str, week_start: str, span: tuple[str, str], before: tuple[str, str]) -> None:
    found = period_of(kind, date(2024, 2, 29), week_start)
    assert found == Span(*map(date.fromisoformat, span))
    assert period_before(kind, found, week_start) == Span(*map(date.fromisoformat, before))


def test_period_before_a_custom_one_has_as_many_days() -> None:
    span = Span(date(2026, 3, 5), date(2026, 3, 14))
    assert period_before(CUSTOM, span, "monday") == Span(date(2026, 2, 23), date(2026, 3, 4))


def test_change_is_told_in_percent_of_what_was() -> None:
    assert change(4, 3) == Change(1, Decimal("33.3"))
    assert change(Decimal("90.5"), Decimal(100)) == Change(Decimal("-9.5"), Decimal("-9.5"))
    assert change(5, 0) == Change(5, None)


@given(DAYS, st.sampled_from(PERIODS[:3]), STARTS)
def test_periods_follow_each_other_without_a_gap(day: date, kind: str, week_start: str) -> None:
    span = period_of(kind, day, week_start)
    assert day in span
    before = period_before(kind, span, week_start)
    assert before.last + timedelta(days=1) == span.first
    assert period_of(kind, before.first, week_start) == before


@given(DAYS, st.integers(0, 800), st.sampled_from(INTERVALS), STARTS)
def test_every_day_lies_in_one_interval(first: date, length: int, interval: str, week_start: str) -> None:
    span = Span(first, first + timedelta(days=length))
    found = list(begins(interval, span, week_start))
    assert found == sorted(set(found))
    days = {begin_of(interval, first + timedelta(days=number), week_start) for number in range(length + 1)}
    assert set(found) == days
    assert len(found) <= count_of(interval, span) + 1


def test_last_ones_are_twelve_with_the_running_one() -> None:
    today = date(2026, 3, 4)
    assert last_ones("week", today, "monday") == Span(date(2025, 12, 15), today)
    assert last_ones("month", today, "monday") == Span(date(2025, 4, 1), today)
    assert len(list(begins("month", last_ones("month", today, "monday"), "monday"))) == 12
    assert last_ones("month", date(2025, 12, 31), "monday").first == date(2025, 1, 1)
