"""Due work: asked for by verbs, claimed under a lease by the worker, done at least once and repeated when it fails.

What is done has to be such that twice shows as once: a deletion, a mail with one Message-ID, a row under one key.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone as clock
from django.utils.module_loading import import_string

from workset.models import DueWork

LEASE = timedelta(minutes=5)  # longer than anything that is done in one go
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 15
CANDIDATES = 20

log = logging.getLogger("workset.due")


def ask_for(kind: str, key: str, payload: dict[str, Any] | None = None, due_at: datetime | None = None) -> None:
    """Have something done soon, or at `due_at`, once the caller's transaction is committed; once for each `key`.

    What was given up under this key is tried anew. Keys stand in logs: no address in them, and nothing secret.
    """
    DueWork.objects.filter(kind=kind, key=key).exclude(failed_at=None).delete()
    row = DueWork(kind=kind, key=key, payload=payload or {}, due_at=due_at or clock.now())
    DueWork.objects.bulk_create([row], ignore_conflicts=True)


def ask_for_recurring() -> None:
    """Have everything of settings.RECURRING_WORK done from now on; what waits already keeps its time."""
    for kind in settings.RECURRING_WORK:
        ask_for(kind, "")


def claim(lease: timedelta = LEASE) -> DueWork | None:
    """What is due longest, ours alone until the lease ends; None where nothing is due."""
    for row in DueWork.objects.waiting()[:CANDIDATES]:
        mine = DueWork.objects.filter(pk=row.pk, attempts=row.attempts)
        row.locked_until = clock.now() + lease
        row.attempts += 1
        if mine.update(locked_until=row.locked_until, attempts=row.attempts):
            return row
    return None


def carry_out(row: DueWork) -> bool:
    """Do what was claimed. True where it is done; where it fails it is put off, and given up after many attempts."""
    try:
        import_string(settings.DUE_WORK[row.kind])(row)
    except Exception as failure:  # whatever it is, the worker goes on with the next
        log.error("Due work %s %s failed, attempt %s: %s", row.kind, row.pk, row.attempts, type(failure).__name__)
        put_off(row, failure)
        return False
    finish(row)
    return True


def finish(row: DueWork) -> None:
    """Forget what is done, or make it due again where it recurs; a claim that somebody took over changes nothing."""
    mine = DueWork.objects.filter(pk=row.pk, attempts=row.attempts)
    interval = settings.RECURRING_WORK.get(row.kind)
    if interval is None or row.key:
        mine.delete()
    else:
        mine.update(due_at=clock.now() + interval, locked_until=None, attempts=0, last_error="")


def put_off(row: DueWork, failure: Exception) -> None:
    """Try again later, after a pause that doubles each time."""
    now = clock.now()
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (row.attempts - 1))
    given_up = now if row.attempts >= MOST_ATTEMPTS and row.kind not in settings.RECURRING_WORK else None
    DueWork.objects.filter(pk=row.pk, attempts=row.attempts).update(
        due_at=now + pause, locked_until=None, failed_at=given_up, last_error=f"{type(failure).__name__}: {failure}"
    )


def try_again(pks: list[int]) -> int:
    """Make these due now, those that were given up too; how many there are."""
    return DueWork.objects.filter(pk__in=pks).update(due_at=clock.now(), locked_until=None, failed_at=None, attempts=0)
