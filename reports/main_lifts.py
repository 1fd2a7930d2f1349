"""The lifts that somebody trains most, and how strong they were in each, week by week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Max, Sum

from accounts.models import User
from exercises.models import Exercise
from reports.periods import WEEK, Span, begin_of
from workouts.models import WorkoutExercise

MOST_LIFTS = 4


@dataclass(frozen=True, slots=True)
class MainLift:
    """An exercise with the best e1RM of each week in which there was one, by the week's first day."""

    exercise: Exercise
    weeks: list[tuple[date, Decimal]]


def main_lifts(user: User, span: Span) -> list[MainLift]:
    """The exercises with an e1RM that were trained with most sets in a span; three queries."""
    done = WorkoutExercise.objects.counted_for(user).filter(
        local_date__range=(span.first, span.last), best_e1rm_kg__isnull=False
    )
    most = done.order_by().values("exercise").annotate(worked=Sum("set_count")).order_by("-worked", "exercise_id")
    chosen = [row["exercise"] for row in most[:MOST_LIFTS]]
    exercises = Exercise.objects.in_bulk(chosen)
    days = done.filter(exercise__in=chosen).order_by().values_list("exercise", "local_date")
    reached = days.annotate(Max("best_e1rm_kg")).order_by("exercise_id", "local_date")
    weeks = {
        pk: weekly([(day, best) for _pk, day, best in rows], user.week_start)
        for pk, rows in groupby(reached, key=lambda row: row[0])
    }
    return [MainLift(exercises[pk], weeks[pk]) for pk in chosen]


def weekly(days: list[tuple[date, Decimal]], week_start: str) -> list[tuple[date, Decimal]]:
    """The best of each week."""
    by_week = groupby(days, key=lambda one: begin_of(WEEK, one[0], week_start))
    return [(week, max(best for _day, best in rows)) for week, rows in by_week]
