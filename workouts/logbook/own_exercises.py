"""Changes of own exercises that history feels: changed load facts, deletion."""

from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from exercises.models import Exercise
from exercises.own import LISTS, Values, write
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
def delete_exercise(exercise: Exercise) -> None:
    """Delete an own exercise, or archive it where a workout or a merge has it: history keeps what was lifted."""
    owner = exercise.owner
    assert owner is not None
    hold(owner.pk)
    fresh = watch(Exercise.objects.get(pk=exercise.pk))
    if is_used(fresh):
        fresh.archived_at = fresh.archived_at or clock.now()
        fresh.save()
        note_changes([fresh])
    else:
        Tombstone.objects.bury(owner, Tombstone.Kind.EXERCISE, [fresh.pk])
        note_deletions([fresh])
        fresh.delete()


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
