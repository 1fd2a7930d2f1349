"""Goals: made, changed, deleted, brought back. How far they are is told by `reports.goal_reads`."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from reports.models import Goal, merged_into
from workouts.logbook.exercises import unusable
from workouts.logbook.lock import Values, check, claim, hold, refuse_stale
from workouts.logbook.undelete import as_it_was, deletion
from workouts.models import Tombstone
from workset.history import note_changes, note_deletions, note_returns, watch
from workset.lib.errors import Conflict

CHANGEABLE = ("exercise", "metric", "target_value", "weight_unit", "period", "starts_on", "deadline")


@transaction.atomic
def create_goal(user: User, values: Values, pk: UUID | None = None) -> Goal:
    """A new goal of `user`'s; it starts today where `values` (fields of Goal) don't say otherwise.

    ValidationError by field; Conflict `deleted` or `id_taken` for an id that can't be used.
    """
    owner = hold(user.pk)
    claim(owner.pk, Goal, [pk])
    goal = Goal(user=owner, **{"starts_on": owner.today()} | dict(values), **({"pk": pk} if pk else {}))
    refuse_unusable(goal)
    check(goal)
    goal.save(force_insert=True)
    return goal


@transaction.atomic
def change_goal(goal: Goal, changes: Values, seen: Values | None = None) -> Goal:
    """Apply `changes` (fields of Goal) to the goal as it stands now.

    Its type stays: ValidationError. Conflict `deleted` where it is gone, `stale` where it says something else than
    `seen` of it.
    """
    hold(goal.user_id)
    fresh = standing(goal)
    refuse_stale(fresh, seen)
    if changes.get("type", fresh.type) != fresh.type:
        raise ValidationError({"type": _("The type can't be changed. Delete this goal and make another.")})
    given = {name: value for name, value in changes.items() if name in CHANGEABLE}
    if given.get("exercise") and merged_into(given["exercise"]) == fresh.lift:
        del given["exercise"]  # the same lift: one that was merged into it comes back when that is undone
    for name, value in given.items():
        setattr(fresh, name, value)
    if "exercise" in given:
        refuse_unusable(fresh)
    fresh.version += 1
    check(fresh)
    fresh.save()
    note_changes([fresh])
    return fresh


@transaction.atomic
def delete_goal(goal: Goal, seen: Values | None = None) -> None:
    """Delete a goal; history keeps it, so that it can be brought back, and its id, so that no late replay does so.

    Conflict `deleted` where it is gone already, `stale` where it says something else than `seen` of it.
    """
    hold(goal.user_id)
    fresh = standing(goal)
    refuse_stale(fresh, seen)
    Tombstone.objects.bury(fresh.user, Tombstone.Kind.GOAL, [fresh.pk])
    note_deletions([fresh])
    fresh.delete()


@transaction.atomic
def undelete_goal(user: User, pk: UUID) -> Goal:
    """The goal `pk` as it was before it was deleted. Twice it changes nothing.

    Conflict `not_deleted` where `user` deleted no such goal, `deleted` where its exercise is gone.
    """
    owner = hold(user.pk)
    there = Goal.objects.for_user(owner).filter(pk=pk).first()
    if there is not None:
        return there
    goal: Goal = as_it_was(record := deletion(Goal, owner, pk))
    if goal.exercise_id and not Exercise.objects.visible_to(owner).filter(pk=goal.exercise_id).exists():
        raise Conflict(_("This exercise was deleted, so there can't be a goal for it again."), code="deleted")
    goal.user = owner
    goal.clean()
    goal.version += 1  # whoever kept a copy from before the deletion has an older one
    Tombstone.objects.filter(user=owner, pk=pk).delete()
    goal.save(force_insert=True)
    Goal.objects.filter(pk=pk).update(created_at=record.made_at)
    goal.created_at = record.made_at
    note_returns([goal])
    return goal


def standing(goal: Goal) -> Goal:
    """The goal as it stands now, watched; Conflict `deleted` where another device deleted it."""
    fresh = Goal.objects.select_related("user", "exercise__merged_into").filter(pk=goal.pk).first()
    if fresh is None:
        raise Conflict(_("This goal was deleted."), code="deleted")
    return watch(fresh)


def refuse_unusable(goal: Goal) -> None:
    """ValidationError where a goal is newly set on an exercise that is another's, or can't be chosen any more."""
    if goal.lift is not None:
        for reason in unusable(goal.user, [goal.lift.pk]).values():
            raise ValidationError({"exercise_id": reason})
