"""The ramp rate of the last 90 days."""

from datetime import timedelta

from django.db.models import Min

from accounts.models import User
from reports.days import days_of
from reports.periods import Span
from reports.ramp import REMEMBERED, RampDay, ramp
from workouts.models import Workout

DAYS = 90


def ramp_rate(user: User) -> list[RampDay]:
    """The last 90 days, today the last; two queries."""
    today = user.today()
    begun = Workout.objects.for_user(user).filter(set_count__gt=0, local_date__lte=today).order_by()
    since = begun.aggregate(first=Min("local_date"))["first"] or today
    first = today - timedelta(days=DAYS - 1)
    days = days_of(user, Span(first - timedelta(days=REMEMBERED), today))
    volumes = {day.date: day.volume_kg for day in days}
    return ramp(volumes, since, first, today)
