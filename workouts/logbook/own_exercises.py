"""Changes of own exercises that history feels: changed load facts, deletion."""

from django.db import transaction
from django.utils import timezone as clock

from exercises.models import Exercise
from exercises.own import LISTS, Values, write
from workouts.logbook.loads import recount_exercises
from workouts.logbook.lock import hold
from workouts.models import Tombstone
from workouts.models.workout_exercise import load_facts


@transaction.atomic
def change_exercise(exercise: Exercise, changes: Values) -> Exercise:
    """Apply `changes` to an own exercise under its next version; new load facts recount every workout that has it."""
    assert exercise.owner_id is not None
    hold(exercise.owner_id)
    fresh = Exercise.objects.get(pk=exercise.pk)
    before = load_facts(fresh)
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
    """Delete an own exercise, or archive it where a workout has it: history keeps what was lifted."""
    owner = exercise.owner
    assert owner is not None
    hold(owner.pk)
    fresh = Exercise.objects.get(pk=exercise.pk)
    if fresh.workout_exercises.exists():
        fresh.archived_at = fresh.archived_at or clock.now()
        fresh.save()
    else:
        Tombstone.objects.bury(owner, Tombstone.Kind.EXERCISE, [fresh.pk])
        fresh.delete()
