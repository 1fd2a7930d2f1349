"""Turns imported workouts into rows of a logbook, checks them and writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise, ExerciseVersion
from workouts.imports.history import (
    ImportedExercise,
    ImportedSet,
    ImportedWorkout,
    Remarks,
)
from workouts.imports.matching import match
from workouts.logbook.lock import check
from workouts.logbook.recount import WEIGHED_MODES, add_up
from workouts.logbook.recount_many import bodyweight_on
from workouts.models import BodyMeasurement, ImportBatch, Set, Workout, WorkoutExercise
from workouts.models.ranges import SECONDS
from workouts.models.workout import A_DAY_AHEAD
from workouts.models.workout_exercise import load_facts
from workouts.timing import Times, settle
from workouts.totals import of_exercise
from workset.lib.dates import from_wall_clock, local_day

BATCH = 500  # rows a statement


class Writer:
    """Checks workouts before the lock that `commit` takes, and writes them under it.

    Those whose keys are `checked` are built once more and not checked again: somebody waits meanwhile.
    """

    def __init__(self, user: User, weight_unit: str, batch: ImportBatch, checked: frozenset[str] = frozenset()) -> None:
        self.checked = checked
        self.checking = True
        self.user = user
        self.weight_unit = weight_unit
        self.batch = batch
        self.remarks = Remarks()
        self.latest = clock.now() + A_DAY_AHEAD
        self.exercises: dict[str, Exercise] = {}
        self.made: list[Exercise] = []
        self.weighings: list[tuple[date, Decimal]] = []
        self.sets_added = 0

    def check(self, workouts: Sequence[ImportedWorkout]) -> None:
        """Build all rows of these and let them go again; ValidationError with the line where one breaks a rule."""
        self.name(workouts)
        for done in workouts:
            workout = self.new_workout(done)
            for order, entry in enumerate(done.exercises, start=1):
                row = self.new_row(workout, order, entry)
                for number, one in enumerate(entry.sets, start=1):
                    self.new_set(row, number, one)

    def name(self, workouts: Sequence[ImportedWorkout]) -> None:
        """Find the exercises that the workouts name, and make the others, unsaved."""
        entries = [entry for workout in workouts for entry in workout.exercises]
        self.exercises, self.made = match(self.user, entries)
        first_lines = {entry.name: entry.source_row for entry in reversed(entries)}
        for exercise in self.made:
            check_line(exercise, first_lines[exercise.name])

    def prepare(self, workouts: Sequence[ImportedWorkout]) -> None:
        """Write what the workouts refer to: the batch, and the exercises that are new."""
        self.name(workouts)
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
            self.checking = done.key not in self.checked
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
        self.settle(workout, done.source_row)
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
        self.settle(row, entry.source_row)
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
        self.settle(made, one.source_row)
        return made

    def settle(self, instance: models.Model, line: int) -> None:
        """Check it by the rules of the model, or where that was done have it tell what it tells of itself."""
        if self.checking:
            check_line(instance, line)
        else:
            instance.clean()

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
