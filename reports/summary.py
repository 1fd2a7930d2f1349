"""What a week, a month, a year or any span adds up to, beside the one before."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from accounts.models import User
from reports.days import DONE
from reports.periods import Change, Span, change, period_before
from reports.records_by_day import by_day
from workouts.models import Workout
from workset.compiled import CompiledQuery
from workset.lib.rows import as_kg


@dataclass(frozen=True, slots=True)
class Totals:
    """Workouts that were completed and their time; the rest is of working sets, whether the workout is done or not.

    `days` have a working set, `exercises` are different ones; `records` counts new best weights and e1RMs.
    """

    workouts: int = 0
    sets: int = 0
    reps: int = 0
    volume_kg: Decimal = Decimal(0)
    duration_seconds: int = 0
    days: int = 0
    exercises: int = 0
    records: int = 0


COLUMNS = (
    "is_later",
    "done",
    "set_count__sum",
    "reps__sum",
    "volume_kg__sum",
    "seconds",
    "days",
)
FIGURES = tuple(field.name for field in fields(Totals))


@dataclass(frozen=True, slots=True)
class Summary:
    """A period and the one before it; `is_running` where it isn't over."""

    period: str
    span: Span
    totals: Totals
    previous_span: Span
    previous: Totals
    is_running: bool

    @property
    def change(self) -> dict[str, Change]:
        """From the period before, by figure."""
        return {name: change(getattr(self.totals, name), getattr(self.previous, name)) for name in FIGURES}


def summary(user: User, period: str, span: Span) -> Summary:
    """A `period` of "weekly", "monthly", "yearly" or "custom" that covers `span` (`period_of` tells it of a day)."""
    before = period_before(period, span, user.week_start)
    then, now = totals_of(user, before, span)
    return Summary(period, span, now, before, then, is_running=user.today() in span)


def totals_of(user: User, earlier: Span, later: Span) -> tuple[Totals, Totals]:
    """Of two spans that follow each other, in as many queries as `by_day` takes and one more."""
    both = Span(earlier.first, later.last)
    counted = COUNTED.rows(user=user.pk, first=both.first, middle=later.first, last=both.last)
    rows = {which: figures for which, *figures in counted}
    done = by_day(user, both)
    return tuple(  # type: ignore[return-value]
        totals(
            rows.get(which),
            exercises=len(set[str]().union(*(one.exercises_in(span) for one in done))),
            records=sum(one.records_in(span) for one in done),
        )
        for which, span in enumerate((earlier, later))
    )


def counted(user: UUID, first: date, middle: date, last: date) -> QuerySet[Workout, tuple[Any, ...]]:
    """What the workouts of two spans add up to, of which the later one begins on the day in the middle."""
    begun = Workout.objects.for_user(User(pk=user)).begun()
    is_later = Case(When(local_date__gte=middle, then=Value(1)), default=Value(0), output_field=IntegerField())
    within = begun.filter(local_date__range=(first, last)).order_by().annotate(is_later=is_later)
    figures = within.values("is_later").annotate(
        Sum("set_count"),
        Sum("reps"),
        Sum("volume_kg"),
        done=Count("pk", filter=DONE),
        seconds=Sum("duration_seconds", filter=DONE),
        days=Count("local_date", filter=Q(set_count__gt=0), distinct=True),
    )
    return figures.values_list(*COLUMNS)


COUNTED = CompiledQuery(
    counted, user=UUID(int=1), first=date(1999, 9, 7), middle=date(1999, 9, 8), last=date(1999, 9, 9)
)


def totals(figures: list[Any] | None, exercises: int, records: int) -> Totals:
    """A row of the database with what was told apart from it; None where there was no workout."""
    if figures is None:
        return Totals()
    workouts, sets, reps, volume, seconds, days = figures
    return Totals(workouts, sets, reps, as_kg(volume), seconds or 0, days, exercises, records)
