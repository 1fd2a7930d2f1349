"""Weeks on end. Pure; weeks by the day on which they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workouts.calendar import first_weekday, week_begin

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Streaks:
    """The weeks on end up to now, and the most that ever were."""

    running: int = 0
    longest: int = 0


def streaks(days: Iterable[date], today: date, week_start: str) -> Streaks:
    """Of the days trained: a week with one of them keeps the streak; the running week adds to it, but can't break it.

    Weeks ahead don't count.
    """
    weekday = first_weekday(week_start)
    now = week_begin(today, weekday)
    weeks = sorted({week for day in days if (week := week_begin(day, weekday)) <= now})
    length = longest = 0
    for place, week in enumerate(weeks):
        follows = place > 0 and weeks[place - 1] + A_WEEK == week
        length = length + 1 if follows else 1
        longest = max(longest, length)
    goes_on = bool(weeks) and weeks[-1] + A_WEEK >= now
    return Streaks(length if goes_on else 0, longest)
