"""What scripts work out without signal is what the server works out: estimates, warm-ups, what was typed."""

from decimal import Decimal
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.plates import RACKS
from workouts.plates import Plates, Weight, loads
from workouts.strength import FACTORS, e1rm
from workouts.warm_ups import EMPTY_BAR_REPS, STEPS, warm_ups

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID = list(product(FACTORS, (20, 62.5, 102.058), range(14), (None, 6, 8.5, 10)))


@pytest.fixture
def page(desk: BrowserContext, live_server: LiveServer) -> Page:
    """Any page of the site, from which its modules can be loaded."""
    opened = desk.new_page()
    opened.goto(f"{live_server.url}/help/")
    return opened


def test_estimates_are_the_servers_by_every_formula(page: Page) -> None:
    told = page.evaluate(
        """async (grid) => {
            const { e1rm } = await import("/static/js/records.js");
            return grid.map(([formula, weight, reps, rpe]) => e1rm(weight, reps, rpe, formula));
        }""",
        GRID,
    )
    for (formula, weight, reps, rpe), found in zip(GRID, told, strict=True):
        meant = e1rm(Decimal(str(weight)), reps, None if rpe is None else Decimal(str(rpe)), formula)
        assert (found is None) == (meant is None), (formula, weight, reps, rpe)
        assert meant is None or found == pytest.approx(float(meant), abs=0.0006), (formula, weight, reps, rpe)


def test_warm_ups_are_the_servers(page: Page) -> None:
    rack = [Plates(Weight(Decimal(str(weight)), "kg"), pairs) for weight, pairs in RACKS["kg"]]
    table = [one.weight for one in loads(Weight(Decimal(20), "kg"), rack, "kg")]
    known = {
        "plates": {"kg": [[f"{weight.normalize():f}", []] for weight in table]},
        "warm_ups": [[str(share), reps] for share, reps in STEPS],
        "bar_reps": EMPTY_BAR_REPS,
    }
    working = [20, 22.5, 30, 47.5, 60, 82.5, 100, 137.5, 240]
    # The module belongs to the workout page: it finds its sheet there.
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<div id=sheet></div>')")
    told = page.evaluate(
        """async ([working, known]) => {
            const { ladder } = await import("/static/js/rows.js");
            return working.map((weight) => ladder(weight, "kg", known).map(([load, reps]) => [Number(load), reps]));
        }""",
        [working, known],
    )
    meant = [[[float(one.weight), one.reps] for one in warm_ups(Decimal(str(weight)), table)] for weight in working]
    assert told == meant
