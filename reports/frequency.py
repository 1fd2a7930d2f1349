"""How often somebody trains: days of a span, weeks on end, weekdays."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from reports.days import Day, days_of
from reports.periods import WEEK, Span, begin_of
from reports.streaks import by_weekday, days_per_week
from workouts.streaks import Streaks, streaks

MOST_DAYS = 371
WEEKS = 53


@dataclass(frozen=True, slots=True)
class Frequency:
    """The days of a span; the streaks and the days a week are of all time.

    `calendar` has the days of the span with a completed workout or a working set, `by_weekday` counts those with a set.
    """

    span: Span
    calendar: list[Day]
    days_per_week: Decimal
    streaks: Streaks
    by_weekday: list[int]

    @property
    def workouts(self) -> int:
        """Completed in the span."""
        return sum(day.workouts for day in self.calendar)

    @property
    def days(self) -> int:
        """Days of the span with a working set."""
        return sum(self.by_weekday)


def last_weeks(today: date, week_start: str) -> Span:
    """The 53 weeks that end with the running one, up to today."""
    return Span(begin_of(WEEK, today, week_start) - timedelta(weeks=WEEKS - 1), today)


def frequency(user: User, span: Span) -> Frequency:
    """How often `user` trained in a span; one query, over all time."""
    today = user.today()
    days = days_of(user)
    calendar = [day for day in days if day.date in span and (day.workouts or day.sets)]
    trained = [day.date for day in days if day.sets]
    within = [day for day in trained if day in span]
    return Frequency(
        span=span,
        calendar=calendar,
        days_per_week=days_per_week(trained, today, user.week_start),
        streaks=streaks((day.date for day in days if day.workouts), today, user.week_start),
        by_weekday=by_weekday(within),
    )
