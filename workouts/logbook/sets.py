"""Sets: log one or many, change one, delete one."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from workouts.logbook.lock import Values, check, claim, lock_of, refuse_removed, refuse_stale
from workouts.logbook.recount import keep_totals, recount, rows_of, sets_of, totals_of
from workouts.logbook.room import refuse_sets
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workouts.models.ranges import ORDERS
from workset.compiled import CompiledModels
from workset.history import note_changes, note_deletions, watch
from workset.lib.dates import local_day
from workset.lib.errors import Conflict
from workset.row_writes import insert, update

# What every change of a set asks for.
STANDING = CompiledModels(lambda pk: Set.objects.select_related("workout_exercise").filter(pk=pk), pk=UUID(int=1))


@transaction.atomic
def add_sets(
    workout_exercise: WorkoutExercise, rows: Sequence[Values], yielding: bool = False, path: str = ""
) -> list[Set]:
    """Log sets behind those that stand: all of them or none. Errors are named from `path` on where it is given.

    A row holds the fields of Set; `set_number` and `id` may be given. The first set done starts a workout that was
    planned for today or for no day. A number that stands already is a Conflict `set_number_taken`, or with `yielding`
    gives way to the next free one: a phone that was offline could not know of it.
    """
    workout = lock_of(workout_exercise)
    places = rows_of(workout)
    place = refuse_removed(next((one for one in places if one.pk == workout_exercise.pk), None))
    standing = sets_of([place])[place.pk]
    taken = {one.set_number for one in standing}
    if yielding:
        rows = [row | {"set_number": free_number(taken, row.get("set_number"))} for row in map(dict, rows)]
    claim(workout.user_id, Set, [row.get("id") for row in rows])
    refuse_sets(sum(one.standing for one in places), len(rows))
    if workout.is_planned and any(starts(workout, row) for row in rows):
        start(workout)
    sets = new_sets(workout_exercise, rows, workout, taken, path)
    insert(sets)
    keep_totals(workout, places, totals_of(workout, [place], {place.pk: [*standing, *sets]}))
    return sets


@transaction.atomic
def change_set(entry: Set, changes: Values, seen: Values | None = None) -> Set:
    """Apply `changes` (fields of Set) to the set as it stands now.

    Conflict `set_number_taken` for a taken number; `stale` where the set says something else than `seen` of it.
    """
    workout = lock_of(entry.workout_exercise)
    fresh = locked_set(entry)
    refuse_stale(fresh, seen)
    number = changes.get("set_number", fresh.set_number)
    if number != fresh.set_number:
        refuse_taken(numbers_in(fresh.workout_exercise), [number])
    for name, value in changes.items():
        setattr(fresh, name, value)
    if workout.is_planned and "status" in changes and fresh.status == Set.Status.COMPLETED:
        start(workout)
    settle(fresh, workout, status_given="status" in changes)
    check(fresh)
    fresh.version += 1
    update([fresh])
    note_changes([fresh])
    recount(workout, [fresh.workout_exercise_id])
    return fresh


@transaction.atomic
def delete_set(entry: Set, seen: Values | None = None) -> None:
    """Delete a set; its id is kept, so that a late replay from a phone doesn't bring it back. `undelete` does.

    Conflict `stale` where the set says something else than `seen` of it.
    """
    workout = lock_of(entry.workout_exercise)
    fresh = locked_set(entry)
    refuse_stale(fresh, seen)
    Tombstone.objects.bury(workout.user, Tombstone.Kind.SET, [fresh.pk])
    note_deletions([fresh])
    fresh.delete()
    recount(workout, [entry.workout_exercise_id])


def new_sets(
    workout_exercise: WorkoutExercise, rows: Sequence[Values], workout: Workout, taken: Collection[int], path: str = ""
) -> list[Set]:
    """Checked, unsaved sets with their numbers; refuses numbers that are `taken` or given twice."""
    given = [row["set_number"] for row in rows if row.get("set_number") is not None]
    refuse_taken(taken, given)
    following = numbers_after({*taken, *given})
    sets = []
    for index, row in enumerate(rows):
        entry = Set(workout_exercise=workout_exercise, **{k: v for k, v in row.items() if v is not None or k != "id"})
        if not row.get("set_number"):
            entry.set_number = next(following)
        settle(entry, workout, status_given=bool(row.get("status")))
        check(entry, f"{path}.{index}" if path else "")
        sets.append(entry)
    return sets


def numbers_after(taken: Collection[int]) -> Iterator[int]:
    """The numbers behind those that are taken; once the highest is reached, the gaps."""
    highest = max(taken, default=0)
    yield from range(highest + 1, int(ORDERS[1]) + 1)
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
    fresh = STANDING.first(pk=entry.pk)
    if fresh is None:
        raise Conflict(_("This set was deleted."), code="deleted")
    return watch(fresh)


def numbers_in(workout_exercise: WorkoutExercise) -> set[int]:
    """Those that its sets have."""
    return set(workout_exercise.sets.order_by().values_list("set_number", flat=True))


def free_number(taken: Collection[int], number: int | None) -> int | None:
    """The number if no set has it, else None: the next free one."""
    return None if number in taken else number


def refuse_taken(taken: Collection[int], numbers: Sequence[int]) -> None:
    """Conflict `set_number_taken` for a number that stands already; ValidationError for one given twice."""
    if len(set(numbers)) < len(numbers):
        raise ValidationError({"set_number": _("Two of the sets have the same number.")})
    twice = sorted(number for number in numbers if number in taken)
    if twice:
        message = _("There is a set %(number)s already. Give another number, or none.") % {"number": twice[0]}
        raise Conflict(message, code="set_number_taken")
