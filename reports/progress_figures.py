"""The charts of the pages that add up, in the units of who reads them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exercises.vocabulary import LoadMode, Muscle
from reports.charts.figures import BAR, Figure, Measure
from reports.charts.series import DOTS, Band, Point, Series, Trend, TrendPoint
from reports.figure_words import FigureWords
from reports.main_lifts import MainLift
from reports.muscles import BAND_HIGH, BAND_LOW, MuscleSets
from reports.periods import A_DAY, DAY, MONTH, WEEK, Span, begin_of, is_partial, next_begin
from reports.progression import Progression
from reports.ramp import RampDay
from reports.trend import Fit, moving_average
from reports.volume import Volume
from workouts.calendar import first_weekday
from workouts.marks import beats
from workset.lib.units import from_kg, whole_from_kg

HUNDREDTH = Decimal("0.01")
MOST_DRAWN = 90  # on a phone more can't be told apart, nor pointed at; each is a row of the table behind its chart

Reached = tuple[date, Decimal, object]  # on a day, in a workout


def unless_empty(points: list[Point]) -> list[Point]:
    """The points of what adds up, none where it adds up to nothing: then a chart says what would fill it."""
    return points if any(point.value for point in points) else []


def history_of(first: date, last: date) -> str:
    """The workouts from one day to another."""
    return f"{reverse('workouts')}?from={first}&to={last}"


def volume_figure(found: Volume, unit: str, today: date) -> Figure:
    """The volume of each interval, as far as it lies in the span; each bar leads to its workouts."""
    points = []
    for one in found.points:
        first = max(one.begin, found.span.first)
        last = min(next_begin(found.interval, one.begin) - A_DAY, found.span.last)
        partial = is_partial(one.begin, found.interval, found.span, today)
        points.append(
            Point(one.begin, whole_from_kg(one.volume_kg, unit), href=history_of(first, last), partial=partial)
        )
    names = {
        DAY: _("Volume by day"),
        WEEK: _("Volume by week"),
        MONTH: _("Volume by month"),
    }
    return Figure(
        "volume",
        names[found.interval],
        [Series(_("Volume"), unless_empty(points))],
        Measure(unit, places=0),
        BAR,
        found.interval,
        nothing=_("Finish a workout: its load \N{MULTIPLICATION SIGN} reps stand here."),
    )


def muscle_figure(groups: Iterable[MuscleSets]) -> Figure:
    """Sets per muscle and week, those that were trained, the most first."""
    trained = sorted((one for one in groups if one.sets), key=lambda one: -one.sets_per_week)
    direct, helping = [], []
    for one in trained:
        name = str(Muscle(one.muscle).label)
        own = (one.sets_per_week * one.direct / one.sets).quantize(HUNDREDTH)
        direct.append(Point(name, own))
        helping.append(Point(name, one.sets_per_week - own))
    return Figure(
        "muscles",
        _("Sets per muscle and week"),
        [Series(_("Direct"), direct), Series(_("Helping"), helping)],
        Measure("", 2),
        BAR,
        band=Band(_("%(low)s to %(high)s") % {"low": BAND_LOW, "high": BAND_HIGH}, BAND_LOW, BAND_HIGH),
        nothing=_("Log sets by weight and reps: the muscles that they train stand here."),
    )


def lifts_figure(lifts: Sequence[MainLift], unit: str) -> Figure:
    """The best e1RM of each week, a line for each lift."""
    lines = [Series(one.exercise.name, [Point(week, from_kg(best, unit)) for week, best in one.weeks]) for one in lifts]
    return Figure(
        "lifts",
        _("Estimated one-rep max of the lifts that you train most"),
        lines,
        Measure(unit),
        each="week",
        nothing=_("Log sets of 1 to 12 reps with a weight: their estimates stand here."),
    )


def weekday_figure(by_weekday: Sequence[int], week_start: str) -> Figure:
    """Days trained by weekday, from the account's first day of the week on."""
    first = first_weekday(week_start)
    days = [(first + place) % 7 for place in range(7)]
    monday = date(2026, 1, 5)  # any one
    names = [date_format(date.fromordinal(monday.toordinal() + day), "l") for day in days]
    points = [Point(name, by_weekday[day]) for name, day in zip(names, days, strict=True)]
    return Figure(
        "weekdays",
        _("Days trained, by weekday"),
        [Series(_("Days"), unless_empty(points))],
        Measure("", 0),
        BAR,
        nothing=_("Log a working set: the days on which you train stand here."),
    )


