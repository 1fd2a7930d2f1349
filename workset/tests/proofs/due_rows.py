"""Workers that are killed again and again while much is due."""

import re
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from accounts.models import User
from workset.due import ask_for
from workset.models import DueWork
from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.server import ROOT, manage

ROWS = 2_000
LIFE = 1.5  # seconds that a worker lives from its first mail
LEASE = 3  # seconds
PATIENCE = 600  # seconds after which it is stuck
MESSAGE_ID = re.compile(rb"^Message-ID: (<\S+>)", re.MULTILINE)


@figure(20, "worker killed every 1.5 s over 2,000 due rows", "all done, none stuck, each effect once")
def killed_workers() -> Measured:
    folder = Path(settings.EMAIL_FILE_PATH)
    DueWork.objects.all().delete()
    user = User.objects.create_user("due@example.org")
    for number in range(ROWS):
        ask_for("new-device", f"proof-{number}", {"user": str(user.pk), "device": f"phone {number}"})
    before = set(folder.iterdir()) if folder.exists() else set()
    kills, deadline = 0, time.monotonic() + PATIENCE
    while DueWork.objects.filter(kind="new-device").exists() and time.monotonic() < deadline:
        kills += live_and_die(folder)
    manage("worker", "--once")
    left = DueWork.objects.filter(kind="new-device").count()
    mails = [file.read_bytes() for file in set(folder.iterdir()) - before]
    ids = [found for mail in mails for found in MESSAGE_ID.findall(mail) if found.startswith(b"<new-device.")]
    told = f"{len(set(ids))} done, {left} stuck, {len(ids) - len(set(ids))} sent again under their Message-ID"
    return f"{told}, {kills} kills", (len(set(ids)), left) == (ROWS, 0) and kills > 1


def live_and_die(folder: Path) -> bool:
    """One worker, killed while it works; False where there was nothing left to do for it."""
    command = [sys.executable, "manage.py", "worker", "--lease", str(LEASE)]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        began, waiting = time.monotonic(), written(folder)
        while written(folder) == waiting:
            if not DueWork.objects.filter(kind="new-device").exists() or time.monotonic() > began + 60:
                return False
            time.sleep(0.02)
        time.sleep(LIFE)
        return DueWork.objects.filter(kind="new-device").exists()
    finally:
        worker.kill()
        worker.wait()


def written(folder: Path) -> int:
    """How many mails there are."""
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0
