"""Which of our exercises a foreign name means, and what a name that nothing here answers to becomes."""

import re
from collections import defaultdict
from collections.abc import Sequence

from accounts.models import User
from exercises.known import known_exercises
from exercises.models import LOAD_MODES_OF_TRACKING, Exercise
from exercises.names import match_key
from exercises.vocabulary import Tracking
from workouts.imports.history import ImportedExercise, ImportedSet

_ASSISTED = re.compile(r"\bassisted\b", re.IGNORECASE)


class Matching:
    """The exercise that each name of a file means; what nothing here answers to is new: unsaved, the user's own.

    New names with one match key become one exercise, called as the first of them.
    """

    def __init__(self, entries: Sequence[ImportedExercise]) -> None:
        self.keys = {name: match_key(name) for name in dict.fromkeys(entry.name for entry in entries)}
        self.entries: dict[str, list[ImportedExercise]] = defaultdict(list)
        for entry in entries:
            self.entries[self.keys[entry.name]].append(entry)
        self.meant: dict[str, Exercise] = {}

    def look_up(self, user: User) -> None:
        """Tell anew what the names mean, by what answers to them now.

        Where nothing does any more, somebody renamed what was meant the last time. It is meant all the same: one name
        of a file would else stand for two exercises.
        """
        known = known_exercises(user)
        for key, entries in self.entries.items():
            self.meant[key] = known.get(key) or still_there(user, self.meant.get(key)) or own_exercise(user, entries)

    def meant_by(self, name: str) -> Exercise:
        """The exercise that `name` means."""
        return self.meant[self.keys[name]]


def still_there(user: User, exercise: Exercise | None) -> Exercise | None:
    """The exercise as it stands now, or what it was merged into; None where it was deleted, or there was none."""
    if exercise is None or exercise._state.adding:
        return exercise
    found = Exercise.objects.visible_to(user).filter(pk=exercise.pk).first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def own_exercise(user: User, entries: Sequence[ImportedExercise]) -> Exercise:
    """An unsaved exercise of `user` for foreign ones of one meaning."""
    tracking = guess_tracking(entries[0].name, [one for entry in entries for one in entry.sets])
    (load_mode,) = LOAD_MODES_OF_TRACKING[tracking]
    return Exercise(owner=user, name=entries[0].name, tracking=tracking, load_mode=load_mode)


def guess_tracking(name: str, sets: Sequence[ImportedSet]) -> Tracking:
    """What an exercise tracks, told from what its sets hold.

    Reps without any weight are never taken for bodyweight work: which share of the body was lifted nobody has said.
    """
    weighted = any(one.weight for one in sets)
    if any(one.reps for one in sets):
        if _ASSISTED.search(name):
            return Tracking.BODYWEIGHT_ASSISTED_REPS
        return Tracking.WEIGHT_REPS if weighted else Tracking.REPS_ONLY
    if any(one.distance_m for one in sets):
        return Tracking.SHORT_DISTANCE_WEIGHT if weighted else Tracking.DISTANCE_DURATION
    if any(one.duration_seconds for one in sets):
        return Tracking.WEIGHT_DURATION if weighted else Tracking.DURATION
    return Tracking.WEIGHT_REPS
