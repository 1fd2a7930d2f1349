"""What can be loaded: against every way of choosing plates from small racks, and within time from the largest."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.plates import MOST_KINDS, MOST_PAIRS, RACKS
from workouts.plates import GRID, HEAVIEST, MOST_LOADS, Built, Load, Plates, Weight, build, loads

pytestmark = pytest.mark.anywhere

KG_PER_LB = Decimal("0.45359237")
BAR = Weight(Decimal(20), "kg")


def rack(unit: str, *rows: Any) -> list[Plates]:
    """Plates by weight and number of pairs."""
    return [Plates(Weight(Decimal(str(weight)), unit), pairs) for weight, pairs in rows]


KG_RACK, LB_RACK = rack("kg", *RACKS["kg"]), rack("lb", *RACKS["lb"])


def sides(table: list[Load]) -> list[tuple[str, list[str]]]:
    """The loads in words."""
    return [(str(one.weight), [f"{plate.value} {plate.unit}" for plate in one.side]) for one in table]


def test_loads_of_a_usual_rack_go_up_by_its_smallest_pair() -> None:
    table = loads(BAR, KG_RACK, "kg")
    assert sides(table)[:5] == [
        ("20.00", []),
        ("22.50", ["1.25 kg"]),
        ("25.00", ["2.5 kg"]),
        ("27.50", ["2.5 kg", "1.25 kg"]),
        ("30.00", ["5 kg"]),
    ]
    assert [one.weight for one in table] == [Decimal("2.5") * number for number in range(8, 175)]


def test_pounds_on_a_bar_of_pounds_are_whole() -> None:
    table = loads(Weight(Decimal(45), "lb"), LB_RACK, "lb")
    assert build(Decimal(225), table).exact == Load(Decimal("225.0"), (Weight(Decimal(45), "lb"),) * 2)


def test_heaviest_plates_come_first_among_as_few() -> None:
    table = loads(BAR, KG_RACK, "kg")
    exact = build(Decimal(80), table).exact
    assert exact is not None
    assert [plate.value for plate in exact.side] == [25, 5]


def test_plates_of_the_other_unit_keep_their_name_and_add_exactly() -> None:
    both = rack("kg", (20, 1)) + rack("lb", (45, 1))
    assert sides(loads(BAR, both, "kg")) == [
        ("20.00", []),
        ("60.00", ["20 kg"]),
        ("60.82", ["45 lb"]),  # 20 + 2 x 20.41165665
        ("100.82", ["45 lb", "20 kg"]),
    ]
    assert sides(loads(BAR, both, "lb"))[1:3] == [("132.3", ["20 kg"]), ("134.1", ["45 lb"])]


def test_loads_that_read_alike_are_built_with_the_fewest_plates() -> None:
    alike = rack("lb", (0.001, 1)) + rack("kg", (5, 1), (2.5, 2))
    assert sides(loads(BAR, alike, "kg")) == [
        ("20.00", []),
        ("25.00", ["2.5 kg"]),
        ("30.00", ["5 kg"]),
        ("35.00", ["5 kg", "2.5 kg"]),
        ("40.00", ["5 kg", "2.5 kg", "2.5 kg"]),
    ]


def test_greedy_choice_would_miss_what_few_plates_can_build() -> None:
    few = rack("kg", (25, 1), (20, 2))  # 25 first leaves 15, which nothing makes
    assert build(Decimal(100), loads(BAR, few, "kg")).exact == Load(Decimal(100), (Weight(Decimal(20), "kg"),) * 2)


@pytest.mark.parametrize(("target", "below", "above"), [(10, None, 20), (61, 60, 62.5), (Decimal("499.99"), 435, None)])
def test_what_cannot_be_built_is_told_with_the_nearest_below_and_above(target: Any, below: Any, above: Any) -> None:
    built = build(Decimal(target), loads(BAR, KG_RACK, "kg"))
    assert built.exact is None
    assert (built.below and built.below.weight, built.above and built.above.weight) == (below, above)


def test_nothing_is_built_from_an_empty_table() -> None:
    assert build(Decimal(20), []) == Built()


def test_without_plates_there_is_the_bar() -> None:
    assert sides(loads(BAR, rack("kg", (20, 0)), "kg")) == [("20.00", [])]
    assert sides(loads(Weight(Decimal(0), "kg"), [], "lb")) == [("0.0", [])]


plate = st.builds(
    Plates,
    st.builds(
        Weight,
        st.sampled_from([Decimal(n) for n in ("1.25", "2.5", "5", "7.5", "12.345")]),
        st.sampled_from(["kg", "lb"]),
    ),
    st.integers(0, 3),
)


@settings(max_examples=60, deadline=None)
@given(
    plates=st.lists(plate, max_size=4, unique_by=lambda one: one.plate),
    unit=st.sampled_from(["kg", "lb"]),
    bar=st.builds(Weight, st.sampled_from([Decimal(0), Decimal(15), Decimal("17.5")]), st.sampled_from(["kg", "lb"])),
)
def test_loads_are_all_that_can_be_built_each_with_the_fewest_plates(
    plates: list[Plates], unit: str, bar: Weight
) -> None:
    places = {"kg": Decimal("0.01"), "lb": Decimal("0.1")}[unit]
    fewest: dict[Decimal, int] = {}
    for numbers in product(*(range(one.pairs + 1) for one in plates)):
        side = [one.plate for one, number in zip(plates, numbers, strict=True) for _ in range(number)]
        reads = weighed(bar, side, unit).quantize(places, ROUND_HALF_UP)
        fewest[reads] = min(len(side), fewest.get(reads, len(side)))
    table = loads(bar, plates, unit)
    assert [(one.weight, len(one.side)) for one in table] == sorted(fewest.items())
    for one in table:
        assert weighed(bar, one.side, unit).quantize(places, ROUND_HALF_UP) == one.weight
        assert all(one.side.count(kind.plate) <= kind.pairs for kind in plates)
        kg = [plate.whole for plate in one.side]
        assert kg == sorted(kg, reverse=True)


def weighed(bar: Weight, side: Any, unit: str) -> Decimal:
    """The bar with the plates of both sides, in `unit`, exactly."""
    kg = [one.value * (KG_PER_LB if one.unit == "lb" else 1) for one in (bar, *side, *side)]
    return sum(kg, Decimal(0)) / (KG_PER_LB if unit == "lb" else 1)


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_full_racks_in_both_units_keep_every_load_of_ones_own(unit: str) -> None:
    own = {"kg": KG_RACK, "lb": LB_RACK}[unit]
    bar = Weight(Decimal({"kg": 20, "lb": 45}[unit]), unit)
    table = loads(bar, KG_RACK + LB_RACK, unit)
    assert len(table) <= MOST_LOADS + 1
    assert [one for one in loads(bar, own, unit) if build(one.weight, table).exact != one] == []
    gaps = [after.weight - before.weight for before, after in pairwise(table)]
    assert max(gaps[40:-40]) <= 2 * GRID[unit]


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_largest_rack_that_an_account_can_have_is_bounded_in_loads(unit: str) -> None:
    odd = [Decimal(37 * number % 2000 + 1) / 1000 for number in range(MOST_KINDS // 2)]
    largest = rack("kg", *((weight, MOST_PAIRS) for weight in odd)) + rack(
        "lb", *((weight + 1, MOST_PAIRS) for weight in odd)
    )
    table = loads(BAR, largest, unit)
    assert len(table) <= MOST_LOADS + 1
    assert table[-1].weight <= HEAVIEST[unit]
