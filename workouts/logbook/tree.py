"""A workout's whole tree in one go: planted in a new workout, or put in place of what stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from workouts.logbook.exercises import ASIDE, new_workout_exercise, unusable
from workouts.logbook.lock import Values, check, claim
from workouts.logbook.room import refuse_tree
from workouts.logbook.sets import settle
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workset.history import note_changes, note_deletions, watch

Row = TypeVar("Row", WorkoutExercise, Set)
# What a tree says of a workout-exercise that is known; its totals come with the recount.
KEPT_IN_STEP = ["exercise", "exercise_version", "order", "superset", "notes", "rest_seconds", "updated_at"]
Known = dict[UUID, WorkoutExercise]
KnownSets = dict[UUID, Set]


def replace_tree(workout: Workout, exercises: Sequence[Values]) -> None:
    """Make the workout's tree the one given: `id` matches what stands, what isn't named is deleted for good.

    Places follow the list, or `order` where it is given. An exercise without `sets` keeps those it has. Totals are
    left to the caller's recount. Errors are named by their path: `exercises.0.sets.2.reps`.
    """
    rows = {row.pk: row for row in workout.exercises.all()}
    sets = {entry.pk: entry for entry in Set.objects.filter(workout_exercise__workout=workout)}
    for entry in sets.values():
        entry.workout_exercise = rows[entry.workout_exercise_id]
    named = [values["id"] for values in exercises if values.get("id")]
    named_sets = [entry["id"] for values in exercises for entry in values.get("sets") or () if entry.get("id")]
    if len(set(named)) < len(named) or len(set(named_sets)) < len(named_sets):
        raise ValidationError({"exercises": _("An id stands twice.")})
    claim(workout.user_id, WorkoutExercise, [one for one in named if one not in rows])
    claim(workout.user_id, Set, [one for one in named_sets if one not in sets])
    refuse_newly_unusable(workout, exercises, rows)
    keeping = {values["id"] for values in exercises if values.get("id") in rows and "sets" not in values}
    kept = {pk for pk, entry in sets.items() if entry.workout_exercise_id in keeping}
    given = sum(len(values.get("sets") or ()) for values in exercises)
    refuse_tree(len(exercises), len(kept) + given, stood=(len(rows), len(sets)))
    gone = [entry for pk, entry in sets.items() if pk not in kept and pk not in named_sets]
    gone_rows, now = [row for pk, row in rows.items() if pk not in named], clock.now()
    bury(workout, Tombstone.Kind.SET, gone, now)
    if rows:  # places and numbers are unique at every moment: first step aside
        workout.exercises.update(order=F("order") + ASIDE)
        Set.objects.filter(workout_exercise__workout=workout).exclude(pk__in=kept).update(
            set_number=F("set_number") + ASIDE
        )
    grow(workout, exercises, rows, sets)
    bury(workout, Tombstone.Kind.WORKOUT_EXERCISE, gone_rows, now)


def refuse_newly_unusable(workout: Workout, exercises: Sequence[Values], rows: Known) -> None:
    """ValidationError for each place where a tree newly names an exercise that may not be put into the workout.

    One that stands there already may stay: a workout of long ago is editable in every part.
    """
    known = {index: rows[values["id"]] for index, values in enumerate(exercises) if values.get("id") in rows}
    named = {index: values["exercise"].pk for index, values in enumerate(exercises)}
    new = {index: pk for index, pk in named.items() if index not in known or known[index].exercise_id != pk}
    reasons = unusable(workout.user, set(new.values()))
    refused = {f"exercises.{index}.exercise_id": reasons[pk] for index, pk in new.items() if pk in reasons}
    if refused:
        raise ValidationError(refused)


def grow(workout: Workout, exercises: Sequence[Values], rows: Known, sets: KnownSets) -> None:
    """Write the rows of a tree: those in `rows` and `sets` are updated, the others created."""
    grown: list[WorkoutExercise] = []
    grown_sets: list[Set] = []
    placed = sorted(enumerate(exercises), key=lambda pair: pair[1].get("order") or pair[0] + 1)
    for order, (index, values) in enumerate(placed, start=1):
        path = f"exercises.{index}"
        row = tree_exercise(workout, values, order, rows, path)
        grown.append(row)
        grown_sets += tree_sets(workout, row, values.get("sets") or (), sets, path)
    write(WorkoutExercise, grown, rows, KEPT_IN_STEP)
    write(Set, grown_sets, sets, [field.name for field in Set._meta.fields if field.name not in ("id", "created_at")])


def tree_exercise(workout: Workout, values: Values, order: int, rows: Known, path: str) -> WorkoutExercise:
    """One checked, unsaved workout-exercise of a tree."""
    fields = {name: value for name, value in values.items() if name not in ("exercise", "sets", "order")}
    row = new_workout_exercise(workout, values["exercise"], fields)
    row.order = order
    if (known := rows.get(row.pk)) is not None:
        row.source_name = known.source_name
        if known.exercise_id == row.exercise_id:
            row.exercise_version = known.exercise_version
    check(row, path)
    return row


def tree_sets(
    workout: Workout, row: WorkoutExercise, entries: Sequence[Values], sets: KnownSets, path: str
) -> list[Set]:
    """The checked, unsaved sets of one workout-exercise of a tree, numbered on from each other."""
    result: list[Set] = []
    last = 0
    for index, values in enumerate(entries):
        fields = {name: value for name, value in values.items() if value is not None or name != "id"}
        entry = Set(workout_exercise=row, **fields)
        entry.set_number = entry.set_number or last + 1
        if any(other.set_number == entry.set_number for other in result):
            raise ValidationError({f"{path}.sets.{index}.set_number": _("Two of the sets have the same number.")})
        last = max(last, entry.set_number)
        if (known := sets.get(entry.pk)) is not None:
            entry.version = known.version + 1
            entry.source_row = known.source_row
            if "completed_at" not in values:
                entry.completed_at = known.completed_at
        settle(entry, workout, status_given=bool(values.get("status")))
        check(entry, f"{path}.sets.{index}")
        result.append(entry)
    return result


def write(model: type[Row], rows: Sequence[Row], known: dict[UUID, Row], fields: list[str]) -> None:
    """Create the rows that are new and update `fields` of those that are known."""
    model._default_manager.bulk_create([row for row in rows if row.pk not in known], batch_size=500)
    stayed = [row for row in rows if row.pk in known]
    # As an upsert: bulk_update would write a CASE for every field of every row, a hundred times slower.
    model._default_manager.bulk_create(
        stayed, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    for row in stayed:  # the upsert gave them the present moment, as if they were new
        row.created_at = known[row.pk].created_at
    note_changes([watch(row, known[row.pk]) for row in stayed])


def bury(workout: Workout, kind: str, gone: Sequence[Row], moment: datetime) -> None:
    """Delete rows that stood in the tree; what they said and their ids are kept."""
    if gone:
        ids = [row.pk for row in gone]
        Tombstone.objects.bury(workout.user, kind, ids)
        note_deletions(gone, moment)
        type(gone[0])._default_manager.filter(pk__in=ids).delete()
