"""Turns imported workouts into rows of a logbook, unsaved, and checks them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Exercise
from workouts.imports.history import ImportedExercise, ImportedSet, ImportedWorkout
from workouts.imports.matching import Matching
from workouts.logbook.lock import check
from workouts.logbook.recount import add_up
from workouts.logbook.recount_many import bodyweight_on
from workouts.models import BodyMeasurement, ImportBatch, Set, Workout, WorkoutExercise
from workouts.models.ranges import SECONDS
from workouts.models.workout import A_DAY_AHEAD
from workouts.models.workout_exercise import load_facts
from workouts.timing import Times, settle
from workouts.totals import of_exercise
from workset.lib.dates import from_wall_clock, local_day


class Tree(NamedTuple):
    """A workout's rows with their totals, unsaved, and what has to be said of it: sentences, each with its place."""

    workout: Workout
    rows: list[WorkoutExercise]
    sets: list[Set]
    remarks: list[tuple[str, object]]


class Builder:
    """Makes the rows of imported workouts, as the account, its exercises and its weighings stand at one moment.

    `weight_unit` is of weights that have none. Rows are checked as they are made, unless they all were before.
    """

    def __init__(
        self, user: User, exercises: Matching, batch: ImportBatch, weight_unit: str, checking: bool = True
    ) -> None:
        self.user = user
        self.exercises = exercises
        self.batch = batch
        self.weight_unit = weight_unit
        self.checking = checking
        self.latest = clock.now() + A_DAY_AHEAD
        self.sound: set[Exercise] = set()  # new ones that were checked
        self.remarks: list[tuple[str, object]] = []
        exercises.look_up(user)
        weighed = BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT)
        self.weighings = list(weighed.order_by("date").values_list("date", "metric_value"))

    def check(self, workouts: Iterable[ImportedWorkout]) -> None:
        """Make the rows of all these and let them go again; from now on they are checked no more.

        ValidationError with the line where one breaks a rule.
        """
        for done in workouts:
            for _row, _sets in self.rows(self.new_workout(done), done):
                pass
        self.checking = False

    def tree(self, done: ImportedWorkout) -> Tree:
        """A workout with its rows and totals; ValidationError with the line where one breaks a rule."""
        self.remarks = []
        workout = self.new_workout(done)
        bodyweight = bodyweight_on(self.weighings, workout.local_date)
        rows: list[WorkoutExercise] = []
        sets: list[Set] = []
        for row, own_sets in self.rows(workout, done):
            row.take_totals(of_exercise(own_sets, load_facts(row.exercise), bodyweight, self.user.e1rm_formula))
            rows.append(row)
            sets += own_sets
        add_up(workout, rows)
        return Tree(workout, rows, sets, self.remarks)

    def rows(self, workout: Workout, done: ImportedWorkout) -> Iterator[tuple[WorkoutExercise, list[Set]]]:
        """Each exercise of a workout with its sets."""
        for order, entry in enumerate(done.exercises, start=1):
            row = self.new_row(workout, order, entry)
            yield row, [self.new_set(row, number, one) for number, one in enumerate(entry.sets, start=1)]

    def new_workout(self, done: ImportedWorkout) -> Workout:
        """One checked, unsaved workout; its totals are left to the caller."""
        times = self.times(done)
        ahead = done.started_at is None and done.local_date > local_day(self.latest, self.user.timezone)
        if ahead:
            self.remarks.append(("A workout lies ahead and was taken as a plan", done.local_date))
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
        exercise = self.exercise(entry)
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

    def exercise(self, entry: ImportedExercise) -> Exercise:
        """The exercise that the entry names; one that is new is checked once."""
        exercise = self.exercises.meant_by(entry.name)
        if exercise._state.adding and exercise not in self.sound:
            check_line(exercise, entry.source_row)
            self.sound.add(exercise)
        return exercise

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
        self.remarks.append(("The end of a workout can't be meant and was left out", done.started_at))
        return Times(start)


def check_line(instance: models.Model, line: int) -> None:
    """The rules of the model; a ValidationError names the line of the file."""
    try:
        check(instance)
    except ValidationError as refused:
        reasons = {"line": line, "reasons": " ".join(refused.messages)}
        raise ValidationError(_("Line %(line)s: %(reasons)s") % reasons) from None
