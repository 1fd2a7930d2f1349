"""The exercises of a workout: add, move, change, remove."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.lock import Values, check, claim, lock, refuse_removed, refuse_stale
from workouts.logbook.recount import recount
from workouts.logbook.room import refuse_exercise
from workouts.logbook.sets import add_sets
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workset.history import note_changes, note_deletions, watch

# Places are unique in the database at every moment; whoever has to move steps out of the way by this much first.
ASIDE = 100_000


@transaction.atomic
def add_exercise(workout: Workout, exercise: Exercise, values: Values | None = None) -> WorkoutExercise:
    """Put an exercise, with its `sets` if any, at the end of a workout or at the `order` given; that moves down."""
    fields = dict(values or {})
    sets = fields.pop("sets", ())
    workout = lock(workout)
    claim(workout.user_id, WorkoutExercise, [fields.get("id")])
    row = place_exercise(workout, exercise, fields)
    if sets:
        add_sets(row, sets)
        row.refresh_from_db()
    return row


def place_exercise(workout: Workout, exercise: Exercise, values: Values) -> WorkoutExercise:
    """The same under the locks that the caller holds."""
    refuse_unusable(workout, exercise)
    refuse_exercise(workout)
    row = new_workout_exercise(workout, exercise, values)
    last = workout.exercises.all().last_order()
    row.order = min(row.order or last + 1, last + 1)
    check(row)
    make_room(workout, row.order)
    row.save()
    recount(workout, [row.pk])
    row.refresh_from_db()
    return row


def unusable(user: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Why some of these exercises may not newly be put into a workout of `user`'s: unknown to them, or archived."""
    archived = dict(Exercise.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "archived_at"))
    reasons = {pk: _("There is no such exercise.") for pk in ids if pk not in archived}
    put_away = [pk for pk, moment in archived.items() if moment is not None]
    return reasons | dict.fromkeys(put_away, _("This exercise is archived. Choose another one."))


def refuse_unusable(workout: Workout, exercise: Exercise) -> None:
    """ValidationError where the exercise may not be put into the workout."""
    for reason in unusable(workout.user, [exercise.pk]).values():
        raise ValidationError({"exercise_id": reason})


def new_workout_exercise(workout: Workout, exercise: Exercise, values: Values) -> WorkoutExercise:
    """An unsaved row; whether the person may use the exercise is the caller's to check."""
    fields = {name: value for name, value in values.items() if value is not None or name not in ("id", "order")}
    return WorkoutExercise(
        workout=workout,
        user_id=workout.user_id,
        local_date=workout.local_date,
        exercise=exercise,
        exercise_version=exercise.version,
        **fields,
    )


@transaction.atomic
def change_workout_exercise(row: WorkoutExercise, changes: Values, seen: Values | None = None) -> WorkoutExercise:
    """Apply `changes` (order, superset, notes, rest_seconds; exercise to swap it) to the row as it stands now.

    Conflict `stale` where the row says something else than `seen` of it.
    """
    workout = lock(row.workout)
    fresh = locked_row(row)
    refuse_stale(fresh, seen)
    for name in ("superset", "notes", "rest_seconds"):
        if name in changes:
            setattr(fresh, name, changes[name])
    exercise = changes.get("exercise", fresh.exercise)
    if exercise.pk != fresh.exercise_id:
        refuse_unusable(workout, exercise)
        fresh.exercise, fresh.exercise_version = exercise, version_for(fresh, exercise)
    order = changes.get("order") or fresh.order
    wanted = min(order, workout.exercises.all().last_order())
    fresh.order, stood = wanted, fresh.order
    check(fresh)
    if wanted != stood:
        move(workout, fresh, stood, wanted)
    fresh.save()
    note_changes([fresh])
    recount(workout, [fresh.pk])
    fresh.refresh_from_db()
    return fresh


def version_for(row: WorkoutExercise, exercise: Exercise) -> int:
    """Under which version `exercise` goes into the row: the one that it had there before, where it comes back."""
    stood = WorkoutExercise.history.filter(id=row.pk, exercise_id=exercise.pk)
    version: int | None = stood.values_list("exercise_version", flat=True).first()
    return version or exercise.version


@transaction.atomic
def remove_exercise(row: WorkoutExercise, seen: Values | None = None) -> None:
    """Take an exercise and its sets out of a workout; what stood below moves up. `undelete` brings them back.

    Conflict `stale` where the row says something else than `seen` of it.
    """
    workout = lock(row.workout)
    fresh = locked_row(row)
    refuse_stale(fresh, seen)
    sets, now = list(fresh.sets.select_related("workout_exercise")), clock.now()
    Tombstone.objects.bury(workout.user, Tombstone.Kind.SET, [entry.pk for entry in sets])
    Tombstone.objects.bury(workout.user, Tombstone.Kind.WORKOUT_EXERCISE, [fresh.pk])
    note_deletions(sets, now)
    note_deletions([fresh], now)
    fresh.delete()
    shift(workout, fresh.order + 1, None, -1)
    recount(workout, [])


@transaction.atomic
def find_or_add(workout: Workout, exercise: Exercise) -> WorkoutExercise:
    """The last stretch of `exercise` in the workout, added at the end where there is none."""
    workout = lock(workout)
    rows = workout.exercises.filter(exercise=exercise).select_related("exercise", "workout").order_by("-order")
    return rows.first() or place_exercise(workout, exercise, {})


@transaction.atomic
def log_set(workout: Workout, exercise: Exercise, values: Values, yielding: bool = False) -> Set:
    """Log a set of `exercise`, in its last stretch in the workout or in a new one at the end; as `add_sets` does."""
    return add_sets(find_or_add(workout, exercise), [values], yielding=yielding)[0]


def locked_row(row: WorkoutExercise) -> WorkoutExercise:
    """The row as it stands under the workout's lock; Conflict `deleted` where another device removed it."""
    return watch(refuse_removed(WorkoutExercise.objects.select_related("exercise").filter(pk=row.pk).first()))


def make_room(workout: Workout, order: int) -> None:
    """Move everything from `order` on one place down."""
    shift(workout, order, None, 1)


def move(workout: Workout, row: WorkoutExercise, stood: int, wanted: int) -> None:
    """Take `row` from one place to another; those between close up."""
    WorkoutExercise.objects.filter(pk=row.pk).update(order=10 * ASIDE)
    if wanted < stood:
        shift(workout, wanted, stood - 1, 1)
    else:
        shift(workout, stood + 1, wanted, -1)


def shift(workout: Workout, first: int, last: int | None, by: int) -> None:
    """Move the places first..last (to the end where None) by `by`, under new versions, in steps that never collide."""
    rows = workout.exercises.filter(order__gte=first, order__lt=ASIDE)
    if last is not None:
        rows = rows.filter(order__lte=last)
    rows.update(order=F("order") + ASIDE)
    workout.exercises.filter(order__gte=ASIDE, order__lt=10 * ASIDE).update(
        order=F("order") - ASIDE + by, version=F("version") + 1, updated_at=clock.now()
    )
