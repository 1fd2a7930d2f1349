"""{% chart figure %} draws what a page says in a `Figure` or a `Progress`; the page links charts.css and charts.js."""

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.charts.bars import draw_bars
from reports.charts.figures import BAR, Figure, Progress
from reports.charts.lines import draw_lines
from reports.charts.progress import share
from reports.charts.rows import draw_rows
from reports.charts.samples import sample_figures, sample_progress
from reports.charts.series import Point
from reports.charts.thinning import thinned
from reports.figure_words import FigureWords
from workouts.calendar import first_weekday

register = template.Library()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of the numbers behind a chart."""

    name: str
    href: str
    values: list[str] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def chart(context: Context, figure: Figure | Progress) -> SafeString:
    """The chart, whole: caption, picture, values by pointer and keys, numbers."""
    if isinstance(figure, Progress):
        return render_to_string("reports/charts/progress.html", progress_context(figure))
    words = FigureWords(figure.measure, figure.each, first_weekday(getattr(context.get("user"), "week_start", "")))
    drawing, page = drawn(figure, words)
    if drawing is None:
        return render_to_string("reports/charts/empty.html", {"figure": figure})
    shown = thinned(figure.series)
    described = [words.sentence(one, named=len(figure.series) > 1) for one in figure.series]
    is_stacked = len(figure.series) > 1 and figure.kind == BAR
    context = {
        "figure": figure,
        "drawing": drawing,
        "description": " ".join(filter(None, described)),
        "several": len(figure.series) > 1,
        "has_links": any(stop.href for stop in drawing.stops),
        "last": drawing.stops[-1] if not figure.is_by_name else drawing.stops[0],
        "last_number": len(drawing.stops) - 1 if not figure.is_by_name else 0,
        "most_number": len(drawing.stops) - 1,
        "unit": "" if figure.measure.times else figure.measure.unit,
        "is_stacked": is_stacked,
        "rows": table_rows(shown, words, newest_first=not figure.is_by_name, with_total=is_stacked),
        "left_out": len(figure.series[0].points) - len(shown[0].points),
    }
    return render_to_string(f"reports/charts/{page}.html", context)


def drawn(figure: Figure, words: FigureWords) -> tuple[Any, str]:
    """What is drawn of a figure, None where there is nothing, and the template that does it."""
    measure = figure.measure
    if figure.is_by_name:
        return draw_rows(figure.series, words, figure.target, figure.band), "rows"
    whole = measure.places == 0
    if figure.kind == BAR:
        drawing = draw_bars(figure.series, words, figure.target, figure.band, measure.times, whole)
        return drawing, "bar" if len(figure.series) == 1 else "stacked"
    return draw_lines(figure.series, words, figure.target, figure.band, figure.trend, measure.times, whole), "line"


def table_rows(series: list[Any], words: FigureWords, newest_first: bool, with_total: bool) -> list[TableRow]:
    """Each day or name with its values, one for each series."""
    by_place: dict[Any, list[Point | None]] = {}
    for number, one in enumerate(series):
        for point in one.points:
            by_place.setdefault(point.at, [None] * len(series))[number] = point
    places = sorted(by_place, reverse=True) if newest_first else list(by_place)
    return [
        TableRow(
            words.at(at),
            next((point.href for point in by_place[at] if point and point.href), ""),
            values_of(by_place[at], at, words, with_total),
        )
        for at in places
    ]


def values_of(points: list[Point | None], at: Any, words: FigureWords, with_total: bool) -> list[str]:
    """What each series has at a place, and where parts are stacked what they come to."""
    values = [words.point(point or Point(at, None)) for point in points]
    known = [float(point.value) for point in points if point is not None and point.value is not None]
    return [*values, words.value(sum(known))] if with_total else values


def progress_context(progress: Progress) -> dict[str, Any]:
    """What a bar or a ring shows, in words and in percent."""
    words = FigureWords(progress.measure)
    return {
        "figure": progress,
        "percent": share(progress.value, progress.target, progress.start),
        "value": words.value(progress.value),
        "target": words.value(progress.target),
    }


@register.simple_tag
def chart_samples(suffix: str) -> list[Figure]:
    """Charts of every kind, full and empty, for the styleguide; their ids end with `suffix`."""
    return sample_figures(suffix)


@register.simple_tag
def progress_samples(suffix: str) -> list[Progress]:
    """Bars and rings for the styleguide."""
    return sample_progress(suffix)
