"""The targets of the logbook's feel, done in the suite: what a person has to do for each is asserted here, how long it
takes only by `make bench-ux`."""

from importlib import import_module

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from workset.tests.ux.gym import Gym
from workset.tests.ux.targets import MODULES, TARGETS, Reading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

for _name in MODULES:
    import_module(f"workset.tests.ux.{_name}")
# Bytes and time on the server are those of a real server; its queries are asserted in test_page_queries.py.
ON_A_REAL_SERVER = {11}


def test_each_target_is_there() -> None:
    assert sorted(TARGETS) == list(range(1, 14))


@pytest.mark.parametrize("number", sorted(set(TARGETS) - ON_A_REAL_SERVER), ids=lambda number: f"T{number}")
def test_target_is_met_but_for_time(browser: Browser, live_server: LiveServer, number: int) -> None:
    readings = TARGETS[number].measure(Gym(browser, live_server.url))
    missed = [f"{one}: {one.least}..{one.most}" for one in readings if not one.is_timed and not one.is_met]
    assert missed == []


@pytest.mark.parametrize(
    ("reading", "is_met"),
    [
        (Reading("taps", 1, most=1), True),
        (Reading("taps", 2, most=1), False),
        (Reading("target", 47, least=48), False),
        (Reading("saved", 500), True),
    ],
)
def test_reading_out_of_bounds_is_no_target_met(reading: Reading, is_met: bool) -> None:
    assert reading.is_met is is_met
