"""The same without any middleware: what Django itself needs for an answer."""

from workset.tests.bench.settings import *  # noqa: F403 - the measured server's, but for what follows

MIDDLEWARE: list[str] = []
