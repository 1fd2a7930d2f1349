"""Where charts put what they draw: inside the plot, in order, and never a label over another."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.bars import draw_bars
from reports.charts.labels import Label, day_labels, fit, slot_labels, spread, width
from reports.charts.lines import Lines, draw_lines
from reports.charts.places import Scale, plain
from reports.charts.progress import share
from reports.charts.rows import draw_rows
from reports.charts.series import DOTS, Band, Number, Point, Series, Target, Trend, TrendPoint
from reports.charts.thinning import MOST_STOPS, thinned
from reports.charts.ticks import MOST_TICKS, day_ticks, value_ticks

pytestmark = pytest.mark.anywhere

BEGIN = date(2026, 1, 5)

values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**9), 10**9, places=3, allow_nan=False),
    st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False),
)
maybe_values = st.one_of(st.none(), values)
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


class PlainWords:
    """Words of nobody's locale."""

    first_weekday = 0

    def value(self, number: Number) -> str:
        return f"{number} kg"

    def point(self, point: Point) -> str:
        return "none" if point.value is None else point.label or self.value(point.value)

    def at(self, at: date | str) -> str:
        return str(at)

    def ticks(self, numbers: Sequence[float]) -> list[str]:
        return [f"{number:g}" for number in numbers]

    def day_tick(self, kind: str, day: date) -> str:
        return day.strftime({"day": "%d %b", "month": "%b", "year": "%Y"}[kind])

    def slot(self, at: date | str) -> str:
        return at if isinstance(at, str) else self.day_tick("day", at)

    def named(self, name: str, value: str) -> str:
        return f"{name}: {value}"

    def total(self, number: Number) -> str:
        return f"all: {number:g}"


WORDS = PlainWords()


def series_of(numbers: Sequence[Number | None], name: str = "Squat", **kinds: str) -> Series:
    """A value a week."""
    return Series(name, [Point(BEGIN + timedelta(weeks=week), one) for week, one in enumerate(numbers)], **kinds)


def lines_of(numbers: Sequence[Number | None]) -> Lines:
    drawing = draw_lines([series_of(numbers)], WORDS)
    assert drawing is not None
    return drawing


