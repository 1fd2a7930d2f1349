"""`python -m workset.tests.ux [NUMBER ...]`: exit status 1 where a target isn't met."""

import argparse
import importlib
import os
import signal
import sys
import traceback

import django

from workset.tests.proofs.__main__ import close_connections
from workset.tests.proofs.figures import say
from workset.tests.proofs.server import ROOT, fresh_database, serving
from workset.tests.ux.targets import MODULES, TARGETS, Target

ROUNDS = 4


def main() -> int:
    """The targets, on a server with production's static files and a database of its own."""
    parser = argparse.ArgumentParser(prog="make bench-ux")
    parser.add_argument(
        "numbers", nargs="*", type=int, metavar="NUMBER", help="targets to measure; all if none is named"
    )
    wanted = parser.parse_args().numbers
    with fresh_database(""):
        django.setup()
        for module in MODULES:
            importlib.import_module(f"workset.tests.ux.{module}")
        if unknown := sorted(set(wanted) - set(TARGETS)):
            say(f"No such targets: {unknown}. There are {sorted(TARGETS)}.")
            return 1
        return measure(wanted or sorted(TARGETS))


def measure(numbers: list[int]) -> int:
    """The table, line by line; the exit status."""
    from workset.tests.browser import chromium, find_chromium
    from workset.tests.ux.gym import Gym

    path = find_chromium()
    if path is None:
        say("No Chromium was found: install the package chromium, or set CHROMIUM to its path.")
        return 1
    say("| # | what | target | measured | |\n|---|---|---|---|---|")
    with chromium(path) as browser, serving() as server:
        gym = Gym(browser, f"http://127.0.0.1:{server.port}", ROUNDS, is_production=True)
        met = [line(TARGETS[number], gym) for number in numbers]
        close_connections()
    return 0 if all(met) else 1


def line(target: Target, gym: object) -> bool:
    """One line; a target that breaks isn't met."""
    try:
        readings = target.measure(gym)
        measured, is_met = ", ".join(map(str, readings)), all(one.is_met for one in readings)
    except Exception as broken:
        traceback.print_exc()
        measured, is_met = f"{type(broken).__name__}: {str(broken).splitlines()[0]}", False
    say(f"| T{target.number} | {target.what} | {target.aim} | {measured} | {'ok' if is_met else 'MISSED'} |")
    return is_met


if __name__ == "__main__":
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # server and database go too
    sys.exit(main())
