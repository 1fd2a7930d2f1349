"""This week against the usual, and for how many weeks on end somebody has trained."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from workouts.models import Workout

WEEKS_OF_HABIT = 8
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """Workouts completed in the running week, and on average in the weeks before; None where there were none.

    `streak` is the number of weeks on end with a workout in them. The running week adds to it, but can't break it.
    """

    workouts: int
    usual: Decimal | None
    streak: int = 0


def first_day(day: date, week_start: str) -> date:
    """The first day of the week that `day` lies in; `week_start` is "monday" or "sunday"."""
    return day - timedelta(days=(day.weekday() + (week_start == User.WeekStart.SUNDAY)) % 7)


def week_against_usual(user: User) -> Week:
    """The running week of `user`: local dates, and weeks by the account's first weekday."""
    days = Workout.objects.for_user(user).finished().values_list("local_date", flat=True)
    return week_of(days, user.today(), user.week_start)


def week_of(days: Iterable[date], today: date, week_start: str) -> Week:
    """The week of `today` among the days of workouts; usual is the average of the last eight whole weeks, or fewer."""
    counts = Counter(first_day(day, week_start) for day in days)
    running = first_day(today, week_start)
    past = sorted(week for week in counts if week < running)
    if not past:
        return Week(counts[running], None, int(counts[running] > 0))
    weeks = min(WEEKS_OF_HABIT, (running - past[0]) // A_WEEK)
    before = sum(counts[running - n * A_WEEK] for n in range(1, weeks + 1))
    return Week(counts[running], Decimal(before) / weeks, streak(counts, running))


def streak(counts: Counter[date], running: date) -> int:
    """The weeks on end, back from the running one, that have a workout."""
    week = running if counts[running] else running - A_WEEK
    length = 0
    while counts[week]:
        length += 1
        week -= A_WEEK
    return length
