"""How far goals are, by hand and for whatever anybody does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.goal_progress import (
    ACHIEVED,
    ACTIVE,
    BEST,
    MISSED,
    SUM,
    TOWARDS,
    Aim,
    Figure,
    progress,
    project,
)

pytestmark = pytest.mark.anywhere

START = date(2026, 3, 2)  # a Monday
TODAY = date(2026, 3, 19)


def day(number: int) -> date:
    return START + timedelta(days=number)


def figures(**values: int | float) -> list[Figure]:
    """`d3=100`: 100 on the fourth day; `b3`: three days before the first."""
    return [(day(int(name[1:]) * (-1 if name[0] == "b" else 1)), Decimal(str(value))) for name, value in values.items()]


def aim(way: str, target: float, deadline: int | None = None, period: str | None = None) -> Aim:
    return Aim(way, Decimal(str(target)), START, None if deadline is None else day(deadline), period)


def test_best_since_the_start_is_shared_by_the_target() -> None:
    told = progress(aim(BEST, 120), figures(d0=90, d7=100, d9=95, b1=130), TODAY)
    assert (told.status, told.value, told.percent, told.remaining) == (ACTIVE, 100, Decimal("83.3"), 20)
    assert (told.achieved_on, told.best_on) == (None, day(7))
    assert told.points == figures(d0=90, d7=100, d9=95)


def test_best_is_achieved_by_the_first_day_that_reaches_the_target() -> None:
    told = progress(aim(BEST, 100), figures(d0=90, d7=100, d9=105), TODAY)
    assert (told.status, told.value, told.percent, told.remaining) == (ACHIEVED, 105, 100, 0)
    assert (told.achieved_on, told.best_on) == (day(7), day(9))


def test_nothing_done_is_no_progress() -> None:
    told = progress(aim(BEST, 100), [], TODAY)
    assert (told.status, told.value, told.percent, told.remaining, told.points) == (ACTIVE, None, 0, 100, [])


@pytest.mark.parametrize(("deadline", "status"), [(16, MISSED), (17, ACTIVE), (18, ACTIVE)])
def test_deadline_is_missed_on_the_day_after_it(deadline: int, status: str) -> None:
    assert progress(aim(BEST, 100, deadline), figures(d0=99), TODAY).status == status


def test_what_is_done_after_the_deadline_comes_too_late() -> None:
    told = progress(aim(BEST, 100, 5), figures(d5=99, d6=100), TODAY)
    assert (told.status, told.value, told.percent) == (MISSED, 99, 99)


def test_share_is_rounded_down_so_that_100_is_reached() -> None:
    assert progress(aim(BEST, 100), figures(d0=99.999), TODAY).percent == Decimal("99.9")


def test_sum_adds_up_since_the_start() -> None:
    told = progress(aim(SUM, 4), figures(b1=9, d0=1, d3=2, d8=1), TODAY)
    assert (told.status, told.value, told.percent, told.achieved_on) == (ACHIEVED, 4, 100, day(8))
    assert told.points == figures(d0=1, d3=3, d8=4)


def test_sum_of_a_week_is_of_the_running_one() -> None:
    told = progress(aim(SUM, 3, period="week"), figures(d0=3, d6=1, d14=1, d17=1), TODAY)
    assert (told.status, told.value, told.remaining) == (ACTIVE, 2, 1)
    assert (told.span.first, told.span.last) == (day(14), day(20))
    assert told.points == figures(d0=4, d7=0, d14=2)


def test_weeks_without_anything_are_none_up_to_the_running_one_or_the_last() -> None:
    assert progress(aim(SUM, 3, period="week"), [], TODAY).points == figures(d0=0, d7=0, d14=0)
    assert progress(aim(SUM, 3, 10, "week"), figures(d8=1), TODAY).points == figures(d0=0, d7=1)
    assert progress(aim(SUM, 3, period="week"), [], START - timedelta(days=1)).points == []


@pytest.mark.parametrize("deadline", [13, 15])
@pytest.mark.parametrize("today", [16, 40])
def test_goal_that_is_over_is_judged_by_its_last_whole_week(deadline: int, today: int) -> None:
    told = progress(aim(SUM, 2, deadline, "week"), figures(d0=5, d8=1, d14=2), day(today))
    assert (told.status, told.value, told.span.first, told.span.last) == (MISSED, 1, day(7), day(13))


def test_half_a_week_before_the_deadline_does_not_undo_what_was_kept_up() -> None:
    wanted = aim(SUM, 3, 15, "week")  # a Tuesday
    done = figures(d0=3, d7=3, d14=1)
    told = [progress(wanted, done, day(number)) for number in (13, 14, 16)]
    assert [(one.status, one.value, one.span.last) for one in told] == [(ACHIEVED, 3, day(13))] * 3


def test_goal_that_never_had_a_whole_week_is_judged_by_what_it_had() -> None:
    told = progress(aim(SUM, 3, 2, "week"), figures(d0=2), day(10))
    assert (told.status, told.value, told.span.last) == (MISSED, 2, day(2))


def test_week_begins_with_the_start_and_on_the_day_that_the_account_says() -> None:
    late = Aim(SUM, Decimal(3), day(3), None, "week", "sunday")
    told = progress(late, figures(d2=1, d3=1, d5=1, d6=1), day(5))
    assert (told.value, told.span.first, told.span.last) == (2, day(3), day(5))


def test_goal_that_begins_later_waits() -> None:
    told = progress(aim(SUM, 3, period="week"), figures(b2=1), START - timedelta(days=2))
    assert (told.status, told.value, told.percent) == (ACTIVE, 0, 0)


@pytest.mark.parametrize(
    ("target", "percent", "remaining"), [(78, Decimal("33.3"), 2), (74, Decimal("14.2"), 6), (85, 0, 5)]
)
def test_bodyweight_goes_from_the_last_before_the_start(target: int, percent: Decimal, remaining: int) -> None:
    told = progress(aim(TOWARDS, target), figures(b9=90, b1=81, d5=80.5, d9=80), TODAY)
    assert (told.status, told.start_value, told.value) == (ACTIVE, 81, 80)
    assert (told.percent, told.remaining) == (percent, remaining)
    assert told.points == figures(b1=81, d5=80.5, d9=80)


def test_bodyweight_goes_up_too_and_stays_achieved() -> None:
    told = progress(aim(TOWARDS, 82), figures(d1=80, d5=82.4, d9=81), TODAY)
    assert (told.status, told.start_value, told.value, told.achieved_on) == (ACHIEVED, 80, 81, day(5))
    assert (told.percent, told.remaining) == (100, 0)


def test_bodyweight_that_is_there_already_is_achieved_on_the_first_day() -> None:
    told = progress(aim(TOWARDS, 80), figures(b3=80), TODAY)
    assert (told.status, told.achieved_on, told.percent) == (ACHIEVED, START, 100)


def test_bodyweight_never_measured_is_no_progress() -> None:
    told = progress(aim(TOWARDS, 80, 3), [], TODAY)
    assert (told.status, told.value, told.percent, told.remaining) == (MISSED, None, 0, None)


def straight(count: int, step: int, grow: float, begin: float = 80) -> list[Figure]:
    return [(day(place * step), Decimal(str(begin + place * grow))) for place in range(count)]


def test_line_through_points_on_it_reaches_the_target_where_it_must() -> None:
    wanted = aim(BEST, 90)
    told = progress(wanted, straight(5, 4, 1), TODAY)  # 84 on the 16th day, 1 kg in 4 days
    line = project(wanted, told, TODAY)
    assert (line.on, line.low, line.high, line.points_used) == (day(40), day(40), day(40), 5)


def test_line_of_a_sum_is_slowed_down_by_a_pause() -> None:
    wanted = aim(SUM, 20)
    done = [(day(place * 2), Decimal(1)) for place in range(9)]  # 9 by the 17th day
    last = done[-1][0]
    ahead = project(wanted, progress(wanted, done, last), last)
    later = project(wanted, progress(wanted, done, last + timedelta(days=14)), last + timedelta(days=14))
    assert ahead.on == day(38)
    assert later.on > ahead.on


def test_line_down_to_a_bodyweight() -> None:
    wanted = aim(TOWARDS, 75)
    assert project(wanted, progress(wanted, straight(5, 4, -0.5), TODAY), TODAY).on == day(40)


def test_uncertain_line_has_no_last_day() -> None:
    wanted = aim(BEST, 90)
    told = progress(wanted, figures(d0=80, d4=83, d8=79, d12=84, d16=81), TODAY)
    line = project(wanted, told, TODAY)
    assert (line.high, line.low < line.on) == (None, True)


@pytest.mark.parametrize(
    "done",
    [
        straight(4, 5, 1),  # too few
        straight(8, 1, 1),  # within a week
        straight(5, 4, -1),  # the other way
        straight(5, 4, 0),
        straight(5, 4, 0.001),  # not in ten years
        straight(5, 4, 3),  # achieved
    ],
)
def test_no_line_is_drawn_through_what_says_nothing(done: list[Figure]) -> None:
    wanted = aim(BEST, 90)
    assert project(wanted, progress(wanted, done, TODAY), TODAY) is None


def test_no_line_after_the_deadline_nor_for_every_week() -> None:
    for wanted in (aim(BEST, 90, 17 - 1), aim(SUM, 900, period="week")):
        assert project(wanted, progress(wanted, straight(5, 4, 1), TODAY), TODAY) is None


def test_points_of_more_than_half_a_year_ago_say_nothing_of_the_pace() -> None:
    wanted = aim(BEST, 200)
    told = straight(5, 4, 1)
    later = TODAY + timedelta(days=182)
    assert project(wanted, progress(wanted, told, later), later) is None


DAYS = st.integers(-30, 60)
KG = st.decimals(1, 300, places=1)
HISTORY = st.dictionaries(DAYS, KG, max_size=40).map(lambda told: [(day(number), kg) for number, kg in told.items()])
AIMS = st.builds(
    lambda way, target, last, period: aim(way, target, last, period if way == SUM else None),
    st.sampled_from([BEST, SUM, TOWARDS]),
    KG,
    st.none() | st.integers(0, 60),
    st.sampled_from([None, "week", "month"]),
)


@given(AIMS, HISTORY, DAYS)
def test_progress_is_whole_for_every_history(wanted: Aim, told: list[Figure], now: int) -> None:
    reached = progress(wanted, told, day(now))
    assert 0 <= reached.percent <= 100
    assert (reached.status == ACHIEVED) == (reached.percent == 100) == (reached.achieved_on is not None)
    if reached.achieved_on is not None:
        assert wanted.starts_on <= reached.achieved_on <= wanted.until
    if reached.remaining is not None:
        assert (reached.remaining == 0) == (reached.status == ACHIEVED)
    line = project(wanted, reached, day(now))
    if line is not None:
        assert day(now) <= line.low <= line.on
        assert line.high is None or line.on <= line.high


@given(AIMS, HISTORY, DAYS, st.randoms())
def test_order_in_which_figures_come_changes_nothing(wanted: Aim, told: list[Figure], now: int, luck: object) -> None:
    shuffled = list(told)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    assert progress(wanted, shuffled, day(now)) == progress(wanted, told, day(now))


@given(HISTORY, KG, DAYS, DAYS, KG)
def test_one_more_figure_never_takes_progress_of_a_sum_or_best_away(
    told: list[Figure], target: Decimal, now: int, more: int, kg: Decimal
) -> None:
    for way in (BEST, SUM):
        wanted = aim(way, target)
        less, added = (progress(wanted, found, day(now)) for found in (told, [*told, (day(more), kg)]))
        assert added.percent >= less.percent
