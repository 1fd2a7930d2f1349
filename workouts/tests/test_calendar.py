"""The arithmetic of the calendar: which weeks, which days in them, and how dark."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.calendar import Training, last_weeks, legend, weeks, whole_year

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
FIRST_WEEKDAYS = st.sampled_from([0, 6])


@given(DAYS, FIRST_WEEKDAYS)
def test_last_weeks_are_53_whole_ones_and_end_with_this_one(today: date, first_weekday: int) -> None:
    first, last = last_weeks(today, first_weekday)
    assert (first.weekday(), (last - first).days + 1) == (first_weekday, 53 * 7)
    assert last - timedelta(days=6) <= today <= last


@given(DAYS, st.integers(0, 800), FIRST_WEEKDAYS)
def test_weeks_hold_each_day_once_in_its_order_and_begin_on_the_first_weekday(
    first: date, length: int, first_weekday: int
) -> None:
    last = first + timedelta(days=length)
    shown = list(weeks(first, last, first_weekday, {}))
    days = [day for week in shown for day in week.days]
    assert [day.date for day in days if day] == [first + timedelta(days=place) for place in range(length + 1)]
    assert {len(week.days) for week in shown} == {7}
    starts = [week.days[0].date for week in shown if week.days[0]]
    assert {start.weekday() for start in starts} <= {first_weekday}
    assert {(after - before).days for before, after in pairwise(starts)} <= {7}


@given(st.integers(1900, 2200), FIRST_WEEKDAYS)
def test_whole_year_names_each_month_once(year: int, first_weekday: int) -> None:
    months = [week.month for week in weeks(*whole_year(year), first_weekday, {}) if week.month]
    assert months == [date(year, month, 1) for month in range(1, 13)]


def test_day_outside_of_the_year_is_left_blank() -> None:
    (first, *_rest, last) = weeks(*whole_year(2025), 0, {})
    assert [day and day.date.day for day in first.days] == [None, None, 1, 2, 3, 4, 5]
    assert [day and day.date.day for day in last.days] == [29, 30, 31, None, None, None, None]


def test_day_carries_what_was_done_on_it() -> None:
    done = Training(workouts=2, sets=31)
    (week,) = weeks(date(2026, 3, 2), date(2026, 3, 8), 0, {date(2026, 3, 4): done})
    assert [day.training for day in week.days] == [None, None, done, None, None, None, None]


@pytest.mark.parametrize(
    ("sets", "step"), [(0, 1), (1, 1), (9, 1), (10, 2), (14, 2), (15, 3), (19, 3), (20, 4), (80, 4)]
)
def test_step_of_a_day_by_its_working_sets(sets: int, step: int) -> None:
    assert Training(workouts=1, sets=sets).step == step


def test_legend_says_the_sets_of_each_step() -> None:
    assert legend() == [(1, 1, 9), (2, 10, 14), (3, 15, 19), (4, 20, None)]
    for step, least, most in legend():
        assert {Training(1, sets).step for sets in (least, most or least)} == {step}
