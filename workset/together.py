"""Two processes under one parent: the web, and the worker beside it."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

LOOK_EVERY = 0.2  # seconds
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
PAUSE = 1.0  # seconds before a worker that died is started again


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A process that ends when this one does, even where this one is killed (on Linux)."""
    return subprocess.Popen(command, preexec_fn=end_with_parent)  # noqa: S603 - our own, before any thread


def end_with_parent() -> None:
    """Have the kernel send SIGTERM when the parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)


class Together:
    """Runs `main`, and `helper` beside it for as long as that lives.

    SIGTERM and SIGINT end both. SIGHUP is gunicorn's word for taking up new code: then the helper is started anew.
    """

    def __init__(self, main: Sequence[str], helper: Sequence[str]) -> None:
        self.helper_command = helper
        self.ending = False
        self.main = start(main)
        self.helper = start(helper)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.pass_on)

    def pass_on(self, number: int, _frame: FrameType | None) -> None:
        """Hand a signal down."""
        self.ending = self.ending or number != signal.SIGHUP
        self.main.send_signal(number)
        self.helper.terminate()

    def run(self) -> int:
        """Wait until `main` ends, then end the helper; the exit status of `main`."""
        while self.main.poll() is None:
            if self.helper.poll() is not None and not self.ending:
                time.sleep(PAUSE)
                self.helper = start(self.helper_command)
            time.sleep(LOOK_EVERY)
        self.helper.terminate()
        self.helper.wait()
        return self.main.returncode
