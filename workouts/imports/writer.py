"""Writes imported workouts into a logbook in slices, each whole and under the account's lock for a moment.

Between two slices others write. What they change of the account, its exercises, its weighings and its workouts counts
for the slices that are still to come as if the import had come after it.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone as clock

from accounts.models import User
from exercises.models import Exercise, ExerciseVersion
from workouts.imports.history import ImportedWorkout, RefusedRow, Remarks
from workouts.imports.matching import Matching
from workouts.imports.refusals import refusals
from workouts.imports.trees import Builder, Tree
from workouts.logbook.bin import delete_some
from workouts.logbook.lock import hold, let_others_in
from workouts.logbook.own_exercises import delete_unless_used
from workouts.models import ImportBatch, Set, Workout, WorkoutExercise

ROWS = 2000  # that are written under one lock: it is held for about a quarter of a second
BATCH = 500  # rows a statement
AT_ONCE = 100  # exercises that are deleted under one lock
COUNTS = ("rows_read", "set_rows", "rest_rows", "note_rows", "refused_rows")


def slices(workouts: Iterable[ImportedWorkout]) -> Iterator[list[ImportedWorkout]]:
    """The workouts, so many at a time as are written under one lock: at least one, as none is ever there in part."""
    some: list[ImportedWorkout] = []
    rows = 0
    for workout in workouts:
        size = 1 + len(workout.exercises) + sum(len(exercise.sets) for exercise in workout.exercises)
        if some and rows + size > ROWS:
            yield some
            some, rows = [], 0
        some.append(workout)
        rows += size
    if some:
        yield some


def lines_of(workouts: Iterable[ImportedWorkout], held: Collection[str | None] = ()) -> Counter[str]:
    """How many lines of the file these are, by COUNTS; all lines of those whose keys are `held` are refused."""
    lines: Counter[str] = Counter()
    for workout in workouts:
        sets, rests, notes = len(list(workout.sets())), len(workout.rest_rows), len(workout.note_rows)
        lines["rows_read"] += sets + rests + notes
        if workout.key in held:
            lines["refused_rows"] += sets + rests + notes
        else:
            lines.update(set_rows=sets, rest_rows=rests, note_rows=notes)
    return lines


class Writer:
    """Checks the workouts of a file that are new, writes them slice by slice, and takes them back.

    `user` was just read; `batch` is unsaved and counts the whole file. While slices are still to be written it is
    stored with the lines that have been dealt with so far: where the import breaks off, it says no more than is true.
    """

    def __init__(
        self, user: User, workouts: Sequence[ImportedWorkout], batch: ImportBatch, weight_unit: str | None
    ) -> None:
        self.user = user
        self.workouts = workouts
        self.batch = batch
        self.weight_unit = weight_unit  # of weights that have none; None for the account's
        self.there: dict[str, bool] = {}  # the keys that another import wrote meanwhile; True lies in the bin
        self.refused: list[RefusedRow] = []  # rows that can't be taken since the account was changed
        self.remarks = Remarks()
        self.made: list[Exercise] = []
        self.used: set[Exercise] = set()
        self.workouts_added = self.sets_added = 0
        self.let_go: float | None = None  # when the lock was
        self.exercises = Matching([entry for workout in workouts for entry in workout.exercises])
        self.builder = self.builder_for(user)
        self.beside = Counter({name: getattr(batch, name) for name in COUNTS})  # lines of no workout that is new
        self.beside.subtract(lines_of(workouts))
        self.counted = Counter(self.beside)

    def check(self) -> None:
        """Check all of them before anybody has to wait; ValidationError with the line where one breaks a rule."""
        self.builder.check(self.workouts)

    def write(self, some: Sequence[ImportedWorkout]) -> int:
        """Write those of a slice that are not there yet, in a transaction of its own; how many.

        Their rows are made before the lock is taken, and once more under it where the account was changed meanwhile.
        """
        trees, refused = self.build(some)
        if self.let_go is not None:
            let_others_in(self.let_go)
        with transaction.atomic():
            fresh = hold(self.user.pk)
            if fresh.data_version != self.user.data_version + 1:  # not by us alone
                self.look_again(fresh)
                trees, refused = self.build(some)
            self.user = fresh
            there = self.keys_there(some)
            new = [tree for tree in trees if tree.workout.source_key not in there]
            refused = [row for row in refused if row.workout not in there]
            self.counted.update(lines_of(some, {row.workout for row in refused}))
            self.insert(new)
        self.let_go = time.monotonic()
        self.there |= there
        self.refused += refused
        for remark in (remark for tree in new for remark in tree.remarks):
            self.remarks.add(*remark)
        self.workouts_added += len(new)
        self.sets_added += sum(len(tree.sets) for tree in new)
        return len(new)

    def build(self, some: Sequence[ImportedWorkout]) -> tuple[list[Tree], list[RefusedRow]]:
        """The rows of these, and those lines for which a workout is left out now though it could be taken before."""
        builder, refused = self.builder, []
        if builder.checking:
            refused = list(refusals(some, builder.weight_unit, builder.user.timezone, clock.now()))
        held = {row.workout for row in refused}
        return [builder.tree(done) for done in some if done.key not in held], refused

    def builder_for(self, user: User, checking: bool = True) -> Builder:
        """What makes rows by how the account stands now."""
        return Builder(user, self.exercises, self.batch, self.weight_unit or user.weight_unit, checking)

    def look_again(self, fresh: User) -> None:
        """Go on by how the account stands now; what was checked for another zone or unit is checked again."""
        before = self.builder
        same = (fresh.timezone, fresh.weight_unit) == (before.user.timezone, before.user.weight_unit)
        self.builder = self.builder_for(fresh, checking=before.checking or not same)

    def keys_there(self, some: Sequence[ImportedWorkout]) -> dict[str, bool]:
        """The keys among these that the logbook has by now, and whether each lies in the bin."""
        keys = [workout.key for workout in some]
        found = Workout.objects.of(self.user).filter(source=self.batch.source, source_key__in=keys)
        return {key: deleted_at is not None for key, deleted_at in found.values_list("source_key", "deleted_at")}

    def insert(self, trees: Sequence[Tree]) -> None:
        """Write these with what they refer to, and how far the batch has counted: three statements a batch of rows."""
        if trees or not self.batch._state.adding:
            self.save_batch()
        rows = [row for tree in trees for row in tree.rows]
        used = dict.fromkeys(row.exercise for row in rows)
        if made := [exercise for exercise in used if exercise._state.adding]:
            self.made += made
            Exercise.objects.bulk_create(made, batch_size=BATCH)
            ExerciseVersion.objects.record([exercise.pk for exercise in made])
        self.used |= used.keys()
        Workout.objects.bulk_create([tree.workout for tree in trees], batch_size=BATCH)
        WorkoutExercise.objects.bulk_create(rows, batch_size=BATCH)
        Set.objects.bulk_create([one for tree in trees for one in tree.sets], batch_size=BATCH)

    def save_batch(self) -> None:
        """Store the lines counted so far."""
        for name in COUNTS:
            setattr(self.batch, name, self.counted[name])
        self.batch.save()

    def take_back(self) -> None:
        """Delete for good what was written, slice by slice, with the exercises made that nothing else has.

        A workout that somebody has changed since, recounted or put into the bin, stays, whole: it is theirs by now.
        Then the batch stays too, and counts no more than these. What was deleted leaves its tombstones: a phone may
        have seen it.
        """
        written = Workout.objects.of(self.user).filter(batch=self.batch)
        while written.filter(version=1).exists():
            let_others_in(self.let_go or time.monotonic())
            with transaction.atomic():
                hold(self.user.pk)
                delete_some(self.user, written.filter(version=1).order_by("-pk"))
            self.let_go = time.monotonic()
        for start in range(0, len(self.made), AT_ONCE):
            with transaction.atomic():
                hold(self.user.pk)
                self.take_exercises_back(self.made[start : start + AT_ONCE])
        with transaction.atomic():
            stay = set(written.values_list("source_key", flat=True))
            if stay:
                self.counted = self.beside + lines_of(workout for workout in self.workouts if workout.key in stay)
                self.save_batch()
            else:
                ImportBatch.objects.filter(pk=self.batch.pk).delete()

    def take_exercises_back(self, made: Sequence[Exercise]) -> None:
        """Delete those of these exercises that are as they were made, and that nothing has."""
        untouched = Exercise.objects.of(self.user).filter(version=1, archived_at=None, preferences=None)
        for exercise in untouched.filter(pk__in=[one.pk for one in made]):
            delete_unless_used(exercise)
