"""The calendar of a person's history: a year of days, and the years before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, Count, Min, Sum
from django.db.models.functions import Cast

from accounts.models import User
from workouts import calendar
from workouts.calendar import Training, Week
from workouts.models.workout import WorkoutQuerySet


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks of days. `year` is None for the last twelve months, as is `later` where those come next.

    `earlier` is None where there is nothing before.
    """

    weeks: list[Week]
    today: date
    year: int | None = None
    earlier: int | None = None
    later: int | None = None

    @property
    def weekdays(self) -> list[date]:
        """Seven days whose names head the calendar."""
        return next(([day.date for day in week.days if day] for week in self.weeks if all(week.days)), [])

    @property
    def legend(self) -> list[tuple[int, int, int | None]]:
        """Each step of the shades with its least and most sets."""
        return calendar.legend()

    @property
    def trained(self) -> int:
        """On how many of the days something was done."""
        return sum(day is not None and day.training is not None for week in self.weeks for day in week.days)


def calendar_of(user: User, workouts: WorkoutQuerySet, asked: str) -> Calendar:
    """The calendar of `user` over those of `workouts` that were begun: the year `asked`, else the last twelve months.

    A year that is none, or has no history, is none that can be asked for.
    """
    begun = workouts.begun().order_by()
    today = user.today()
    since = begun.aggregate(since=Min("local_date"))["since"] or today
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and since.year <= int(asked) <= today.year else None
    weekday = calendar.first_weekday(user.week_start)
    first, last = calendar.last_weeks(today, weekday) if year is None else calendar.whole_year(year)
    shown = year or today.year
    return Calendar(
        weeks=list(calendar.weeks(first, last, weekday, trained(begun, first, last))),
        today=today,
        year=year,
        earlier=shown - 1 if since.year < shown else None,
        later=shown + 1 if shown + 1 < today.year else None,
    )


def trained(workouts: WorkoutQuerySet, first: date, last: date) -> Mapping[date, Training]:
    """What was done on each day from `first` to `last`, in one query."""
    days = workouts.filter(local_date__range=(first, last)).values("local_date")
    # As text: PostgreSQL has no least of two UUIDs.
    counted = days.annotate(workouts=Count("pk"), sets=Sum("set_count"), one=Min(Cast("pk", CharField())))
    return {
        row["local_date"]: Training(row["workouts"], row["sets"], UUID(row["one"]) if row["workouts"] == 1 else None)
        for row in counted
    }