def places_in(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


# --- Ticks ----------------------------------------------------------------------------------------------------------


@given(st.lists(values, min_size=1), st.booleans(), st.booleans(), st.booleans())
def test_ticks_cover_the_values_and_are_few_and_evenly_apart(
    numbers: list[Number], from_zero: bool, times: bool, whole: bool
) -> None:
    ticks = value_ticks(numbers, from_zero, times, whole)
    assert 2 <= len(ticks) <= MOST_TICKS
    assert ticks[0] <= min(map(float, numbers))
    assert ticks[-1] >= max(map(float, numbers))
    steps = [after - before for before, after in pairwise(ticks)]
    assert all(step > 0 and math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert not from_zero or ticks[0] <= 0 <= ticks[-1]


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([61, 79], [60, 65, 70, 75, 80]),
        ([0.1, 0.6], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        ([Decimal("82.4")], [78, 80, 82, 84, 86, 88]),
        ([0], [0, 0.2, 0.4, 0.6, 0.8, 1]),
        ([-40, 60], [-40, -20, 0, 20, 40, 60]),
        ([3, 10800], [0, 2000, 4000, 6000, 8000, 10000, 12000]),
    ],
)
def test_ticks_are_numbers_that_one_would_choose_by_hand(numbers: list[Number], ticks: list[float]) -> None:
    assert value_ticks(numbers) == ticks


def test_ticks_of_counts_have_no_fractions() -> None:
    assert value_ticks([0, 2], whole=True) == [0, 1, 2]


@pytest.mark.parametrize(
    ("seconds", "ticks"),
    [
        ([45, 105], [45, 60, 75, 90, 105]),
        ([0, 600], [0, 120, 240, 360, 480, 600]),
        ([3600, 9500], [3600, 5400, 7200, 9000, 10800]),
        ([0, 400_000], [0, 86400, 172800, 259200, 345600, 432000]),
    ],
)
def test_ticks_of_times_are_those_of_a_clock(seconds: list[int], ticks: list[float]) -> None:
    assert value_ticks(seconds, times=True) == ticks


@given(days, days, st.integers(0, 6))
def test_days_of_an_axis_are_in_order_and_within_it(one: date, other: date, first_weekday: int) -> None:
    first, last = sorted((one, other))
    for _kind, found in day_ticks(first, last, first_weekday):
        assert found == sorted(set(found))
        assert all(first <= day <= last for day in found)


def test_weeks_begin_on_the_first_weekday_and_months_count_from_january() -> None:
    ways = list(day_ticks(date(2026, 1, 7), date(2026, 2, 20), first_weekday=6))
    assert ("day", [date(2026, 1, 11) + timedelta(weeks=week) for week in range(6)]) in ways
    assert ("month", [date(2026, 2, 1)]) in ways
    assert next(found for kind, found in day_ticks(date(2025, 2, 2), date(2026, 2, 1)) if kind == "month")[-1] == date(
        2026, 2, 1
    )


# --- Labels ---------------------------------------------------------------------------------------------------------


def apart(labels: list[Label], room: float) -> bool:
    """Whether no label touches the next at this width."""
    edges = [(float(one.at) / 100 * room, width(one.text) / 2) for one in labels]
    return all(left + half + 1 < right - other for (left, half), (right, other) in pairwise(edges))


@given(days, st.integers(0, 20_000), st.floats(12, 60))
def test_labels_of_days_never_overlap(first: date, length: int, room: float) -> None:
    last = min(first + timedelta(days=length), date(2090, 1, 1))
    scale = Scale(first.toordinal(), last.toordinal(), 1.0, 99.0)
    labels = day_labels(scale, room, 2.0, WORDS.day_tick, WORDS.first_weekday)
    assert labels
    assert apart(labels, room)


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=10), min_size=1, max_size=400), st.floats(12, 60))
def test_labels_of_bars_never_overlap(texts: list[str], room: float) -> None:
    labels = slot_labels(texts, room, 2.0)
    assert labels
    assert apart(labels, room)


def test_label_that_would_reach_over_the_end_does_not_fit() -> None:
    assert fit([(50.0, "12 Mar")], 20, 2)
    assert not fit([(99.0, "12 Mar")], 20, 2)


@given(st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=6))
def test_names_at_the_ends_of_lines_stand_apart_in_the_order_of_their_lines(places: list[float]) -> None:
    moved = spread(places, 8.0)
    assert all(after - before > 7.99 for before, after in pairwise(sorted(moved)))
    assert max(moved) <= 100.0001
    assert sorted(range(len(places)), key=lambda number: (places[number], number)) == sorted(
        range(len(places)), key=lambda number: moved[number]
    )


# --- Lines ----------------------------------------------------------------------------------------------------------


@given(st.lists(maybe_values, max_size=60))
def test_every_point_is_in_the_plot_and_in_order(numbers: list[Number | None]) -> None:
    drawing = draw_lines([series_of(numbers)], WORDS)
    known = [number for number in numbers if number is not None]
    if drawing is None:
        assert known == []
        return
    dots = [dot for stop in drawing.stops for dot in stop.dots]
    assert len(dots) == len(known)
    assert all(0 <= float(place) <= 100 for dot in dots for place in (dot.x, dot.y))
    xs = [float(stop.at) for stop in drawing.stops]
    assert xs == sorted(set(xs))
    assert all(0 <= number <= 100 for line in drawing.lines for number in places_in(line.path))
    assert sum(float(stop.width) for stop in drawing.stops) == pytest.approx(100, abs=0.01 * len(xs))
    higher = sorted(zip(map(float, known), (float(dot.y) for dot in dots), strict=True))
    assert [y for _, y in higher] == sorted((y for _, y in higher), reverse=True)


@pytest.mark.parametrize("numbers", [[], [None], [None, None]])
def test_nothing_is_drawn_of_nothing(numbers: list[None]) -> None:
    assert draw_lines([series_of(numbers)], WORDS) is None
    assert draw_bars([series_of(numbers)], WORDS) is None
    assert draw_rows([Series("Sets", [Point(str(place), one) for place, one in enumerate(numbers)])], WORDS) is None


