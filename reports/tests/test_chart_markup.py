"""What a page gets of a chart: words, numbers, links, and places that no locale spoils."""

import re
from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from accounts.models import User
from reports.charts.figures import BAR, RING, Figure, Measure, Progress
from reports.charts.samples import sample_figures, sample_progress
from reports.charts.series import Band, Number, Point, Series, Target, Trend, TrendPoint

pytestmark = pytest.mark.anywhere

BEGIN = date(2026, 1, 5)
SPACE = "\N{NARROW NO-BREAK SPACE}"
SQUAT = Series("Squat", [Point(BEGIN, 100, href="/workouts/1/"), Point(BEGIN + timedelta(days=7), 102.5)])
BENCH = Series("Bench", [Point(BEGIN, 80), Point(BEGIN + timedelta(days=7), None)])


def markup(figure: Figure | Progress, **context: object) -> str:
    """The figure as a page has it."""
    return Template("{% load charts %}{% chart figure %}").render(Context({"figure": figure} | context))


def figure(*series: Series, **parts: object) -> Figure:
    return Figure("squat", "Squat, e1RM", series, Measure("kg"), **parts)


def cells(html: str) -> list[str]:
    """The texts of the table's head and body, row by row."""
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell) for cell in found]


def test_picture_says_in_words_what_it_shows() -> None:
    html = markup(figure(SQUAT))
    assert '<title id="squat-picture">Squat, e1RM</title>' in html
    assert re.search(r'<desc id="squat-says">(.*?)</desc>', html)[1] == (
        f"From 5 Jan 2026 to 12 Jan 2026: least 100{SPACE}kg (5 Jan 2026), most 102.5{SPACE}kg (12 Jan 2026), "
        f"last 102.5{SPACE}kg."
    )
    assert 'role="img" aria-labelledby="squat-picture squat-says"' in html


@pytest.mark.parametrize(("week_start", "days"), [("monday", {2, 9, 16, 23, 30}), ("sunday", {1, 8, 15, 22, 29})])
def test_days_of_an_axis_are_those_on_which_the_readers_weeks_begin(week_start: str, days: set[int]) -> None:
    month = Series("Squat", [Point(date(2026, 3, 1) + timedelta(days=day), 100 + day) for day in range(31)])
    html = markup(figure(month), user=User(week_start=week_start))
    marked = {int(day) for day in re.findall(r">(?:(\d+) Mar)<", html)}
    assert len(marked) > 2
    assert marked <= days


def test_description_of_several_series_names_each_of_them() -> None:
    assert f"Bench: 5 Jan 2026: 80{SPACE}kg." in markup(figure(SQUAT, BENCH))


def test_numbers_are_in_a_table_the_newest_first_with_the_way_to_where_they_come_from() -> None:
    html = markup(figure(SQUAT, BENCH))
    assert cells(html) == [
        *("Date", "Squat", "Bench"),
        *("12 Jan 2026", f"102.5{SPACE}kg", "\N{EN DASH}"),
        *("5 Jan 2026", f"100{SPACE}kg", f"80{SPACE}kg"),
    ]
    assert '<a href="/workouts/1/">5 Jan 2026</a>' in html


def test_table_of_stacked_bars_has_their_total() -> None:
    assert cells(markup(figure(SQUAT, BENCH, kind=BAR, each="week")))[:8] == [
        *("Date", "Squat", "Bench", "Total"),
        *("Week of 12 Jan 2026", f"102.5{SPACE}kg", "\N{EN DASH}", f"102.5{SPACE}kg"),
    ]


@pytest.mark.parametrize("kind", ["line", BAR])
def test_each_value_has_a_title_without_script_and_the_last_stands_above_the_picture(kind: str) -> None:
    html = markup(figure(SQUAT, kind=kind))
    assert re.findall(r"<title>(.*?)</title>", html, re.DOTALL) == [
        f"5 Jan 2026\n100{SPACE}kg",
        f"12 Jan 2026\n102.5{SPACE}kg",
    ]
    assert f'<span data-chart="value">102.5{SPACE}kg</span>' in html
    assert '<span data-chart="day">12 Jan 2026</span>' in html


def test_words_follow_the_locale_and_places_do_not() -> None:
    points = [Point(BEGIN + timedelta(days=day), 12345.5 + day) for day in range(4)]
    with translation.override("en-de"):
        html = markup(figure(Series("Squat", points), target=Target("Goal", 12346.5)))
    assert f"12.345,5{SPACE}kg" in html
    assert "05.01.2026" in html
    places = re.findall(r' (?:x|y|x1|x2|y1|y2|width|height|d|data-at)="([^"]*)"', html)
    assert len(places) > 20
    assert [place for place in places if "," in place] == []


def test_measured_words_come_before_numbers() -> None:
    html = markup(figure(Series("Squat", [Point(BEGIN, 100, label="100 kg for 5")])))
    assert "5 Jan 2026\n100 kg for 5" in html


