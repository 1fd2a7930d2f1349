"""How much a workout takes: no more than its page can show."""

from django.utils.translation import gettext as _

from workouts.models import Set, Workout, WorkoutExercise
from workouts.models.ranges import MOST_EXERCISES_IN_A_WORKOUT, MOST_SETS_IN_A_WORKOUT
from workset.lib.errors import Conflict


def sets_in(workout: Workout) -> int:
    """How many stand in a workout, done or not."""
    return Set.objects.filter(workout_exercise__workout=workout).count()


def refuse_sets(standing: int, more: int) -> None:
    """Conflict `full` where a workout, locked by the caller, with so many sets has no room for so many more."""
    if more and standing + more > MOST_SETS_IN_A_WORKOUT:
        refuse_many_sets()


def refuse_exercise(workout: Workout) -> None:
    """Conflict `full` where a workout, locked by the caller, has no room for one more exercise."""
    if WorkoutExercise.objects.filter(workout=workout).count() >= MOST_EXERCISES_IN_A_WORKOUT:
        refuse_many_exercises()


def refuse_tree(exercises: int, sets: int, stood: tuple[int, int] = (0, 0)) -> None:
    """The same for a tree of so many, in place of what `stood`: what was too much from of old may stay or shrink."""
    if exercises > max(MOST_EXERCISES_IN_A_WORKOUT, stood[0]):
        refuse_many_exercises()
    if sets > max(MOST_SETS_IN_A_WORKOUT, stood[1]):
        refuse_many_sets()


def refuse_many_sets() -> None:
    """Conflict `full`."""
    message = _("A workout takes %(most)d sets at most. Go on in another one.") % {"most": MOST_SETS_IN_A_WORKOUT}
    raise Conflict(message, code="full")


def refuse_many_exercises() -> None:
    """Conflict `full`."""
    most = {"most": MOST_EXERCISES_IN_A_WORKOUT}
    raise Conflict(_("A workout takes %(most)d exercises at most. Go on in another one.") % most, code="full")
