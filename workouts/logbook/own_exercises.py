"""Changes of own exercises that history feels: changed load facts, deletion."""

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from exercises.own import LISTS, Values, set_preference, write
from workouts.logbook.loads import recount_exercises
from workouts.logbook.lock import hold, refuse_stale
from workouts.logbook.merge import refuse_taken_name
from workouts.models import Tombstone
from workouts.models.workout_exercise import load_facts
from workset.history import note_changes, note_deletions, watch
from workset.lib.errors import Conflict


@transaction.atomic
def change_exercise(exercise: Exercise, changes: Values, seen: Values | None = None) -> Exercise:
    """Apply `changes` to an own exercise under its next version; new load facts recount every workout that has it.

    Conflict `stale` where the exercise says something else than `seen` of it.
    """
    assert exercise.owner_id is not None
    hold(exercise.owner_id)
    fresh = Exercise.objects.get(pk=exercise.pk)
    refuse_stale(fresh, seen)
    return make_version(fresh, changes)


@transaction.atomic
def change_with_settings(
    user: User, exercise: Exercise, changes: Values, settings: Values, seen: Values | None = None
) -> None:
    """Apply `changes` to an own exercise, and `settings` to what `user` has set for it or for one of the catalogue.

    Both or neither; either may be empty. Conflict `stale` where it says something else than `seen` of it, in which the
    settings may be named too.
    """
    hold(user.pk)
    refuse_stale(with_settings(exercise, user), seen)
    if changes:
        change_exercise(exercise, changes)
    if settings:
        set_preference(user, exercise, settings)


def with_settings(exercise: Exercise, user: User) -> Exercise:
    """The exercise as it stands now, with what `user` has set for it; Conflict `deleted` where it is gone."""
    fresh = Exercise.objects.filter(pk=exercise.pk).first()
    if fresh is None:
        raise Conflict(_("This exercise was deleted."), code="deleted")
    fresh.take_settings_of(user)
    return fresh


def make_version(fresh: Exercise, changes: Values) -> Exercise:
    """The next version of an exercise, own or the catalogue's, under the locks that the caller holds."""
    before = load_facts(watch(fresh))
    for name, value in changes.items():
        if name not in (*LISTS, "id"):
            setattr(fresh, name, value)
    fresh.version += 1
    write(fresh, changes)
    if load_facts(fresh) != before:
        recount_exercises([fresh])
    return fresh


@transaction.atomic
def delete_exercise(exercise: Exercise, seen: Values | None = None) -> None:
    """Delete an own exercise, or archive it where anything has it, such as a workout or a goal: history keeps what was
    lifted.

    Conflict `stale` where it says something else than `seen` of it, in which the owner's settings may be named too.
    """
    owner = exercise.owner
    assert owner is not None
    hold(owner.pk)
    fresh = watch(with_settings(exercise, owner))
    refuse_stale(fresh, seen)
    if not delete_unless_used(fresh):
        archive(fresh)


def delete_unless_used(exercise: Exercise) -> bool:
    """Delete an own exercise, whose account the caller holds, unless anything has it; whether it is deleted."""
    assert exercise.owner is not None
    if is_used(exercise):
        return False
    try:
        with transaction.atomic():
            Tombstone.objects.bury(exercise.owner, Tombstone.Kind.EXERCISE, [exercise.pk])
            note_deletions([exercise])
            exercise.delete()
    except RestrictedError:  # something else needs it, of which the logbook knows nothing
        return False
    return True


def archive(exercise: Exercise) -> None:
    """Take an exercise out of what can be chosen."""
    exercise.archived_at = exercise.archived_at or clock.now()
    exercise.save()
    note_changes([exercise])


def is_used(exercise: Exercise) -> bool:
    """Whether a workout has the exercise, or could get it back by undoing a merge."""
    return exercise.workout_exercises.exists() or exercise.merged_into_id is not None or exercise.merged.exists()


@transaction.atomic
def restore_exercise(exercise: Exercise) -> Exercise:
    """Bring an own exercise back from the archive; one that is not in it stays as it is.

    Conflict `merged` where a merge put it there, `name_taken` where the owner has another one of its name now.
    """
    assert exercise.owner_id is not None
    hold(exercise.owner_id)
    fresh = watch(Exercise.objects.get(pk=exercise.pk))
    if fresh.merged_into_id is not None:
        raise Conflict(_("This exercise was merged into another one. Undo that instead."), code="merged")
    if fresh.archived_at is not None:
        fresh.archived_at = None
        refuse_taken_name(fresh)
        fresh.save()
        note_changes([fresh])
    return fresh
