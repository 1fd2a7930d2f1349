"""Changes that staff make to the catalogue's exercises: history feels them as it does those of own ones."""

from django.db import transaction

from accounts.data_version import bump_all
from accounts.models import User
from exercises.catalogue import Loaded, retire
from exercises.models import Exercise
from exercises.own import Values
from workouts.logbook.own_exercises import make_version


@transaction.atomic
def change_catalogue_exercise(exercise: Exercise, changes: Values) -> Exercise:
    """Apply `changes` to an exercise of the catalogue under its next version; new load facts recount what has it.

    One that has a slug is the file's: the next load of the catalogue writes over it.
    """
    fresh = locked(exercise)
    bump_all(User.objects.all())  # who never did it may have asked for its progression, which says its name
    return make_version(fresh, changes)


@transaction.atomic
def retire_catalogue_exercise(exercise: Exercise) -> None:
    """Delete an exercise of the catalogue, or archive it where anything points at it."""
    loaded = Loaded()
    retire([locked(exercise)], loaded)
    if loaded.deleted:
        bump_all(User.objects.all())  # there is nothing to be told of it any more


def locked(exercise: Exercise) -> Exercise:
    """The exercise as it stands, locked until the transaction ends; who logs a set of it meanwhile needn't wait."""
    return Exercise.objects.catalogue().select_for_update(no_key=True).get(pk=exercise.pk)
