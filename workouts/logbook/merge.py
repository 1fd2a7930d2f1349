"""Merging an own exercise into another one, and taking that back: the history moves, and not a row of it is lost."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise, Preference
from workouts.logbook.lock import hold
from workouts.logbook.recount import recount
from workouts.models import Merge, MergedExercise, Workout, WorkoutExercise
from workset.history import note_changes, watch
from workset.lib.errors import Conflict

SETTINGS = ("weight_unit", "pinned_note", "is_favourite")


@transaction.atomic
def merge_exercise(source: Exercise, target: Exercise) -> Exercise:
    """Move the history of an own exercise to `target` (the catalogue's or of the same owner) and archive it.

    The workouts are recounted, as the load may be counted otherwise there. What the owner has set for `source` is taken
    over where `target` has nothing of the kind. Merging into the same one again changes nothing; Conflict `merged`
    where it went into another one; ValidationError on `into` where that can't take it.
    """
    assert source.owner_id is not None
    owner = hold(source.owner_id)
    source, target = fresh(source), fresh(target)
    if source.merged_into_id is not None:
        if source.merged_into_id == target.pk:
            return target
        raise Conflict(_("This exercise has been merged already. Undo that first."), code="merged")
    refuse_unfit(source, target)
    merge = Merge.objects.create(
        user=owner,
        source=source,
        target=target,
        source_archived_at=source.archived_at,
        settings_taken=take_settings(owner, source, target),
    )
    for workout in locked_workouts(owner, WorkoutExercise.objects.filter(exercise=source)):
        move(merge, workout)
    source.merged_into = target
    source.archived_at = source.archived_at or clock.now()
    source.save()
    note_changes([source])
    return target


@transaction.atomic
def undo_merge(source: Exercise) -> Exercise:
    """Give an exercise back what its merge took, but for what was swapped for another one or deleted since.

    What was logged since stays with the other exercise. Conflict `not_merged`; `merged` where the other one has itself
    been merged on; `name_taken` where the owner has made another exercise of this name.
    """
    assert source.owner_id is not None
    owner = hold(source.owner_id)
    source = fresh(source)
    merge = Merge.objects.select_related("target").filter(source=source).first()
    if merge is None:
        raise Conflict(_("This exercise has not been merged."), code="not_merged")
    if merge.target.merged_into_id is not None:
        raise Conflict(
            _("%(name)s has itself been merged since. Undo that first.") % {"name": merge.target}, code="merged"
        )
    source.merged_into, source.archived_at = None, merge.source_archived_at
    refuse_taken_name(source)
    moved = WorkoutExercise.objects.filter(pk__in=merge.moved.values("workout_exercise"))
    for workout in locked_workouts(owner, moved):
        move_back(merge, workout)
    give_removed_back(merge)
    give_settings_back(owner, merge)
    source.save()
    note_changes([source])
    merge.delete()
    return source


def fresh(exercise: Exercise) -> Exercise:
    """The exercise as it stands now; Conflict `deleted` where it is gone."""
    found = Exercise.objects.filter(pk=exercise.pk).first()
    if found is None:
        raise Conflict(_("This exercise was deleted."), code="deleted")
    return watch(found)


def refuse_unfit(source: Exercise, target: Exercise) -> None:
    """ValidationError on `into` where `source` can't become `target`."""
    if target.pk == source.pk:
        raise ValidationError({"into": _("Choose another exercise: this is the same one.")})
    if target.owner_id not in (None, source.owner_id):
        raise ValidationError({"into": _("There is no such exercise.")})
    if target.archived_at is not None:
        raise ValidationError({"into": _("This exercise is archived. Choose another one.")})


def refuse_taken_name(exercise: Exercise) -> None:
    """Conflict `name_taken` where an exercise that comes back meets one of its name."""
    if exercise.archived_at is not None:
        return
    others = Exercise.objects.available().filter(owner=exercise.owner_id, name__iexact=exercise.name)
    if others.exclude(pk=exercise.pk).exists():
        raise Conflict(_("You have another exercise of this name now. Rename one of the two first."), code="name_taken")


def locked_workouts(owner: User, rows: models.QuerySet[WorkoutExercise]) -> Iterator[Workout]:
    """The workouts of `rows`, those in the bin too, all locked before a row of theirs changes.

    The other way round, whoever logs a set meanwhile would wait for us, and we for them.
    """
    workouts = Workout.objects.filter(pk__in=rows.values("workout")).order_by("pk")
    for workout in workouts.select_for_update(no_key=True):
        workout.user = owner
        yield workout


def move(merge: Merge, workout: Workout) -> None:
    """Hand the source's rows of one workout to the target, and remember them."""
    rows = [watch(row) for row in workout.exercises.filter(exercise=merge.source)]
    MergedExercise.objects.bulk_create(
        MergedExercise(merge=merge, workout_exercise=row, exercise_version=row.exercise_version) for row in rows
    )
    for row in rows:
        row.exercise, row.exercise_version = merge.target, merge.target.version
    hand_over(workout, rows)


def rows_moved(source: Exercise) -> int:
    """How many rows the merge of an exercise moved; 0 where it was not merged."""
    return MergedExercise.objects.filter(merge__source=source).count()


def move_back(merge: Merge, workout: Workout) -> None:
    """Hand the rows of one workout that moved back to the source, with the versions that they had used."""
    versions = dict(
        merge.moved.filter(workout_exercise__workout=workout).values_list("workout_exercise", "exercise_version")
    )
    rows = [watch(row) for row in workout.exercises.filter(pk__in=versions, exercise=merge.target)]
    for row in rows:
        row.exercise, row.exercise_version = merge.source, versions[row.pk]
    if rows:
        hand_over(workout, rows)


def give_removed_back(merge: Merge) -> None:
    """What moved and was removed since would come back as the target's: let history say that it was the source's."""
    moved = merge.moved.values("workout_exercise")
    removals = WorkoutExercise.history.filter(history_type="-", id__in=moved)
    removals = removals.exclude(id__in=WorkoutExercise.objects.filter(pk__in=moved).values("pk"))
    latest = {removal.id: removal for removal in removals.order_by("history_date", "history_id")}.values()
    given_back = [removal for removal in latest if removal.exercise_id == merge.target_id]
    versions = dict(merge.moved.values_list("workout_exercise", "exercise_version"))
    for removal in given_back:
        removal.pk = None  # added, not written over: what was kept is never changed
        removal.exercise_id, removal.exercise_version = merge.source_id, versions[removal.id]
        removal.history_user = removal.get_default_history_user(removal)
    WorkoutExercise.history.bulk_create(given_back, batch_size=500)


def catch_up(row: WorkoutExercise) -> None:
    """Hand an unsaved row, whose exercise was merged since it was removed, to what that went into, step by step."""
    while row.exercise.merged_into_id is not None:
        merge = row.exercise.merge
        MergedExercise.objects.create(merge=merge, workout_exercise=row, exercise_version=row.exercise_version)
        row.exercise, row.exercise_version = merge.target, merge.target.version


def hand_over(workout: Workout, rows: list[WorkoutExercise]) -> None:
    """Store whose these rows of a locked workout are now, and what they add up to there."""
    WorkoutExercise.objects.bulk_update(rows, ["exercise", "exercise_version"], batch_size=100)
    note_changes(rows)
    recount(workout, [row.pk for row in rows])


def take_settings(owner: User, source: Exercise, target: Exercise) -> list[str]:
    """Set for `target` what the owner has set for `source` only; the names of what was taken over."""
    theirs = settings_of(owner, source)
    mine = settings_of(owner, target)
    taken = [name for name in SETTINGS if getattr(theirs, name) and not getattr(mine, name)]
    for name in taken:
        setattr(mine, name, getattr(theirs, name))
    if taken:
        mine.save()
    return taken


def give_settings_back(owner: User, merge: Merge) -> None:
    """Take back what the target took over, unless it was changed since."""
    theirs = settings_of(owner, merge.source)
    mine = settings_of(owner, merge.target)
    for name in merge.settings_taken:
        if getattr(mine, name) == getattr(theirs, name):
            setattr(mine, name, getattr(Preference(), name))
    if any(getattr(mine, name) for name in SETTINGS):
        mine.save()
    elif mine.pk is not None:
        mine.delete()


def settings_of(user: User, exercise: Exercise) -> Preference:
    """What the person has set for an exercise; unsaved and empty where that is nothing."""
    return exercise.preference_of(user) or Preference(user=user, exercise=exercise)
