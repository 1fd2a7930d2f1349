"""Two processes under one parent: the web, and the worker beside it."""

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

LOOK_EVERY = 0.2  # seconds
PAUSE = 1.0  # seconds before a worker that died is started again


class Together:
    """Runs `main`, and `helper` beside it for as long as that lives.

    SIGTERM and SIGINT end both. SIGHUP is gunicorn's word for taking up new code: then the helper is started anew.
    """

    def __init__(self, main: Sequence[str], helper: Sequence[str]) -> None:
        self.helper_command = helper
        self.ending = False
        self.main = subprocess.Popen(main)  # noqa: S603 - our own commands
        self.helper = subprocess.Popen(helper)  # noqa: S603
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
                self.helper = subprocess.Popen(self.helper_command)  # noqa: S603
            time.sleep(LOOK_EVERY)
        self.helper.terminate()
        self.helper.wait()
        return self.main.returncode
