from decimal import Decimal

import pytest

from workouts.loads import LoadFacts, load, volume

pytestmark = pytest.mark.anywhere

BARBELL = LoadFacts("external")
DUMBBELLS = LoadFacts("external", per_hand=True)
PUSH_UP = LoadFacts("bodyweight", fraction=Decimal("0.64"))
ASSISTED_DIP = LoadFacts("assisted", fraction=Decimal(1))
RUN = LoadFacts("none")
KG80 = Decimal(80)


@pytest.mark.parametrize(
    ("facts", "weight", "bodyweight", "expected"),
    [
        (BARBELL, Decimal(100), None, Decimal(100)),
        (BARBELL, None, KG80, None),
        (DUMBBELLS, Decimal(20), None, Decimal(20)),
        (PUSH_UP, None, KG80, Decimal("51.2")),
        (PUSH_UP, Decimal(10), KG80, Decimal("61.2")),
        (PUSH_UP, Decimal(10), None, None),
        (ASSISTED_DIP, Decimal(30), KG80, Decimal(50)),
        (ASSISTED_DIP, Decimal(90), KG80, Decimal(0)),
        (ASSISTED_DIP, Decimal(30), None, None),
        (RUN, Decimal(5), KG80, None),
    ],
)
def test_load_of_one_rep(
    facts: LoadFacts, weight: Decimal | None, bodyweight: Decimal | None, expected: Decimal | None
) -> None:
    assert load(facts, weight, bodyweight) == expected


@pytest.mark.parametrize(
    ("facts", "weight", "reps", "bodyweight", "expected"),
    [
        (BARBELL, Decimal("62.5"), 8, None, Decimal(500)),
        (BARBELL, Decimal(100), 0, None, Decimal(0)),
        (BARBELL, Decimal(100), None, None, Decimal(0)),
        (DUMBBELLS, Decimal(20), 10, None, Decimal(400)),
        (PUSH_UP, None, 10, KG80, Decimal(512)),
        (PUSH_UP, Decimal(10), 10, None, Decimal(100)),
        (PUSH_UP, None, 10, None, Decimal(0)),
        (ASSISTED_DIP, Decimal(30), 10, KG80, Decimal(500)),
        (ASSISTED_DIP, Decimal(30), 10, None, Decimal(0)),
        (RUN, None, None, KG80, Decimal(0)),
    ],
)
def test_volume_of_a_set(
    facts: LoadFacts, weight: Decimal | None, reps: int | None, bodyweight: Decimal | None, expected: Decimal
) -> None:
    assert volume(facts, weight, reps, bodyweight) == expected
