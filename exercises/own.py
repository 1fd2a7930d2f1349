"""People's own exercises, and what they set for any: the verbs that touch no history."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.data_version import bump
from accounts.models import User
from exercises.models import Alias, Exercise, ExerciseVersion, Preference, SecondaryMuscle
from workset.history import note_changes
from workset.lib.errors import Conflict

Values = Mapping[str, Any]
LISTS = ("secondary_muscles", "aliases")


@transaction.atomic
def create_exercise(user: User | None, values: Values) -> Exercise:
    """A new exercise of `user`'s own (None: the catalogue's), with its `secondary_muscles` and `aliases` if given.

    The account is held, as by all that looks for an exercise by its name and makes one where there is none.
    ValidationError by field; Conflict `name_taken` where another request made one of this name at the same time.
    """
    if user is not None:
        bump(user.pk)
    exercise = Exercise(owner=user, **{name: value for name, value in values.items() if name not in LISTS})
    return write(exercise, values)


def write(exercise: Exercise, values: Values) -> Exercise:
    """Check and save an own exercise, which has a new version, with the lists in `values` in place of those it has."""
    exercise.full_clean()
    try:
        with transaction.atomic():
            exercise.save()
            if "secondary_muscles" in values:
                set_secondary_muscles(exercise, values["secondary_muscles"])
            if "aliases" in values:
                set_aliases(exercise, values["aliases"])
            ExerciseVersion.objects.record([exercise.pk])
            note_changes([exercise])
    except IntegrityError:
        raise Conflict(_("There is an exercise of this name or id already."), code="name_taken") from None
    return exercise


def set_secondary_muscles(exercise: Exercise, muscles: list[str]) -> None:
    """The muscles beside the main one, in this order; one that is named twice stands once."""
    exercise.secondary.all().delete()
    rows = enumerate(dict.fromkeys(muscles))
    SecondaryMuscle.objects.bulk_create(SecondaryMuscle(exercise=exercise, muscle=m, position=n) for n, m in rows)


def set_aliases(exercise: Exercise, names: list[str]) -> None:
    """The other names, in this order; the same name in another case stands once."""
    exercise.other_names.all().delete()
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.lower(), name)
    Alias.objects.bulk_create(Alias(exercise=exercise, name=name, position=n) for n, name in enumerate(first.values()))


@transaction.atomic
def set_preference(user: User, exercise: Exercise, values: Values) -> None:
    """Store what one person sets for one exercise: `weight_unit`, `pinned_note`, `is_favourite`; None takes it back."""
    bump(user.pk)
    nothing = Preference()
    defaults = {name: getattr(nothing, name) if value is None else value for name, value in values.items()}
    Preference.objects.update_or_create(user=user, exercise=exercise, defaults=defaults)
