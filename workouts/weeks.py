"""This week against the usual, and for how many weeks on end somebody has trained."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from workouts.calendar import first_weekday, week_begin
from workouts.models import Workout
from workouts.streaks import A_WEEK, streaks

WEEKS_OF_HABIT = 8


@dataclass(frozen=True, slots=True)
class Week:
    """Workouts completed in the running week, and on average in the weeks before; None where there were none.

    `streak` is the number of weeks on end with a workout in them. The running week adds to it, but can't break it.
    """

    workouts: int
    usual: Decimal | None
    streak: int = 0


def week_against_usual(user: User) -> Week:
    """The running week of `user`: local dates, and weeks by the account's first weekday."""
    days = Workout.objects.for_user(user).finished().values_list("local_date", flat=True)
    return week_of(days, user.today(), user.week_start)


def week_of(days: Iterable[date], today: date, week_start: str) -> Week:
    """The week of `today` among the days of workouts; usual is the average of the last eight whole weeks, or fewer."""
    days, weekday = list(days), first_weekday(week_start)
    counts = Counter(week_begin(day, weekday) for day in days)
    running, streak = week_begin(today, weekday), streaks(days, today, week_start).running
    past = sorted(week for week in counts if week < running)
    if not past:
        return Week(counts[running], None, streak)
    weeks = min(WEEKS_OF_HABIT, (running - past[0]) // A_WEEK)
    before = sum(counts[running - n * A_WEEK] for n in range(1, weeks + 1))
    return Week(counts[running], Decimal(before) / weeks, streak)
