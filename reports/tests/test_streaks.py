from datetime import date, timedelta
from decimal import Decimal

import pytest

from reports.streaks import by_weekday, days_per_week
from workouts.streaks import Streaks, streaks

TODAY = date(2026, 3, 4)  # a Wednesday


def weeks_ago(*numbers: int) -> list[date]:
    """A day of training so many weeks ago."""
    return [TODAY - timedelta(weeks=number) for number in numbers]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Streaks(0, 0)),
        (weeks_ago(0), Streaks(1, 1)),
        (weeks_ago(1, 2), Streaks(2, 2)),  # the running week can't break it
        (weeks_ago(2, 3), Streaks(0, 2)),
        (weeks_ago(0, 1, 3, 4, 5), Streaks(2, 3)),
        ([TODAY + timedelta(weeks=1)], Streaks(0, 0)),
        ([TODAY + timedelta(days=1), *weeks_ago(1)], Streaks(2, 2)),  # tomorrow is of the running week
    ],
)
def test_streak_counts_weeks_on_end(days: list[date], expected: Streaks) -> None:
    assert streaks(days, TODAY, "monday") == expected


def test_days_a_week_are_those_of_all_weeks_since_the_first_with_training() -> None:
    days = [date(2026, 2, 19), date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 4)]  # three weeks
    assert days_per_week(days, TODAY, "monday") == Decimal("1.33")
    assert days_per_week([date(2025, 3, 3), *days], TODAY, "monday") == Decimal("0.09")  # 5 in 53
    assert days_per_week([*days, date(2026, 3, 5)], TODAY, "monday") == Decimal("1.33")  # tomorrow
    assert days_per_week([], TODAY, "monday") == 0


def test_weekdays_begin_on_monday() -> None:
    assert by_weekday([TODAY, TODAY - timedelta(days=2), TODAY - timedelta(days=7)]) == [1, 0, 2, 0, 0, 0, 0]
