"""Writes a foreign history into a logbook: all of it or nothing, and each workout once however often it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from workouts.imports.history import (
    History,
    ImportedWorkout,
    RefusedRow,
    hold_back,
)
from workouts.imports.refusals import refusals
from workouts.imports.writer import Writer
from workouts.logbook.lock import hold
from workouts.models import ImportBatch, Workout

CHUNK = 200  # workouts held in memory and written at a time

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Result:
    """What a commit did. `batch` is None where nothing was new. rows_read = set + rest + note rows + refused.

    `workouts_skipped` were there already, `workouts_in_bin` of them in the bin. `workouts_held`, which were
    not there yet, wait for rows refused.
    """

    batch: ImportBatch | None
    workouts_added: int
    workouts_skipped: int
    workouts_in_bin: int
    workouts_held: int
    exercises_matched: int
    exercises_made: list[str]
    sets_added: int
    rows_read: int
    set_rows: int
    rest_rows: int
    note_rows: int
    refused: list[RefusedRow]
    warnings: list[str]


def needs_weight_unit(history: History) -> bool:
    """Whether the file leaves out the unit of some weight, so that the lifter has to be asked."""
    return history.weight_unit is None and any(
        one.weight is not None and one.weight_unit is None for workout in history.workouts for one in workout.sets()
    )


def commit(
    user: User,
    history: History,
    weight_unit: str | None = None,
    filename: str = "",
    progress: Progress | None = None,
) -> Result:
    """Add to `user`'s logbook the workouts of `history` that it hasn't got, oldest first, completed, with totals.

    A workout is known again by the app and its key there, in the bin too. One that has only a day is a plan where that
    day lies ahead. `weight_unit` ("kg" or "lb") is for weights without one. Exercises are matched by name; the rest
    become the user's own. A row beyond what a logbook takes is refused and its workout held back, as when reading.
    `progress` is called with the number of workouts written since its last call.
    ValidationError, and nothing written, where a weight has no unit (code `weight_unit`), or where a value that no
    reader gives breaks a rule of the logbook (the line is named).
    """
    if weight_unit is None and needs_weight_unit(history):
        raise ValidationError(_("The file does not say its weight unit. Choose kg or lb."), code="weight_unit")
    checked = check_ahead(user, history, weight_unit)
    with transaction.atomic():
        # Two imports of one file wait for each other here: the second then finds everything there.
        fresh = hold(user.pk)
        same = (fresh.timezone, fresh.weight_unit) == (user.timezone, user.weight_unit)
        return write_new(fresh, history, weight_unit, filename, progress, checked if same else frozenset())


def check_ahead(user: User, history: History, weight_unit: str | None) -> frozenset[str]:
    """Check what is new before anybody has to wait for it; the keys of the workouts that are in order.

    ValidationError where one is not.
    """
    _known, history, new = new_of(user, history, weight_unit)
    writer = Writer(user, unit_of(user, history, weight_unit), new_batch(user, history, ""))
    if new:
        writer.check(new)
    return frozenset(workout.key for workout in new)


def unit_of(user: User, history: History, weight_unit: str | None) -> str:
    """Of weights that have none."""
    return history.weight_unit or weight_unit or user.weight_unit


def new_of(
    user: User, history: History, weight_unit: str | None
) -> tuple[dict[str, bool], History, list[ImportedWorkout]]:
    """The keys that are there and which lie in the bin, the history without what is held back, what is new of it."""
    imported = Workout.objects.of(user).filter(source=history.source)
    known = {key: deleted_at is not None for key, deleted_at in imported.values_list("source_key", "deleted_at")}
    new = [workout for workout in history.workouts if workout.key not in known]
    unit = unit_of(user, history, weight_unit)
    history = hold_back(history, list(refusals(new, unit, user.timezone, clock.now())))
    new = [workout for workout in history.workouts if workout.key not in known]
    new.sort(key=lambda workout: workout.started_at or datetime.combine(workout.local_date, time.min))
    return known, history, new


def write_new(
    user: User,
    history: History,
    weight_unit: str | None,
    filename: str,
    progress: Progress | None,
    checked: frozenset[str],
) -> Result:
    """Write what is new, under the lock on `user`; the workouts whose keys are `checked` were in order before it."""
    known, history, new = new_of(user, history, weight_unit)
    unit = unit_of(user, history, weight_unit)
    writer = Writer(user, unit, new_batch(user, history, filename), checked)
    if new:
        writer.prepare(new)
    for start in range(0, len(new), CHUNK):
        chunk = new[start : start + CHUNK]
        writer.write(chunk)
        if progress:
            progress(len(chunk))
    return account(history, writer, len(new), known)


def account(history: History, writer: "Writer", added: int, known: dict[str, bool]) -> Result:
    """What became of the file's rows and workouts; `known` has the keys that were there, and which lie in the bin."""
    return Result(
        batch=writer.batch if added else None,
        workouts_added=added,
        workouts_skipped=len(history.workouts) - added,
        workouts_in_bin=sum(known.get(workout.key, False) for workout in history.workouts),
        workouts_held=len({row.workout for row in history.refused} - {None} - known.keys()),
        exercises_matched=len(set(writer.exercises.values())) - len(writer.made),
        exercises_made=[exercise.name for exercise in writer.made],
        sets_added=writer.sets_added,
        rows_read=history.rows_read,
        set_rows=history.set_rows,
        rest_rows=history.rest_rows,
        note_rows=history.note_rows,
        refused=history.refused,
        warnings=history.warnings + writer.remarks.lines(),
    )


def new_batch(user: User, history: History, filename: str) -> ImportBatch:
    """The unsaved account of the file."""
    return ImportBatch(
        user=user,
        source=history.source,
        dialect=history.dialect,
        filename=filename[-255:],
        rows_read=history.rows_read,
        set_rows=history.set_rows,
        rest_rows=history.rest_rows,
        note_rows=history.note_rows,
        refused_rows=len(history.refused),
    )