def test_one_point_stands_alone_in_the_middle() -> None:
    drawing = lines_of([52.5])
    [stop] = drawing.stops
    assert (stop.at, stop.left, stop.width, drawing.lines[0].path) == ("50", "0", "100", "")
    assert [dot.alone for dot in stop.dots] == [True]
    assert drawing.days.narrow == [Label("50", "05 Jan")]


def test_line_is_broken_where_a_value_is_missing() -> None:
    drawing = lines_of([100, 110, None, 120, None, 130, 140])
    assert drawing.lines[0].path.count("M") == 2
    assert [dot.alone for stop in drawing.stops for dot in stop.dots] == [False, False, True, False, False]


def test_values_that_are_all_the_same_lie_on_one_height_in_the_middle() -> None:
    heights = {dot.y for stop in lines_of([100, 100, 100]).stops for dot in stop.dots}
    assert len(heights) == 1
    assert 25 <= float(heights.pop()) <= 75


def test_single_measurements_have_no_line() -> None:
    drawing = draw_lines([series_of([80, 81, 82], mark=DOTS)], WORDS)
    assert drawing is not None
    assert drawing.lines[0].path == ""
    assert all(dot.alone and dot.measured for stop in drawing.stops for dot in stop.dots)


def test_days_of_several_series_are_shared_and_each_says_what_it_has() -> None:
    other = Series("Bench", [Point(BEGIN, 80, href="/workouts/1/"), Point(BEGIN + timedelta(days=2), 82)])
    drawing = draw_lines([series_of([100, 110]), other], WORDS)
    assert drawing is not None
    assert [(stop.day, stop.values, stop.href) for stop in drawing.stops] == [
        ("2026-01-05", ["Squat: 100 kg", "Bench: 80 kg"], "/workouts/1/"),
        ("2026-01-07", ["Squat: none", "Bench: 82 kg"], ""),
        ("2026-01-12", ["Squat: 110 kg", "Bench: none"], ""),
    ]


def test_axis_reaches_target_and_trend_beyond_the_values() -> None:
    trend = Trend("Trend", [TrendPoint(BEGIN, 100, 90, 110), TrendPoint(BEGIN + timedelta(weeks=8), 140, 10, 1e9)])
    drawing = draw_lines([series_of([100, 110])], WORDS, target=Target("Goal", 150), trend=trend)
    assert drawing is not None
    assert drawing.trend is not None
    assert drawing.target is not None
    assert (drawing.scale[-1].text, drawing.target.text) == ("150", "Goal 150 kg")
    assert all(0 <= number <= 100 for number in places_in(drawing.trend.path))
    assert places_in(drawing.trend.path)[2] == 99
    assert all(-1000 <= number <= 1000 for number in places_in(drawing.trend.outline))


def test_band_is_cut_to_what_is_in_sight() -> None:
    drawing = draw_lines([series_of([12, 18])], WORDS, band=Band("Range", -50, 500))
    assert drawing is not None
    assert drawing.band is not None
    assert (drawing.band.at, drawing.band.extent) == ("0", "100")
    out_of_sight = draw_lines([series_of([12, 18])], WORDS, band=Band("Range", 400, 500))
    assert out_of_sight is not None
    assert out_of_sight.band is None


# --- Many points ----------------------------------------------------------------------------------------------------


def test_of_thousands_of_points_the_peaks_stay() -> None:
    numbers: list[Number | None] = [100 + day % 7 for day in range(4000)]
    numbers[1234], numbers[2345] = 180, 20
    points = [Point(BEGIN + timedelta(days=day), number) for day, number in enumerate(numbers)]
    [kept] = thinned([Series("Squat", points)])
    assert len(kept.points) <= MOST_STOPS + 2
    assert {points[0], points[1234], points[2345], points[-1]} <= set(kept.points)
    assert [point.at for point in kept.points] == sorted(point.at for point in kept.points)


