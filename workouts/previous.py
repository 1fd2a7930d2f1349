"""What was done before: last time's sets of an exercise, and the exercises done lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout, WorkoutExercise


@dataclass(slots=True)
class LastTime:
    """The day, and the sets that were completed then, in their order."""

    day: date
    sets: list[Set] = field(default_factory=list)

    def matching(self, sets: Sequence[Set], number: int) -> Set | None:
        """Last time's counterpart of `sets[number]`, or of a working set behind them all where `number` is their count.

        Warm-ups are compared with warm-ups and working sets with working sets: one warm-up more today must not set
        the first heavy set beside last time's second.
        """
        warm_up = number < len(sets) and sets[number].set_type == Set.Type.WARM_UP
        rank = sum((one.set_type == Set.Type.WARM_UP) == warm_up for one in sets[:number])
        alike = [one for one in self.sets if (one.set_type == Set.Type.WARM_UP) == warm_up]
        return alike[rank] if rank < len(alike) else None


def last_times(workout: Workout, exercises: Iterable[UUID]) -> dict[UUID, LastTime]:
    """The latest time before `workout` that each exercise was done, by its id; two queries whatever the number."""
    earlier = Q(local_date__lt=workout.local_date) | Q(local_date=workout.local_date, workout__lt=workout.pk)
    rows = WorkoutExercise.objects.for_user(workout.user).filter(earlier, exercise=OuterRef("pk"), set_count__gt=0)
    latest = Exercise.objects.filter(pk__in=list(exercises)).values_list(
        Subquery(rows.order_by("-local_date", "-workout_id", "-order").values("pk")[:1]), flat=True
    )
    completed = Set.objects.filter(workout_exercise__in=[pk for pk in latest if pk], status=Set.Status.COMPLETED)
    found: dict[UUID, LastTime] = {}
    for entry in completed.select_related("workout_exercise").order_by("workout_exercise", "set_number"):
        row = entry.workout_exercise
        found.setdefault(row.exercise_id, LastTime(row.local_date)).sets.append(entry)
    return found


def recent_first(user: User, query: str = "") -> QuerySet[Exercise]:
    """What `user` can choose from, by name where `query` is given: first what they did last (`last_done`, a date)."""
    done = WorkoutExercise.objects.for_user(user).filter(exercise=OuterRef("pk")).order_by("-local_date")
    choice = Exercise.objects.visible_to(user).available().search(query)
    return choice.annotate(last_done=Subquery(done.values("local_date")[:1])).order_by(
        F("last_done").desc(nulls_last=True), "name", "pk"
    )
