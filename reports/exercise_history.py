"""What one person has done with one exercise: each time, and the best so far, told by the stored totals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.logbook.recount import WEIGHED_MODES
from workouts.models import BodyMeasurement, Set, WorkoutExercise
from workouts.previous import EARLIEST, LATEST


@dataclass(frozen=True, slots=True)
class Best:
    """The first time that the heaviest weight was lifted, and that the best e1RM was reached; None for never.

    Of assisted work the best weight is the least help.
    """

    weight: WorkoutExercise | None
    e1rm: WorkoutExercise | None


def times_done(user: User, exercise: Exercise) -> QuerySet[WorkoutExercise]:
    """Each time that `user` did a working set of the exercise, the last first."""
    done = WorkoutExercise.objects.for_user(user).filter(exercise=exercise, set_count__gt=0)
    return done.order_by(*LATEST)


def best_of(user: User, exercise: Exercise) -> Best:
    """The best so far, in two queries; none without a load."""
    if exercise.load_mode == LoadMode.NONE:
        return Best(None, None)
    done = times_done(user, exercise)
    heaviest = "top_weight_kg" if exercise.load_mode == LoadMode.ASSISTED else "-top_weight_kg"
    return Best(
        weight=done.exclude(top_weight_kg=None).order_by(heaviest, *EARLIEST).first(),
        e1rm=done.exclude(best_e1rm_kg=None).order_by("-best_e1rm_kg", *EARLIEST).first(),
    )


def lacks_bodyweight(user: User, exercise: Exercise) -> bool:
    """Whether the exercise lifts a body, and on one of the days nobody knows its weight; one query at most."""
    if exercise.load_mode not in WEIGHED_MODES:
        return False
    weighed = BodyMeasurement.objects.for_user(user).filter(
        kind=BodyMeasurement.Kind.BODYWEIGHT, date__lte=OuterRef("local_date")
    )
    return times_done(user, exercise).filter(~Exists(weighed), workout__bodyweight_kg=None).exists()


def completed_sets(rows: Iterable[WorkoutExercise]) -> dict[UUID, list[Set]]:
    """The completed sets of each of these, warm-ups included, by the row's id; one query."""
    sets = defaultdict(list)
    completed = Set.objects.filter(workout_exercise__in=list(rows), status=Set.Status.COMPLETED)
    for entry in completed.order_by("workout_exercise", "set_number"):
        sets[entry.workout_exercise_id].append(entry)
    return sets
