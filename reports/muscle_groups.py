"""Sets per muscle in a span, beside the reference band."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import REGION_OF_MUSCLE, Category, Muscle, Tracking
from reports.muscles import MuscleSets, Trained, sets_of_muscles
from reports.periods import Span
from workouts.models import WorkoutExercise
from workset.compiled import CompiledQuery, raw_rows

# A set is held against the time or the distance that it takes there, not against its reps.
TIMED = {Tracking.DURATION, Tracking.WEIGHT_DURATION, Tracking.DISTANCE_DURATION, Tracking.SHORT_DISTANCE_WEIGHT}
HUNDREDTH = Decimal("0.01")
FACTS = ("pk", "primary_muscle", "category", "tracking")  # of an exercise
SETS = CompiledQuery(
    lambda user, first, last: (
        WorkoutExercise.objects.counted_for(User(pk=user))
        .filter(local_date__range=(first, last))
        .values("exercise")
        .annotate(Sum("set_count"))
        .values_list("exercise", "set_count__sum")
    ),
    user=UUID(int=1),
    first=date(1999, 9, 8),
    last=date(1999, 9, 9),
)


@dataclass(frozen=True, slots=True)
class MuscleGroups:
    """Each muscle of the vocabulary; `not_counted` are sets by time or distance, cardio, and of no muscle."""

    span: Span
    weeks: Decimal
    groups: list[MuscleSets]
    not_counted: int

    def region_of(self, group: MuscleSets) -> str:
        """The part of the body of a muscle."""
        return REGION_OF_MUSCLE[Muscle(group.muscle)].value


def last_four_weeks(today: date) -> Span:
    """The 28 days that end with today."""
    return Span(today - timedelta(days=27), today)


def muscle_groups(user: User, span: Span) -> MuscleGroups:
    """Working sets per muscle in two queries, told by the stored totals of each exercise."""
    sets: dict[Any, int] = dict(SETS.rows(user=user.pk, first=span.first, last=span.last))
    known = Exercise.objects.filter(pk__in=list(sets)).order_by()
    beside: dict[tuple[Any, ...], list[str]] = {}
    for *exercise, muscle in raw_rows(known.values_list(*FACTS, "secondary__muscle")):
        beside.setdefault(tuple(exercise), []).extend([muscle] if muscle else [])
    trained = [
        Trained(primary, tuple(muscles), sets[pk])
        for (pk, primary, category, tracking), muscles in beside.items()
        if category != Category.CARDIO and tracking not in TIMED and (primary or muscles)
    ]
    weeks = Decimal(span.days) / 7
    return MuscleGroups(
        span=span,
        weeks=weeks.quantize(HUNDREDTH),
        groups=sets_of_muscles(trained, Muscle.values, weeks, user.secondary_muscle_factor),
        not_counted=sum(sets.values()) - sum(one.sets for one in trained),
    )
