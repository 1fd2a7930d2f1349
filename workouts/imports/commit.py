"""Writes a foreign history into a logbook: all of it or nothing, and each workout once however often it comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise, ExerciseVersion
from workouts.imports.history import (
    History,
    ImportedExercise,
    ImportedSet,
    ImportedWorkout,
    RefusedRow,
    Remarks,
    hold_back,
)
from workouts.imports.matching import match
from workouts.imports.refusals import refusals
from workouts.logbook.lock import check, hold
from workouts.logbook.recount import WEIGHED_MODES, add_up
from workouts.logbook.recount_many import bodyweight_on
from workouts.models import BodyMeasurement, ImportBatch, Set, Workout, WorkoutExercise
from workouts.models.ranges import SECONDS
from workouts.models.workout import A_DAY_AHEAD
from workouts.models.workout_exercise import load_facts
from workouts.timing import Times, settle
from workouts.totals import of_exercise
from workset.lib.dates import from_wall_clock, local_day

CHUNK = 200  # workouts held in memory and written at a time
BATCH = 500  # rows a statement

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


@transaction.atomic
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
    # Two imports of one file wait for each other here: the second then finds everything there.
    user = hold(user.pk)
    if weight_unit is None and needs_weight_unit(history):
        raise ValidationError(_("The file does not say its weight unit. Choose kg or lb."), code="weight_unit")
    imported = Workout.objects.of(user).filter(source=history.source)
    known = {key: deleted_at is not None for key, deleted_at in imported.values_list("source_key", "deleted_at")}
    unit = history.weight_unit or weight_unit or user.weight_unit
    new = [workout for workout in history.workouts if workout.key not in known]
    history = hold_back(history, list(refusals(new, unit, user.timezone, clock.now())))
    new = [workout for workout in history.workouts if workout.key not in known]
    new.sort(key=lambda workout: workout.started_at or datetime.combine(workout.local_date, time.min))
    writer = Writer(user, unit, new_batch(user, history, filename))
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


class Writer:
    """Turns imported workouts into rows and writes them, under the lock that `commit` holds."""

    def __init__(self, user: User, weight_unit: str, batch: ImportBatch) -> None:
        self.user = user
        self.weight_unit = weight_unit
        self.batch = batch
        self.remarks = Remarks()
        self.latest = clock.now() + A_DAY_AHEAD
        self.exercises: dict[str, Exercise] = {}
        self.made: list[Exercise] = []
        self.weighings: list[tuple[date, Decimal]] = []
        self.sets_added = 0

    def prepare(self, workouts: Sequence[ImportedWorkout]) -> None:
        """Write what the workouts refer to: the batch, and the exercises that are new."""
        entries = [entry for workout in workouts for entry in workout.exercises]
        self.exercises, self.made = match(self.user, entries)
        first_lines = {entry.name: entry.source_row for entry in reversed(entries)}
        for exercise in self.made:
            check_line(exercise, first_lines[exercise.name])
        self.batch.save()
        Exercise.objects.bulk_create(self.made, batch_size=BATCH)
        ExerciseVersion.objects.record([exercise.pk for exercise in self.made])
        if any(exercise.load_mode in WEIGHED_MODES for exercise in self.exercises.values()):
            weighed = BodyMeasurement.objects.for_user(self.user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT)
            self.weighings = list(weighed.order_by("date").values_list("date", "metric_value"))

    def write(self, chunk: Sequence[ImportedWorkout]) -> None:
        """Write these workouts with their exercises, sets and totals: three statements a batch."""
        workouts: list[Workout] = []
        rows: list[WorkoutExercise] = []
        sets: list[Set] = []
        for done in chunk:
            workout = self.new_workout(done)
            own_rows = [self.new_row(workout, order, entry) for order, entry in enumerate(done.exercises, start=1)]
            bodyweight = self.bodyweight_on(workout.local_date)
            for row, entry in zip(own_rows, done.exercises, strict=True):
                own_sets = [self.new_set(row, number, one) for number, one in enumerate(entry.sets, start=1)]
                facts = load_facts(row.exercise)
                row.take_totals(of_exercise(own_sets, facts, bodyweight, self.user.e1rm_formula))
                sets += own_sets
            add_up(workout, own_rows)
            workouts.append(workout)
            rows += own_rows
        Workout.objects.bulk_create(workouts, batch_size=BATCH)
        WorkoutExercise.objects.bulk_create(rows, batch_size=BATCH)
        Set.objects.bulk_create(sets, batch_size=BATCH)
        self.sets_added += len(sets)

    def new_workout(self, done: ImportedWorkout) -> Workout:
        """One checked, unsaved workout; its totals are left to the caller."""
        times = self.times(done)
        ahead = done.started_at is None and done.local_date > local_day(self.latest, self.user.timezone)
        if ahead:
            self.remarks.add("A workout lies ahead and was taken as a plan", done.local_date)
        workout = Workout(
            user=self.user,
            title=done.title,
            status=Workout.Status.PLANNED if ahead else Workout.Status.COMPLETED,
            # Without a start the planned day is what holds a workout in its place: an edit tells the local date anew.
            planned_on=done.local_date if done.started_at is None else None,
            started_at=times.started_at,
            completed_at=times.completed_at,
            duration_seconds=times.duration_seconds,
            local_date=done.local_date,
            timezone=self.user.timezone,
            notes=done.notes,
            source=self.batch.source,
            source_key=done.key,
            batch=self.batch,
        )
        check_line(workout, done.source_row)
        return workout

    def new_row(self, workout: Workout, order: int, entry: ImportedExercise) -> WorkoutExercise:
        """One checked, unsaved exercise of a workout; its totals are left to the caller."""
        exercise = self.exercises[entry.name]
        row = WorkoutExercise(
            workout=workout,
            user=self.user,
            local_date=workout.local_date,
            exercise=exercise,
            exercise_version=exercise.version,
            source_name=entry.name,
            order=order,
            superset=entry.superset,
            notes=entry.notes,
        )
        check_line(row, entry.source_row)
        return row

    def new_set(self, row: WorkoutExercise, number: int, one: ImportedSet) -> Set:
        """One checked, unsaved set, with its weight in kg."""
        made = Set(
            workout_exercise=row,
            set_number=number,
            set_type=one.set_type,
            status=Set.Status.PLANNED if row.workout.is_planned else Set.Status.COMPLETED,
            weight=one.weight,
            weight_unit=one.weight_unit or self.weight_unit,
            reps=one.reps,
            rpe=one.rpe,
            duration_seconds=one.duration_seconds,
            distance_m=one.distance_m,
            rest_seconds=one.rest_seconds,
            notes=one.notes,
            source_row=one.source_row,
        )
        check_line(made, one.source_row)
        return made

    def times(self, done: ImportedWorkout) -> Times:
        """Start, end and duration in UTC; an end that can't be meant is left out, and said."""
        if done.started_at is None:
            return Times()
        start = from_wall_clock(done.started_at, self.user.timezone)
        end, seconds = None, done.duration_seconds
        if done.completed_at is not None:
            end = from_wall_clock(done.completed_at, self.user.timezone)
            if end < start:  # the start lies in the hour that a clock change skips: the wall's difference is meant
                end = start + (done.completed_at - done.started_at)
        if 0 <= (seconds or 0) <= SECONDS[1]:
            times = settle(Times(start, end, seconds), {"completed_at", "duration_seconds"})
            if start <= (times.completed_at or start) <= self.latest and (times.duration_seconds or 0) <= SECONDS[1]:
                return times
        self.remarks.add("The end of a workout can't be meant and was left out", done.started_at)
        return Times(start)

    def bodyweight_on(self, day: date) -> Decimal | None:
        """The latest bodyweight in kg measured on or before `day`; None where there is none."""
        return bodyweight_on(self.weighings, day)


def check_line(instance: models.Model, line: int) -> None:
    """The rules of the model; a ValidationError names the line of the file."""
    try:
        check(instance)
    except ValidationError as refused:
        reasons = {"line": line, "reasons": " ".join(refused.messages)}
        raise ValidationError(_("Line %(line)s: %(reasons)s") % reasons) from None
