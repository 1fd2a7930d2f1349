"""The fuzzer's long run, which compares the server with its schema."""

import os
import re
import subprocess
import sys

from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.server import ROOT

CASES = "10000"


@figure(12, "schemathesis, 10,000 cases", "0 server errors, 0 schema violations")
def fuzzed() -> Measured:
    values = os.environ | {"CASES": CASES, "DJANGO_SETTINGS_MODULE": "workset.tests.settings"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "workset/tests/test_contract.py"]
    run = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    [*_, last] = run.stdout.strip().splitlines() or [run.stderr[-300:]]
    if run.returncode:
        sys.stderr.write(run.stdout[-6000:])
    return re.sub("=", "", last).strip(), run.returncode == 0
