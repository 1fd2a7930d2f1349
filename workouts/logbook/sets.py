"""Sets: log one or many, change one, delete one."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from workouts.logbook.lock import Values, check, claim, lock, refuse_removed, refuse_stale
from workouts.logbook.recount import recount
from workouts.logbook.room import refuse_sets
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workouts.models.ranges import ORDERS
from workset.compiled import CompiledQuery
from workset.history import note_changes, note_deletions, watch
from workset.lib.dates import local_day
from workset.lib.errors import Conflict

# What every set that is logged asks for.
A_ROW = UUID(int=1)
STANDING = CompiledQuery(lambda row: WorkoutExercise.objects.filter(pk=row).values_list("pk"), row=A_ROW)
HIGHEST = CompiledQuery(
    lambda row: Set.objects.filter(workout_exercise=row).order_by("-set_number").values_list("set_number")[:1],
    row=A_ROW,
)


@transaction.atomic
def add_sets(
    workout_exercise: WorkoutExercise, rows: Sequence[Values], yielding: bool = False, path: str = ""
) -> list[Set]:
    """Log sets behind those that stand: all of them or none. Errors are named from `path` on where it is given.

    A row holds the fields of Set; `set_number` and `id` may be given. The first set done starts a workout that was
    planned for today or for no day. A number that stands already is a Conflict `set_number_taken`, or with `yielding`
    gives way to the next free one: a phone that was offline could not know of it.
    """
    workout = lock(workout_exercise.workout)
    refuse_removed(next(iter(STANDING.rows(row=workout_exercise.pk)), None))
    if yielding:
        rows = [row | {"set_number": free_number(workout_exercise, row.get("set_number"))} for row in map(dict, rows)]
    claim(workout.user_id, Set, [row.get("id") for row in rows])
    refuse_sets(workout, len(rows))
    if workout.is_planned and any(starts(workout, row) for row in rows):
        start(workout)
    sets = new_sets(workout_exercise, rows, workout, path)
    Set.objects.bulk_create(sets)
    recount(workout, [workout_exercise.pk])
    return sets


@transaction.atomic
def change_set(entry: Set, changes: Values, seen: Values | None = None) -> Set:
    """Apply `changes` (fields of Set) to the set as it stands now.

    Conflict `set_number_taken` for a taken number; `stale` where the set says something else than `seen` of it.
    """
    workout = lock(entry.workout_exercise.workout)
    fresh = locked_set(entry)
    refuse_stale(fresh, seen)
    number = changes.get("set_number", fresh.set_number)
    if number != fresh.set_number:
        refuse_taken(fresh.workout_exercise, [number])
    for name, value in changes.items():
        setattr(fresh, name, value)
    if workout.is_planned and "status" in changes and fresh.status == Set.Status.COMPLETED:
        start(workout)
    settle(fresh, workout, status_given="status" in changes)
    check(fresh)
    fresh.version += 1
    fresh.save()
    note_changes([fresh])
    recount(workout, [fresh.workout_exercise_id])
    return fresh


@transaction.atomic
def delete_set(entry: Set, seen: Values | None = None) -> None:
    """Delete a set; its id is kept, so that a late replay from a phone doesn't bring it back. `undelete` does.

    Conflict `stale` where the set says something else than `seen` of it.
    """
    workout = lock(entry.workout_exercise.workout)
    fresh = locked_set(entry)
    refuse_stale(fresh, seen)
    Tombstone.objects.bury(workout.user, Tombstone.Kind.SET, [fresh.pk])
    note_deletions([fresh])
    fresh.delete()
    recount(workout, [entry.workout_exercise_id])


def new_sets(workout_exercise: WorkoutExercise, rows: Sequence[Values], workout: Workout, path: str = "") -> list[Set]:
    """Checked, unsaved sets with their numbers; refuses numbers that are taken or given twice."""
    given = [row["set_number"] for row in rows if row.get("set_number") is not None]
    refuse_taken(workout_exercise, given)
    following = numbers_after(workout_exercise, given)
    sets = []
    for index, row in enumerate(rows):
        entry = Set(workout_exercise=workout_exercise, **{k: v for k, v in row.items() if v is not None or k != "id"})
        if not row.get("set_number"):
            entry.set_number = next(following)
        settle(entry, workout, status_given=bool(row.get("status")))
        check(entry, f"{path}.{index}" if path else "")
        sets.append(entry)
    return sets


def numbers_after(workout_exercise: WorkoutExercise, given: Sequence[int]) -> Iterator[int]:
    """The numbers behind those that stand and those just given; once the highest is reached, the gaps."""
    stands = [number for (number,) in HIGHEST.rows(row=workout_exercise.pk)]
    highest = max([0, *stands, *given])
    yield from range(highest + 1, int(ORDERS[1]) + 1)
    taken = {*workout_exercise.sets.values_list("set_number", flat=True), *given}
    yield from (number for number in range(1, highest) if number not in taken)
    raise Conflict(_("This exercise has all the sets that it can have."), code="full")


def settle(entry: Set, workout: Workout, status_given: bool) -> None:
    """Tell the status of a set where nobody said it, and the moment at which it was done."""
    if not status_given and entry.status != Set.Status.SKIPPED:
        done = entry.is_performed and not workout.is_planned
        entry.status = Set.Status.COMPLETED if done else Set.Status.PLANNED
    if entry.status != Set.Status.COMPLETED:
        entry.completed_at = None
    elif entry.completed_at is None and workout.is_in_progress:
        entry.completed_at = clock.now()


def starts(workout: Workout, row: Values) -> bool:
    """Whether logging this row starts a planned workout: it is done, and not merely noted down for a later day."""
    if row.get("status"):
        return row["status"] == Set.Status.COMPLETED
    due = workout.planned_on is None or workout.planned_on <= local_day(clock.now(), workout.timezone)
    return due and Set(**{name: row.get(name) for name in ("reps", "duration_seconds", "distance_m")}).is_performed


def start(workout: Workout) -> None:
    """A planned workout begins now. The caller saves it."""
    workout.status = Workout.Status.IN_PROGRESS
    workout.started_at = workout.started_at or clock.now()
    workout.date_from_times()


def locked_set(entry: Set) -> Set:
    """The set as it stands under the workout's lock; Conflict `deleted` where another device deleted it."""
    fresh = Set.objects.select_related("workout_exercise").filter(pk=entry.pk).first()
    if fresh is None:
        raise Conflict(_("This set was deleted."), code="deleted")
    return watch(fresh)


def free_number(workout_exercise: WorkoutExercise, number: int | None) -> int | None:
    """The number if no set has it, else None: the next free one."""
    taken = number is not None and workout_exercise.sets.filter(set_number=number).exists()
    return None if taken else number


def refuse_taken(workout_exercise: WorkoutExercise, numbers: Sequence[int]) -> None:
    """Conflict `set_number_taken` for a number that stands already; ValidationError for one given twice."""
    if len(set(numbers)) < len(numbers):
        raise ValidationError({"set_number": _("Two of the sets have the same number.")})
    taken = workout_exercise.sets.filter(set_number__in=numbers).order_by("set_number").first() if numbers else None
    if taken is not None:
        message = _("There is a set %(number)s already. Give another number, or none.") % {"number": taken.set_number}
        raise Conflict(message, code="set_number_taken")