def test_long_gap_stays_a_gap_among_thousands_of_points() -> None:
    numbers = [None if 1000 <= day < 1200 else 100 + day % 7 for day in range(4000)]
    points = [Point(BEGIN + timedelta(days=day), number) for day, number in enumerate(numbers)]
    drawing = draw_lines([Series("Squat", points)], WORDS)
    assert drawing is not None
    assert drawing.lines[0].path.count("M") == 2


def test_few_points_are_left_as_they_are() -> None:
    series = [series_of(range(MOST_STOPS))]
    assert thinned(series) == series


# --- Bars and rows --------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(maybe_values, min_size=4, max_size=4), min_size=1, max_size=4))
def test_every_bar_is_in_the_plot_and_stands_on_the_one_before(columns: list[list[Number | None]]) -> None:
    drawing = draw_bars([series_of(numbers, str(place)) for place, numbers in enumerate(columns)], WORDS)
    if drawing is None:
        return
    for bar in drawing.stops:
        assert 0 <= float(bar.left) <= float(bar.bar_left)
        for part in bar.parts:
            assert -0.01 <= float(part.at) <= 100.01
            assert 0 <= float(part.extent) <= 100.01 - float(part.at)
    assert [bar.day for bar in drawing.stops] == sorted(bar.day for bar in drawing.stops)


def test_bars_of_several_series_are_stacked_with_their_total_and_hang_below_zero() -> None:
    drawing = draw_bars([series_of([10, -5], "Legs"), series_of([20, -5], "Push")], WORDS)
    assert drawing is not None
    up, down = drawing.stops
    assert [(part.at, part.extent) for part in up.parts] == [("50", "25"), ("0", "50")]
    assert [(part.at, part.extent) for part in down.parts] == [("75", "12.5"), ("87.5", "12.5")]
    assert (drawing.zero, up.values) == ("75", ["Legs: 10 kg", "Push: 20 kg", "all: 30"])


def test_period_without_a_value_keeps_its_place() -> None:
    drawing = draw_bars([series_of([10, None, 20])], WORDS)
    assert drawing is not None
    assert [(bar.left, len(bar.parts)) for bar in drawing.stops] == [("0", 1), ("33.33", 0), ("66.67", 1)]


def test_rows_begin_at_zero_and_the_band_lies_where_its_values_are() -> None:
    series = [
        Series("Direct", [Point("Chest", 12), Point("Calves", 0)]),
        Series("Helping", [Point("Chest", 3), Point("Calves", 2)]),
    ]
    drawing = draw_rows(series, WORDS, band=Band("10-20", 10, 20))
    assert drawing is not None
    assert drawing.band is not None
    chest, calves = drawing.stops
    assert [(part.number, part.at, part.extent) for part in chest.parts] == [(1, "0", "60"), (2, "60", "15")]
    assert [(part.number, part.at, part.extent) for part in calves.parts] == [(2, "0", "10")]
    assert (drawing.band.at, drawing.band.extent, chest.total) == ("50", "50", "15")


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1, max_size=20))
def test_every_row_is_in_the_plot(numbers: list[float | None]) -> None:
    drawing = draw_rows([Series("Sets", [Point(f"{place}", one) for place, one in enumerate(numbers)])], WORDS)
    for row in drawing.stops if drawing else ():
        assert all(float(part.at) + float(part.extent) <= 100.01 for part in row.parts)


# --- Progress, and how places are written -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "target", "start", "percent"),
    [
        (92.5, 100, 60, 81),
        (99.99, 100, 0, 99),
        (99.9999999999, 100, 0, 99),
        (100, 100, 0, 100),
        (130, 100, 0, 100),
        (50, 100, 60, 0),
        (82, 80, 90, 80),
        (Decimal("80"), 80, 80, 100),
        (0.29, 1, 0, 29),
    ],
)
def test_share_is_rounded_down_so_that_only_what_is_reached_is_whole(
    value: Number, target: Number, start: Number, percent: int
) -> None:
    assert share(value, target, start) == percent


@given(st.floats(-1000, 1000))
def test_places_are_written_without_exponent_and_to_two_decimals(percent: float) -> None:
    text = plain(percent)
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", text)
    assert text != "-0"
    assert abs(float(text) - percent) <= 0.00501