def ramp_figure(days: Iterable[RampDay]) -> Figure:
    """The ratio of the last week's daily volume to that of the four before it."""
    points = [Point(day.date, None if day.ratio is None else round(day.ratio, 2)) for day in days]
    return Figure(
        "ramp",
        _("Ramp rate"),
        [Series(_("Ratio"), points)],
        Measure("", 2),
        note=_("Volume of about the last 7 days beside about 28 days before"),
        nothing=_("It needs four weeks of training."),
    )


def e1rm_figure(found: Progression, unit: str) -> Figure:
    """The e1RM of each workout with an exercise, and the line through them; what is a rough guess says so."""
    rough = {one.workout_id for one in found.points if one.low_confidence}
    points, note = drawn_points((one.local_date, one.best_e1rm_kg, one.workout_id) for one in found.points)
    return Figure(
        "e1rm",
        _("Estimated one-rep max"),
        [Series("e1RM", [point_in(unit, *one, is_rough=one[2] in rough) for one in points])],
        Measure(unit),
        note=note,
        trend=trend_of(found.fit, points, unit),
        nothing=_("Log sets of 1 to 12 reps with a weight: their estimates stand here."),
    )


def weight_figure(found: Progression, unit: str) -> Figure:
    """The top weight of each workout with an exercise; of assisted work the least help."""
    less = found.exercise.load_mode == LoadMode.ASSISTED
    points, note = drawn_points(((one.local_date, one.top_weight_kg, one.workout_id) for one in found.points), less)
    title, name = (_("Least help"), _("Help")) if less else (_("Top weight"), _("Weight"))
    return Figure(
        "top-weight", title, [Series(name, [point_in(unit, *one) for one in points])], Measure(unit), note=note
    )


def exercise_volume_figure(found: Progression, unit: str) -> Figure:
    """The volume of each workout with an exercise."""
    points, note = drawn_points((one.local_date, one.volume_kg, one.workout_id) for one in found.points)
    series = [Point(day, whole_from_kg(value, unit), href=workout_of(pk)) for day, value, pk in points]
    name = _("Volume by workout")
    return Figure("exercise-volume", name, [Series(_("Volume"), unless_empty(series))], Measure(unit, 0), note=note)


def body_figure(measured: Sequence[tuple[date, Decimal]], unit: str, since: date) -> Figure:
    """What was measured from a day on, with its average over seven days, for which those before it are given too."""
    averages = [Point(day, value.quantize(HUNDREDTH)) for day, value in moving_average(measured) if day >= since]
    dots = [Point(day, value) for day, value in measured if day >= since]
    return Figure(
        "measured",
        _("A year"),
        [Series(_("Average of 7 days"), averages), Series(_("Measured"), dots, DOTS)],
        Measure(unit),
        nothing=_("Record it a few times: its course stands here."),
    )


def drawn_points(found: Iterable[tuple[date, Decimal | None, object]], less: bool = False) -> tuple[list[Reached], str]:
    """The best of each day, or of each week or month where there are more than can be told apart; and which it is.

    Better is the higher value, or the lower where `less` is better.
    """
    points = [(day, value, pk) for day, value, pk in found if value is not None]
    best = best_of_each(DAY, points, less)
    if len(best) <= MOST_DRAWN:
        return best, ""
    best = best_of_each(WEEK, points, less)
    if len(best) <= MOST_DRAWN:
        return best, _("The best of each week")
    return best_of_each(MONTH, points, less), _("The best of each month")


def best_of_each(interval: str, points: Iterable[Reached], less: bool) -> list[Reached]:
    """Of each day, week or month the first point that nothing in it is better than."""
    best: dict[date, Reached] = {}
    for one in points:
        begin = begin_of(interval, one[0], "monday")
        if begin not in best or beats(one[1], best[begin][1], less):
            best[begin] = one
    return list(best.values())


def point_in(unit: str, day: date, kg: Decimal, workout: object, is_rough: bool = False) -> Point:
    """A weight of a day, that leads to its workout."""
    shown = from_kg(kg, unit)
    label = _("%(value)s, rough") % {"value": FigureWords(Measure(unit)).value(shown)} if is_rough else ""
    return Point(day, shown, label, href=workout_of(workout))


def workout_of(pk: object) -> str:
    """The page of a workout."""
    return reverse("workout", args=[pk])


def trend_of(line: Fit | None, points: Sequence[tuple[date, Decimal, object]], unit: str) -> Trend | None:
    """The line through the figures, from the first to the last day."""
    if line is None or len(points) < 2:
        return None
    ends = (points[0][0], points[-1][0])
    return Trend(_("Trend"), [TrendPoint(day, from_kg(Decimal(line.on(day)), unit)) for day in ends])


def months_back(today: date, months: int) -> Span:
    """From the first of a month some months ago to today."""
    whole_months = today.year * 12 + today.month - 1 - months
    return Span(date(whole_months // 12, whole_months % 12 + 1, 1), today)
