"""Which process serves from this folder, so that another terminal can stop it.

The file is locked for as long as the server lives. A number alone could be left over from a crash and belong to
somebody else's process by now; a lock that is held can't.
"""

import fcntl
import os
import signal
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the file."""


def claim(path: Path) -> None:
    """Write this process's number, and hold the file until the process ends, through an exec too.

    Raises AlreadyRunning.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise AlreadyRunning from None
    os.truncate(held, 0)
    os.write(held, str(os.getpid()).encode())
    os.set_inheritable(held, True)


def stop(path: Path) -> bool:
    """End the process that holds the file, and wait until it and its children are gone. False where none does."""
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.kill(int(file.read()), signal.SIGTERM)
            fcntl.flock(file, fcntl.LOCK_EX)
            return True
    return False
