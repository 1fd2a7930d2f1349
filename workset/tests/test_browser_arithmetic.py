"""What scripts work out without signal is what the server works out: estimates, records, warm-ups, what was typed."""

from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.plates import RACKS
from workouts.figures import clock
from workouts.forms.fields import SecondsField
from workouts.loads import LoadFacts, load
from workouts.marks import Bests, marks
from workouts.models import Set
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


MODES = [
    (LoadFacts("external"), None),
    (LoadFacts("none"), None),
    (LoadFacts("bodyweight", fraction=Decimal("0.64")), Decimal(80)),
    (LoadFacts("bodyweight"), None),
    (LoadFacts("assisted"), Decimal(80)),
    (LoadFacts("assisted"), None),
]
BESTS = [Bests(), Bests(has_history=True), Bests(Decimal(60), Decimal("70.123"), has_history=True)]


def some_sets(chance: Random) -> list[Set]:
    """Eight sets of one exercise, of all sorts."""
    made = []
    for _place in range(8):
        weight = chance.choice([None, Decimal(0), Decimal("57.5"), Decimal(60), Decimal("60.001"), Decimal("62.5")])
        one = Set(status=chance.choice(["completed"] * 4 + ["skipped", "planned"]), weight=weight, weight_kg=weight)
        one.set_type = chance.choice(["normal", "normal", "normal", "warm_up", "failure"])
        one.reps, one.rpe = chance.choice([None, 0, 1, 5, 8, 13]), chance.choice([None, None, Decimal(8)])
        one.duration_seconds = chance.choice([None, None, None, 30])
        made.append(one)
    return made


def as_told(one: Set) -> dict[str, Any]:
    """A set as the page reads it from its row."""
    told = {"type": one.set_type, "done": one.status == "completed", "unit": "kg", "reps": one.reps}
    numbers = {name: None if (value := getattr(one, name)) is None else float(value) for name in ("weight", "rpe")}
    return told | numbers | {"timed": one.duration_seconds is not None}


@pytest.mark.parametrize(("facts", "bodyweight"), MODES)
def test_records_are_the_servers_whatever_is_lifted(page: Page, facts: LoadFacts, bodyweight: Decimal | None) -> None:
    chance = Random(7)
    cases = [(some_sets(chance), best) for best in BESTS for _case in range(60)]
    base = load(facts, None, bodyweight) if facts.mode in ("bodyweight", "assisted") else Decimal(0)
    told = page.evaluate(
        """async (cases) => {
            const { marks } = await import("/static/js/records.js");
            return cases.map(([sets, facts]) => marks(sets, facts, "epley"));
        }""",
        [
            (
                [as_told(one) for one in sets],
                {
                    "mode": facts.mode,
                    "base_kg": None if base is None else str(base),
                    "best_weight_kg": None if best.weight_kg is None else str(best.weight_kg),
                    "best_e1rm_kg": None if best.e1rm_kg is None else str(best.e1rm_kg),
                    "has_history": best.has_history,
                },
            )
            for sets, best in cases
        ],
    )
    assert told == [list(marks(sets, facts, best, bodyweight)) for sets, best in cases]
    assert (facts.mode == "none") is (not any(map(any, told)))


def test_times_are_read_as_the_server_reads_them(page: Page) -> None:
    texts = ["90", "1:30", "1.30", "1,05", "1:75", "1:02:03", "1:60:00", "0:05", "1:5", "a", "-1"]
    told = page.evaluate(
        """async (texts) => {
            const { readFields } = await import("/static/js/fields.js");
            const { steppedTime } = await import("/static/js/steps.js");
            const read = (text) => readFields({ duration_seconds: text }, {}, false).values?.duration_seconds ?? null;
            return texts.map((text) => [read(text), steppedTime(text, 5, 1)]);
        }""",
        texts,
    )
    field = SecondsField(required=False)

    def seconds(text: str) -> int | None:
        try:
            read: int | None = field.clean(text)
        except ValidationError:
            return None
        return read

    meant = [(text, seconds(text)) for text in texts]
    assert told == [[read, text if read is None else clock(read + 5)] for text, read in meant]


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
