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


def match(user: User, entries: Sequence[ImportedExercise]) -> tuple[dict[str, Exercise], list[Exercise]]:
    """The exercise that each foreign name means, and those among them that are new: unsaved, the user's own.

    New names with one match key become one exercise, called as the first of them.
    """
    keys = {name: match_key(name) for name in dict.fromkeys(entry.name for entry in entries)}
    meant = known_exercises(user)
    unknown: dict[str, list[ImportedExercise]] = defaultdict(list)
    for entry in entries:
        if keys[entry.name] not in meant:
            unknown[keys[entry.name]].append(entry)
    new = {key: own_exercise(user, same) for key, same in unknown.items()}
    meant |= new
    return {name: meant[key] for name, key in keys.items()}, list(new.values())


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
