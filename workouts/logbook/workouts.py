"""Workouts: log, change, complete, copy."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone as clock

from accounts.data_version import bump_past
from accounts.models import User
from workouts.logbook.lock import Values, check, claim, hold, lock, refuse_stale
from workouts.logbook.recount import recount, save
from workouts.logbook.sets import start
from workouts.logbook.tree import replace_tree
from workouts.models import Set, Workout
from workouts.models.ranges import SECONDS
from workouts.timing import FORGOTTEN_AFTER, Times, settle, status_of
from workset.history import note_changes, watch

# A change of these moves the loads of bodyweight exercises, or the day on which the history stands.
COUNTED = {"bodyweight_kg", "local_date"}


@transaction.atomic
def log_workout(user: User, values: Values, exercises: Sequence[Values] = ()) -> Workout:
    """A new workout with its whole tree, all or nothing.

    `values` holds fields of Workout; the status follows from the times unless it is given. `exercises` is a list of
    fields of WorkoutExercise, each with a list `sets` of fields of Set.
    """
    user = hold(user.pk, since=date.max)  # its own day is told below
    claim(user.pk, Workout, [values.get("id")])
    workout = Workout(user=user, **({"timezone": user.timezone} | {k: v for k, v in values.items() if v is not None}))
    given = {name for name, value in values.items() if value is not None}
    settle_times(workout, given)
    if workout.is_planned and "status" not in given and any(map(has_done_sets, exercises)):
        start(workout)
    check(workout)
    bump_past(user.pk, workout.local_date)
    workout.dated = workout.local_date
    workout.save()
    if exercises:
        replace_tree(workout, exercises)
        recount(workout)
    return workout


@transaction.atomic
def change_workout(
    workout: Workout, changes: Values, exercises: Sequence[Values] | None = None, seen: Values | None = None
) -> Workout:
    """Apply `changes` to the workout as it stands now, and replace its tree where `exercises` is given.

    Children are matched by `id`: known ones are updated, new ones created, missing ones deleted. Conflict `stale` where
    the workout says something else than `seen` of it.
    """
    workout = lock(workout)
    refuse_stale(workout, seen)
    before = {name: getattr(workout, name) for name in COUNTED}
    was_completed = workout.status == Workout.Status.COMPLETED
    for name, value in changes.items():
        if name != "id":
            setattr(workout, name, value)
    workout.timezone = workout.timezone or workout.user.timezone
    settle_times(workout, set(changes))
    check(workout)
    if exercises is not None:
        replace_tree(workout, exercises)
    if workout.status == Workout.Status.COMPLETED and not was_completed:
        skip_undone(workout)
    if exercises is not None or before != {name: getattr(workout, name) for name in COUNTED}:
        recount(workout)
    else:
        save(workout)
    return workout


@transaction.atomic
def complete(workout: Workout, completed_at: datetime | None = None) -> Workout:
    """Finish a workout at `completed_at`, else at its probable end; a second time nothing changes."""
    workout = lock(workout)
    if workout.status == Workout.Status.COMPLETED and completed_at in (None, workout.completed_at):
        return workout
    end = completed_at or probable_end(workout)
    return change_workout(workout, {"status": Workout.Status.COMPLETED} | ({"completed_at": end} if end else {}))


def has_done_sets(exercise: Values) -> bool:
    """Whether a part of a tree says of a set that it was done."""
    return any(entry.get("status") == Set.Status.COMPLETED for entry in exercise.get("sets") or ())


def skip_undone(workout: Workout) -> None:
    """What was planned and not done when a workout is finished was skipped."""
    planned = Set.objects.filter(workout_exercise__workout=workout, status=Set.Status.PLANNED)
    undone = [watch(entry) for entry in planned.select_related("workout_exercise")]
    for entry in undone:
        entry.status, entry.updated_at = Set.Status.SKIPPED, clock.now()
        entry.version += 1
    Set.objects.bulk_update(undone, ["status", "version", "updated_at"], batch_size=100)
    note_changes(undone)


def probable_end(workout: Workout) -> datetime | None:
    """Now; of a workout that was forgotten overnight the time of its last set, None where no set tells.

    A set that was logged ten days after the start, or before it, says nothing of when the workout ended.
    """
    now = clock.now()
    if workout.started_at is None or now - workout.started_at <= FORGOTTEN_AFTER:
        return max(now, workout.started_at or now)
    latest = workout.started_at + timedelta(seconds=int(SECONDS[1]))
    sets = Set.objects.filter(workout_exercise__workout=workout, completed_at__range=(workout.started_at, latest))
    return sets.aggregate(last=Max("completed_at"))["last"]


@transaction.atomic
def copy(workout: Workout, started_at: datetime | None = None, new_id: UUID | None = None) -> Workout:
    """The same exercises and sets once more, as a plan to be done: in progress from `started_at` (now where None)."""
    workout = lock(workout)
    tree = [
        {
            "exercise": row.exercise,
            "superset": row.superset,
            "notes": row.notes,
            "rest_seconds": row.rest_seconds,
            "sets": [planned_again(entry) for entry in row.sets.all()],
        }
        for row in workout.exercises.select_related("exercise").prefetch_related("sets")
        if row.exercise.archived_at is None
    ]
    values = {
        "title": workout.title,
        "type": workout.type,
        "status": Workout.Status.IN_PROGRESS,
        "started_at": started_at,
        "id": new_id,
    }
    return log_workout(workout.user, values, tree)


def planned_again(entry: Set) -> Values:
    """A set that was done, as the next time's plan: same numbers, nothing done yet."""
    kept = (
        "set_number",
        "set_type",
        "weight",
        "weight_unit",
        "reps",
        "duration_seconds",
        "distance_m",
        "rest_seconds",
        "tempo",
    )
    return {name: getattr(entry, name) for name in kept} | {"status": "planned"}


def settle_times(workout: Workout, given: set[str]) -> None:
    """Tell end and duration from each other, the status from both, and the local date from all of it."""
    now = clock.now()
    if workout.status == Workout.Status.IN_PROGRESS and workout.started_at is None:
        workout.started_at = now
        given = given | {"started_at"}
    if (
        "status" in given
        and workout.status != Workout.Status.COMPLETED
        and not given & {"completed_at", "duration_seconds"}
    ):
        workout.completed_at = workout.duration_seconds = None  # it was reopened: its end is not known any more
    times = settle(Times(workout.started_at, workout.completed_at, workout.duration_seconds), given)
    workout.completed_at, workout.duration_seconds = times.completed_at, times.duration_seconds
    if "status" not in given and (workout.status == "" or moves_status(workout, given)):
        workout.status = status_of(times, now)
    if given & {"started_at", "planned_on", "timezone", "status"} or workout.local_date is None:
        workout.date_from_times()


def moves_status(workout: Workout, given: set[str]) -> bool:
    """Whether a change of times finishes a workout, or begins a planned one; it never reopens one that is done."""
    timed = workout.completed_at is not None or workout.duration_seconds is not None
    ended = given & {"completed_at", "duration_seconds"} and timed
    begun = "started_at" in given and workout.started_at is not None and workout.is_planned
    return workout.status != Workout.Status.COMPLETED and bool(ended or begun)
