"""Imports beside other writers, beside each other, and killed: real threads and processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from workouts.imports.commit import commit
from workouts.logbook.audit import differing_rows
from workouts.logbook.lock import hold, let_others_in
from workouts.logbook.workouts import log_workout
from workouts.models import ImportBatch, Set, Workout
from workouts.tests.imports.exports import read, years_of_squats
from workset.tests.commands import ROOT, environment
from workset.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)

SETS = 20
LONG = years_of_squats(400, SETS)  # five slices


@pytest.mark.parametrize("of_the_lifter", [False, True])
def test_others_write_between_two_slices(of_the_lifter: bool) -> None:
    lifter, begun, done = UserFactory(), Event(), Event()
    other = lifter if of_the_lifter else UserFactory()
    history = read(LONG)
    between = []

    def write(number: int) -> None:
        if number == 0:
            commit(lifter, history, "kg", progress=lambda _added: begun.set())
            done.set()
            return
        assert begun.wait(60)
        while not done.is_set():
            log_workout(other, {"status": "in_progress"})
            between.append(Workout.objects.filter(source="strong").count())

    assert race(write, racers=2) == [None, None]
    assert len({count for count in between if count < len(history.workouts)}) >= 3
    assert Workout.objects.filter(source="strong").count() == len(history.workouts)
    assert list(differing_rows()) == []


def test_who_waits_has_a_turn_between_two_slices_with_nothing_between_them() -> None:
    lifter, other, begun, turns = UserFactory(), UserFactory(), Event(), []

    def act(number: int) -> None:
        if number:
            assert begun.wait(60)
            log_workout(other, {"status": "in_progress"})
            turns.append("other")
            return
        for _ in range(12):
            with transaction.atomic():
                hold(lifter.pk)
                begun.set()
                time.sleep(0.1)  # a slice's work, which holds the lock
            turns.append("slice")
            let_others_in(time.monotonic())

    assert race(act, racers=2) == [None, None]
    assert turns.index("other") <= 4


def test_two_imports_of_one_long_file_at_once_add_each_workout_once() -> None:
    user, history = UserFactory(), read(LONG)
    first, second = race(lambda _number: commit(user, history, "kg"), racers=2)
    assert first.workouts_added + second.workouts_added == len(history.workouts)
    assert first.workouts_skipped + second.workouts_skipped == len(history.workouts)
    assert Workout.objects.count() == len(history.workouts)
    assert Set.objects.count() == first.sets_added + second.sets_added == history.set_rows
    assert Exercise.objects.count() == 1
    batches = [result.batch for result in (first, second) if result.batch]
    assert ImportBatch.objects.count() == len(batches)
    for result in (first, second):
        assert Workout.objects.filter(batch=result.batch).count() == result.workouts_added or result.batch is None
    assert list(differing_rows()) == []


def database_url() -> str:
    """Where a process of its own finds the tests' database."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    word = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgresql://{settings['USER']}{word}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def test_import_that_is_killed_leaves_whole_workouts_and_is_completed_by_importing_again(tmp_path: Path) -> None:
    user, history = UserFactory(), read(LONG)
    file = tmp_path / "strong.csv"
    file.write_text(LONG)
    command = [sys.executable, "manage.py", "import_history", str(file), "--user", user.email, "--unit", "kg"]
    values = environment(DATABASE_URL=database_url())
    process = subprocess.Popen(command, cwd=ROOT, env=values, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    while not Workout.objects.exists() and process.poll() is None:
        time.sleep(0.005)  # the other process can't tell this one, and has to be caught in the middle
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    there = Workout.objects.count()
    assert 0 < there < len(history.workouts)
    assert set(Workout.objects.values_list("set_count", flat=True)) == {SETS}
    assert list(differing_rows()) == []
    batch = ImportBatch.objects.get()
    assert (batch.rows_read, batch.set_rows, batch.workouts.count()) == (there * SETS, there * SETS, there)

    result = commit(user, history, "kg")
    assert (result.workouts_added, result.workouts_skipped) == (len(history.workouts) - there, there)
    assert Set.objects.count() == history.set_rows
    assert Exercise.objects.count() == 1
    assert User.objects.get().workouts.count() == len(history.workouts)
