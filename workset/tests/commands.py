"""Runs Workset's commands as somebody at a terminal does, with an environment of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
KEY = "a-key-for-tests-only-that-is-long-enough-0123456789-abcdefghij"


def environment(**values: str) -> dict[str, str]:
    """Nothing of whoever runs the tests but what a process needs; the database is in memory unless `values` say so."""
    needed = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return needed | {"ENV_FILE": "", "SECRET_KEY": KEY, "DATABASE_URL": "sqlite://"} | values


def manage(*arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    """One run of manage.py, to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**values),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
