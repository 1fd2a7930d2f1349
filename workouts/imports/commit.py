"""Writes a foreign history into a logbook: whole workouts, and each once however often it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
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
from workouts.imports.writer import Writer, slices
from workouts.logbook.lock import as_it_stands
from workouts.models import ImportBatch, Workout

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

    Each workout is written whole, and once, even where two imports meet. A long history is written in slices, between
    which others write. Whatever is raised meanwhile, by `progress` too, what was written is taken back, but for the
    workouts that somebody has changed by then. Where the process ends for good in between, the slices written stay;
    the same file imported again adds the rest.
    """
    if weight_unit is None and needs_weight_unit(history):
        raise ValidationError(_("The file does not say its weight unit. Choose kg or lb."), code="weight_unit")
    fresh = as_it_stands(user.pk)
    unit = history.weight_unit or weight_unit
    known, history, new = new_of(fresh, history, unit or fresh.weight_unit)
    writer = Writer(fresh, new, new_batch(fresh, history, filename), unit)
    writer.check()
    try:
        for some in slices(new):
            added = writer.write(some)
            if progress:
                progress(added)
    except BaseException:  # Ctrl-C too
        writer.take_back()
        raise
    return account(hold_back(history, writer.refused), writer, known | writer.there)


def new_of(user: User, history: History, unit: str) -> tuple[dict[str, bool], History, list[ImportedWorkout]]:
    """The keys that are there and which lie in the bin, the history without what is held back, what is new of it."""
    imported = Workout.objects.of(user).filter(source=history.source)
    known = {key: deleted_at is not None for key, deleted_at in imported.values_list("source_key", "deleted_at")}
    new = [workout for workout in history.workouts if workout.key not in known]
    history = hold_back(history, list(refusals(new, unit, user.timezone, clock.now())))
    new = [workout for workout in history.workouts if workout.key not in known]
    new.sort(key=lambda workout: workout.started_at or datetime.combine(workout.local_date, time.min))
    return known, history, new


def account(history: History, writer: Writer, known: dict[str, bool]) -> Result:
    """What became of the file's rows and workouts; `known` has the keys that were there, and which lie in the bin."""
    return Result(
        batch=writer.batch if writer.workouts_added else None,
        workouts_added=writer.workouts_added,
        workouts_skipped=len(history.workouts) - writer.workouts_added,
        workouts_in_bin=sum(known.get(workout.key, False) for workout in history.workouts),
        workouts_held=len({row.workout for row in history.refused} - {None} - known.keys()),
        exercises_matched=len(writer.used.difference(writer.made)),
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
