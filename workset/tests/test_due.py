"""Due work: done once under one key, taken up again where a worker died, put off where it fails."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone as clock

from workset.due import MOST_ATTEMPTS, ask_for, carry_out, claim, try_again
from workset.models import DueWork
from workset.tests.commands import ROOT, environment
from workset.tests.races import race

DONE: list[str] = []


def do(row: DueWork) -> None:
    """What the tests have done."""
    DONE.append(row.key)


def fail(row: DueWork) -> None:
    """What never succeeds."""
    raise RuntimeError("The mail server is away.")


@pytest.fixture(autouse=True)
def kinds(settings: Any) -> None:
    """Two kinds of work of the tests' own, and nothing that recurs."""
    DONE.clear()
    settings.DUE_WORK = {"do": f"{__name__}.do", "fail": f"{__name__}.fail", "daily": f"{__name__}.do"}
    settings.RECURRING_WORK = {}


@pytest.mark.django_db
def test_what_is_asked_for_twice_is_done_once_and_gone() -> None:
    for _ in range(2):
        ask_for("do", "a")
    call_command("worker", once=True)
    assert (DONE, DueWork.objects.count()) == (["a"], 0)


@pytest.mark.django_db
def test_what_is_asked_for_in_a_transaction_that_fails_is_not_done() -> None:
    with transaction.atomic():
        ask_for("do", "a")
        transaction.set_rollback(True)
    call_command("worker", once=True)
    assert DONE == []


@pytest.mark.django_db
def test_what_is_due_later_waits() -> None:
    ask_for("do", "a", due_at=clock.now() + timedelta(hours=1))
    assert claim() is None
    with time_machine.travel(clock.now() + timedelta(hours=1, seconds=1)):
        assert claim().key == "a"


@pytest.mark.django_db
def test_claimed_work_is_nobody_elses_until_its_lease_ends() -> None:
    ask_for("do", "a")
    dead = claim(timedelta(seconds=60))
    assert claim() is None
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        heir = claim()
        assert (heir.pk, heir.attempts) == (dead.pk, 2)
        carry_out(dead)  # it was only slow: what it finishes is not its own any more
        assert DueWork.objects.filter(pk=heir.pk).exists()
        carry_out(heir)
    assert not DueWork.objects.exists()


@pytest.mark.django_db
def test_failing_work_is_put_off_longer_each_time_and_given_up_at_last() -> None:
    ask_for("fail", "a")
    now = clock.now()
    pauses = []
    for _attempt in range(MOST_ATTEMPTS):
        with time_machine.travel(now, tick=False):
            carry_out(claim())
        row = DueWork.objects.get()
        pauses.append((row.due_at - now).total_seconds())
        now = row.due_at
    assert pauses[:3] == [30, 60, 120]
    assert max(pauses) == 3600
    assert (row.failed_at is not None, row.last_error) == (True, "RuntimeError: The mail server is away.")
    with time_machine.travel(now + timedelta(days=1)):
        assert claim() is None
    assert try_again([row.pk]) == 1
    assert claim().attempts == 1


@pytest.mark.django_db
def test_failing_work_does_not_keep_the_rest_waiting() -> None:
    ask_for("fail", "a")
    ask_for("do", "b")
    call_command("worker", once=True)
    assert DONE == ["b"]


@pytest.mark.django_db
def test_recurring_work_is_due_again_after_its_interval(settings: Any) -> None:
    settings.RECURRING_WORK = {"daily": timedelta(days=1)}
    for _ in range(2):
        call_command("worker", once=True)
    assert DONE == [""]
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)):
        call_command("worker", once=True)
    assert DONE == ["", ""]


@pytest.mark.django_db(transaction=True)
def test_many_workers_claim_each_row_once() -> None:
    for number in range(20):
        ask_for("do", str(number))
    claimed = [row for row in race(lambda number: [claim(), claim(), claim(), claim()]) for row in row if row]
    keys = [row.key for row in claimed]
    assert len(keys) == len(set(keys))


def test_killed_workers_leave_nothing_undone(tmp_path: Path) -> None:
    values = {"DATABASE_URL": f"sqlite:///{tmp_path}/log.sqlite3", "EMAIL_URL": f"filemail:///{tmp_path}/mail"}
    run = [sys.executable, "manage.py"]
    subprocess.run([*run, "migrate", "-v0"], cwd=ROOT, env=environment(**values), check=True)  # noqa: S603 - our own command
    asking = (
        "from accounts.models import User; from accounts.addresses import ask_to_verify\n"
        "for n in range(30): ask_to_verify(User.objects.create(email=f'{n}@example.org'))"
    )
    subprocess.run([*run, "shell", "-c", asking], cwd=ROOT, env=environment(**values), check=True)  # noqa: S603 - our own command
    for _ in range(2):
        worker = subprocess.Popen(  # noqa: S603 - our own command
            [*run, "worker", "--lease", "1"], cwd=ROOT, env=environment(**values), stdout=subprocess.DEVNULL
        )
        wait_for_mail(tmp_path / "mail")
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    time.sleep(1)
    subprocess.run([*run, "worker", "--once"], cwd=ROOT, env=environment(**values), check=True)  # noqa: S603 - our own command
    letters = [file.read_text() for file in (tmp_path / "mail").iterdir()]
    ids = {line for letter in letters for line in letter.splitlines() if line.startswith("Message-ID")}
    assert len(ids) == 30


def wait_for_mail(folder: Path) -> None:
    """Until a first mail of this round is written, or all are."""
    before = len(list(folder.iterdir())) if folder.exists() else 0
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if folder.exists() and len(list(folder.iterdir())) > before:
            return
        time.sleep(0.02)
