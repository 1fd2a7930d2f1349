"""The order of a workout's exercises and their supersets: what is done in turn stands, and moves, together."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from workouts.logbook.exercises import ASIDE, change_workout_exercise
from workouts.logbook.lock import Values, lock, refuse_removed
from workouts.logbook.recount import recount
from workouts.models import Workout, WorkoutExercise
from workouts.models.ranges import MOST_SUPERSETS
from workouts.supersets import blocks
from workset.history import note_changes, watch
from workset.lib.errors import Conflict

Item = TypeVar("Item")
Block = list[WorkoutExercise]


@transaction.atomic
def move_exercise(row: WorkoutExercise, step: int) -> None:
    """Move an exercise by `step` places, down where positive, as far as it goes.

    In a superset that is within it; outside of one, a superset that it passes counts as one place.
    """
    workout = lock(row.workout)
    standing = stand(workout)
    block, fresh = find(standing, row)
    if len(block) > 1:
        move_item(block, fresh, step)
    else:
        move_item(standing, block, step)
    arrange(workout, standing, [fresh])


@transaction.atomic
def move_superset(row: WorkoutExercise, step: int) -> None:
    """Move the whole superset of `row` by `step` places, as far as it goes."""
    workout = lock(row.workout)
    standing = stand(workout)
    block, _fresh = find(standing, row)
    move_item(standing, block, step)
    arrange(workout, standing, block)


@transaction.atomic
def join(row: WorkoutExercise, partner: WorkoutExercise) -> None:
    """Put `row` into the superset of `partner`, a new one where it is in none, and beside it where it isn't yet."""
    workout = lock(row.workout)
    standing = stand(workout)
    mine, fresh = find(standing, row)
    theirs, other = find(standing, partner)
    if mine is theirs:
        return
    stands_above = mine[-1] is fresh and standing.index(mine) + 1 == standing.index(theirs)
    left, number = fresh.superset, other.superset
    if number is None:
        number = unused_number(chain(*standing))
    mine.remove(fresh)
    theirs.insert(0 if stands_above else len(theirs), fresh)
    fresh.superset = other.superset = number
    arrange(workout, standing, [fresh, other, *release(standing, left)])


@transaction.atomic
def leave(row: WorkoutExercise) -> None:
    """Take `row` out of its superset, behind which it stands where it stood in the midst; one left over is in none."""
    workout = lock(row.workout)
    standing = stand(workout)
    block, fresh = find(standing, row)
    if fresh.superset is None:
        return
    if fresh not in (block[0], block[-1]):
        block.remove(fresh)
        standing.insert(standing.index(block) + 1, [fresh])
    left, fresh.superset = fresh.superset, None
    arrange(workout, standing, [fresh, *release(standing, left)])


@transaction.atomic
def split(row: WorkoutExercise) -> None:
    """Take the superset of `row` apart; its exercises stay where they are. One left over elsewhere is in none."""
    workout = lock(row.workout)
    standing = stand(workout)
    block, fresh = find(standing, row)
    left = fresh.superset
    for one in block:
        one.superset = None
    arrange(workout, standing, [*block, *release(standing, left)])


@transaction.atomic
def describe(
    row: WorkoutExercise, changes: Values, partner: WorkoutExercise | None, seen: Values | None = None
) -> WorkoutExercise:
    """Change `row` as `change_workout_exercise` does, and do it in turn with `partner`, with nothing where None."""
    changed = change_workout_exercise(row, changes, seen)
    if partner is None:
        leave(changed)
    else:
        join(changed, partner)
    return changed


def stand(workout: Workout) -> list[Block]:
    """The exercises of a locked workout, in blocks by their places, watched."""
    return blocks([watch(row) for row in workout.exercises.all()])


def find(standing: Sequence[Block], row: WorkoutExercise) -> tuple[Block, WorkoutExercise]:
    """The block of `row` and the row in it; Conflict `deleted` where another device removed it."""
    return refuse_removed(next(((block, fresh) for block in standing for fresh in block if fresh == row), None))


def move_item(items: list[Item], item: Item, step: int) -> None:
    """Move one of the items by `step`, as far as it goes."""
    place = items.index(item)
    items.insert(max(0, place + step), items.pop(place))


def unused_number(rows: Iterable[WorkoutExercise]) -> int:
    """The number of a new superset; Conflict `full` where there is none."""
    taken = {row.superset for row in rows}
    for number in range(1, MOST_SUPERSETS + 1):
        if number not in taken:
            return number
    raise Conflict(_("This workout has all the supersets that it can have."), code="full")


def release(standing: Sequence[Block], number: int | None) -> Block:
    """Who was left alone in the superset `number`, now in none."""
    members = [row for row in chain(*standing) if number is not None and row.superset == number]
    if len(members) != 1:
        return []
    members[0].superset = None
    return members


def arrange(workout: Workout, standing: Sequence[Block], changed: Sequence[WorkoutExercise]) -> None:
    """Write the places and supersets as they stand now; the versions and the history of `changed` tell of it."""
    rows = list(chain(*standing))
    for order, row in zip(sorted(row.order for row in rows), rows, strict=True):
        row.order = order
    # Places are unique at every moment: all step aside first.
    workout.exercises.update(order=F("order") + ASIDE)
    WorkoutExercise.objects.bulk_update(rows, ["order", "superset"], batch_size=100)
    note_changes(changed)
    recount(workout, [row.pk for row in changed])
