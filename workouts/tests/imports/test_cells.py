"""What a cell can hold, and that nothing unreadable passes as a value."""

from datetime import datetime
from decimal import Decimal

import pytest

from workouts.imports import cells

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("8", "8"),
        ("8.0", "8"),
        (" 62,5 ", "62.5"),
        ("+20", "20"),
        (".5", "0.5"),
        ("185.00000000000003", "185"),
        ("149.99999999999997", "150"),
        ("6.80388555", "6.804"),
        ("2.0005", "2"),
        ("2.0015", "2.002"),
        ("2000", "2000"),
    ],
)
def test_weight_is_read_to_the_gram_half_even(cell, value):
    weight = cells.read_weight(cell, "weight", "kg")
    assert (weight, weight.as_tuple().exponent) == (Decimal(value), -3)


def test_empty_number_is_no_number():
    assert cells.read_weight("  ", "weight", "kg") is None
    assert cells.read_seconds("", "seconds") is None
    assert cells.read_rpe("", "rpe") is None


@pytest.mark.parametrize("cell", ["x", "-", ".", "1 000", "1,234.5", "1e3", "nan", "inf", "٣", "12kg", "9" * 5000])
def test_weight_that_is_not_a_number_is_refused(cell):
    with pytest.raises(cells.RowError, match="is not a number: write it like"):
        cells.read_weight(cell, "weight", "kg")


@pytest.mark.parametrize(("cell", "unit"), [("-1", "kg"), ("2000.001", "kg"), ("4409.3", "lb"), ("4409.3", None)])
def test_weight_out_of_range_is_refused(cell, unit):
    with pytest.raises(cells.RowError, match="is not between 0 and"):
        cells.read_weight(cell, "weight", unit)


def test_weight_of_two_tonnes_in_pounds_is_read():
    assert cells.read_weight("4409,2", "weight", "lb") == Decimal("4409.2")


@pytest.mark.parametrize(("cell", "reps"), [("8", 8), ("8.0", 8), ("8,0", 8), ("9999", 9999), ("0", 0), ("", 0)])
def test_reps_of_a_set_without_time(cell, reps):
    assert cells.read_reps(cell, "reps", timed=False) == reps


def test_reps_of_a_timed_set_are_none_unless_counted():
    assert cells.read_reps("0", "reps", timed=True) is None
    assert cells.read_reps("", "reps", timed=True) is None
    assert cells.read_reps("5", "reps", timed=True) == 5


@pytest.mark.parametrize("cell", ["8.5", "10000", "-1", "eight"])
def test_reps_that_are_no_count_are_refused(cell):
    with pytest.raises(cells.RowError):
        cells.read_reps(cell, "reps", timed=False)


def test_seconds_are_whole_and_up_to_ten_days():
    assert cells.read_seconds("90.5", "seconds") == 90
    assert cells.read_seconds("864000.0", "seconds") == 864_000
    with pytest.raises(cells.RowError, match="is not between"):
        cells.read_seconds("864001", "seconds")


@pytest.mark.parametrize(
    ("cell", "unit", "metres"),
    [("5", "km", "5000"), ("2,4", "mi", "3862.4"), ("400.04", "m", "400"), ("1000", "km", "1e6"), ("0", "km", None)],
)
def test_distance_is_in_metres(cell, unit, metres):
    assert cells.read_metres(cell, "distance", unit) == (metres and Decimal(metres))


def test_distance_over_1000_km_is_refused():
    with pytest.raises(cells.RowError, match=r"1000\.1 km in “distance” is over 1,000 km"):
        cells.read_metres("1000.1", "distance", "km")


def test_rpe_goes_from_1_to_10_in_halves():
    assert [cells.read_rpe(cell, "rpe") for cell in ("1", "6,5", "10.0")] == [Decimal(1), Decimal("6.5"), Decimal(10)]
    for cell in ("0", "0.5", "10.5", "8.25", "hard"):
        with pytest.raises(cells.RowError):
            cells.read_rpe(cell, "rpe")


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("55s", 55),
        ("31m", 1860),
        ("38min", 2280),
        ("2h", 7200),
        ("1h 5m", 3900),
        ("1h 2min", 3720),
        ("264h 1m", 950_460),
        ("1H5M3S", 3903),
        ("2176", 2176),
        ("2176.0", 2176),
        ("", None),
        ("an hour", None),
        ("1:05", None),
    ],
)
def test_duration_in_each_spelling(cell, seconds):
    assert cells.read_duration(cell) == seconds


def test_only_the_apostrophe_before_a_formula_sign_is_taken_off():
    written = ["'=1+1", "'+5 Club", "'-", "'@home", "'\tx", "'Tis it", "''=", " Row "]
    names = ["=1+1", "+5 Club", "-", "@home", "x", "'Tis it", "''=", "Row"]
    assert [cells.read_name(cell, "name") for cell in written] == names


def test_notes_have_newlines_for_literal_and_real_line_breaks():
    assert cells.read_notes("slow\\nand\r\nlow\n", "notes") == "slow\nand\nlow"


def test_names_lose_control_characters_and_stand_on_one_line():
    written = ["Sq\x02uat \x0b", "Leg\r\nday\t2", "a\x01b\x7f\x9f", "\x85", "e\u0301 \u200d💪"]
    assert [cells.read_name(cell, "name") for cell in written] == ["Squat", "Leg day 2", "ab", "", "e\u0301 \u200d💪"]


def test_notes_lose_control_characters_but_line_breaks_and_tabs():
    assert cells.read_notes("\x00a\tb\x1b\rc\r\n\x0bd\x90 ", "notes") == "a\tb\nc\nd"


def test_text_longer_than_can_be_kept_is_refused():
    assert cells.read_name("x" * 200, "name") == "x" * 200
    assert cells.read_notes("x" * 10_000, "notes") == "x" * 10_000
    with pytest.raises(cells.RowError, match="longer than 200 characters"):
        cells.read_name("x" * 201, "name")
    with pytest.raises(cells.RowError, match="longer than 10,000 characters"):
        cells.read_notes("x" * 10_001, "notes")


def test_time_that_does_not_exist_is_refused():
    assert cells.read_time("", "date", 2024, 2, 29, 23, 59) == datetime(2024, 2, 29, 23, 59)
    for parts in ((2023, 2, 29), (2024, 1, 1, 24), (1, 1, 1), (1899, 12, 31), (2101, 1, 1)):
        with pytest.raises(cells.RowError, match="“then” in “date” is not a date and time"):
            cells.read_time("then", "date", *parts)
