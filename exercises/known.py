"""Which exercise a person means by a name."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from accounts.models import User
from exercises.models import Alias, Exercise
from exercises.names import match_key

# What an exercise is told by, and what a workout needs to know of it: the instructions of all would be a book.
LOADS = ("tracking", "load_mode", "per_hand", "bodyweight_fraction")
NEEDED = ("owner", "name", "version", "archived_at", "merged_into", *LOADS)


def known_exercises(user: User) -> dict[str, Exercise]:
    """What `user` can mean by a name, by match key; two queries.

    Where several answer to a key, the user's own go before the catalogue's, those in use before archived ones, and a
    name before another name. Archived ones answer too: the history that they hold must not go on elsewhere. For one
    that was merged, the one that has its history now answers.
    """
    visible = Exercise.objects.visible_to(user).only(*NEEDED)
    exercises = {exercise.pk: exercise for exercise in visible}
    names = [(exercise, exercise.name) for exercise in exercises.values()]
    aliases = Alias.objects.filter(exercise__in=visible.order_by()).values_list("exercise", "name")
    names += [(exercises[pk], name) for pk, name in aliases]
    names.sort(key=lambda named: (not named[0].is_own, named[0].archived_at is not None))  # stable: names stay in front
    known: dict[str, Exercise] = {}
    for exercise, name in names:
        known.setdefault(match_key(name), exercise)
    return {key: heir(exercise, exercises) for key, exercise in known.items()}


def heir(exercise: Exercise, exercises: Mapping[UUID, Exercise]) -> Exercise:
    """The exercise itself, or among `exercises` the one that it was merged into in the end."""
    while exercise.merged_into_id is not None:
        exercise = exercises[exercise.merged_into_id]
    return exercise


def meant_by(user: User, name: str) -> Exercise | None:
    """The exercise that `user` means by `name`, one of its names or another spelling of it.

    It can be chosen, or is one of their own that can be brought back from the archive.
    """
    found = known_exercises(user).get(match_key(name))
    return found if found is not None and can_be_meant(found) else None


def keys_of(user: User) -> dict[UUID, list[str]]:
    """The match keys by which `user` means each exercise, by its id, for who asks `meant_by` elsewhere; two queries."""
    keys: dict[UUID, list[str]] = defaultdict(list)
    for key, exercise in known_exercises(user).items():
        if can_be_meant(exercise):
            keys[exercise.pk].append(key)
    return keys


def can_be_meant(exercise: Exercise) -> bool:
    """Whether it can be chosen, or brought back from the archive."""
    return exercise.is_own or exercise.archived_at is None
