"""This week against the usual."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q

from accounts.models import User
from workouts.models import Workout

WEEKS_OF_HABIT = 8


@dataclass(frozen=True, slots=True)
class Week:
    """Workouts completed in the running week, and on average in the weeks before; None where there were none."""

    workouts: int
    usual: Decimal | None


def first_day(day: date, week_start: str) -> date:
    """The first day of the week that `day` lies in; `week_start` is "monday" or "sunday"."""
    return day - timedelta(days=(day.weekday() + (week_start == User.WeekStart.SUNDAY)) % 7)


def week_against_usual(user: User) -> Week:
    """The running week beside the last eight whole ones, or as many as there are since the first workout.

    Weeks are counted on local dates and by the account's first weekday.
    """
    start = first_day(user.today(), user.week_start)
    habit = start - timedelta(weeks=WEEKS_OF_HABIT)
    counts = (
        Workout.objects.for_user(user)
        .finished()
        .aggregate(
            first=Min("local_date"),
            running=Count("pk", filter=Q(local_date__gte=start)),
            before=Count("pk", filter=Q(local_date__gte=habit, local_date__lt=start)),
        )
    )
    if counts["first"] is None or counts["first"] >= start:
        return Week(counts["running"], None)
    weeks = min(WEEKS_OF_HABIT, (start - first_day(counts["first"], user.week_start)).days // 7)
    return Week(counts["running"], Decimal(counts["before"]) / weeks)