def test_times_are_written_as_on_a_clock() -> None:
    hold = Series("Plank", [Point(BEGIN, 45), Point(BEGIN + timedelta(days=7), 105)])
    html = markup(Figure("plank", "Plank", [hold], Measure("s", times=True)))
    assert re.findall(r'dx="-0.7em" dy="0.35em">([^<]*)<', html) == ["0:45", "1:00", "1:15", "1:30", "1:45"]
    assert "12 Jan 2026\n1:45" in html


def test_large_numbers_of_an_axis_are_written_short() -> None:
    html = markup(Figure("volume", "Volume", [Series("V", [Point(BEGIN, 0), Point(date(2026, 2, 2), 240000)])]))
    assert re.findall(r'dx="-0.7em" dy="0.35em">([^<]*)<', html) == ["0", "50k", "100k", "150k", "200k", "250k"]


@pytest.mark.parametrize("kind", ["line", BAR])
@pytest.mark.parametrize("points", [[], [Point(BEGIN, None)]])
def test_chart_of_nothing_says_so_in_words(kind: str, points: list[Point]) -> None:
    html = markup(figure(Series("Squat", points), kind=kind, nothing="Log it once more."))
    assert "Not enough to draw yet. Log it once more." in html
    assert "<svg" not in html


def test_names_of_people_and_exercises_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    series = Series(evil, [Point(BEGIN, 1, href='/"onclick="x')])
    parts = {"target": Target(evil, 1), "band": Band(evil, 0, 2), "trend": Trend(evil, [TrendPoint(BEGIN, 1)])}
    html = markup(Figure("evil", evil, [series, SQUAT], note=evil, **parts))
    html += markup(Figure("evil", evil, [Series(evil, [Point(evil, 1)])], kind=BAR, note=evil))
    assert "<script" not in html
    assert '"onclick' not in html


def test_thousands_of_points_make_a_page_that_loads_and_say_what_is_left_out() -> None:
    points = [Point(BEGIN + timedelta(days=day), 80 + day % 11) for day in range(3000)]
    html = markup(figure(Series("Squat", points)))
    assert len(html) < 120_000
    left_out = 3000 - html.count('<tr><th scope="row"')
    assert f"{left_out} values between those that stand out are left out" in html


def test_bars_of_names_lie_in_the_order_given_and_a_long_name_is_whole_in_the_table() -> None:
    name = "Extraordinarily long muscle"
    sets = Series("Sets", [Point(name, 4), Point("Chest", 12)])
    html = markup(Figure("muscles", "Sets", [sets], Measure("sets"), BAR))
    assert re.findall(r'<text y="[^"]*" dy="0.35em">([^<]*)<', html) == [
        "Extraordinaril\N{HORIZONTAL ELLIPSIS}",
        "Chest",
    ]
    assert cells(html)[2:] == [name, f"4{SPACE}sets", "Chest", f"12{SPACE}sets"]
    assert f"Most 12{SPACE}sets (Chest), least 4{SPACE}sets ({name})." in html


@pytest.mark.parametrize(
    ("value", "words"), [(92.5, "81%"), (100, "Reached"), (104, "Reached")], ids=["on its way", "reached", "beyond"]
)
def test_progress_says_how_far_it_is_in_words(value: Number, words: str) -> None:
    html = markup(Progress("goal", "Bench press 100 kg", value, 100, Measure("kg"), 60))
    assert f'<span class="gauge-percent">{words}</span>' in html
    assert f"of 100{SPACE}kg" in html


def test_ring_is_closed_as_far_as_one_has_come() -> None:
    html = markup(Progress("ring", "Workouts", 9, 12, shape=RING))
    assert 'pathLength="100" stroke-dasharray="75 100"' in html
    assert '<title id="ring-picture">Workouts: 75 %</title>' in html


def test_no_chart_has_an_inline_style_and_ids_are_used_once() -> None:
    html = "".join(map(markup, [*sample_figures("one"), *sample_progress("one")]))
    assert " style=" not in html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    pointed_at = set(re.findall(r'(?:href="#|url\(#)([^")]*)', html))
    assert pointed_at <= set(ids)


def test_only_several_series_need_patterns_and_names_at_their_ends() -> None:
    assert "<pattern" not in markup(figure(SQUAT, kind=BAR))
    assert 'fill="url(#squat-fill-2)"' in markup(figure(SQUAT, BENCH, kind=BAR))
    assert "chart-ends" not in markup(figure(SQUAT))
    assert re.findall(r'<text class="series-2" [^>]*>([^<]*)<', markup(figure(SQUAT, BENCH))) == ["Bench"]


def test_period_that_is_not_over_is_marked() -> None:
    html = markup(figure(Series("Volume", [Point(BEGIN, 1), Point(date(2026, 1, 12), 1, partial=True)]), kind=BAR))
    assert html.count("is-partial") == 1
