"""What it adds up to: periods, muscles, strength, records."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.models import User
from exercises.vocabulary import Muscle
from reports.forms.period import NAMES, PeriodForm
from reports.frequency import frequency, last_weeks
from reports.goal_reads import tell
from reports.goal_words import in_words
from reports.main_lifts import main_lifts
from reports.models import Goal
from reports.muscle_groups import last_four_weeks, muscle_groups
from reports.periods import CUSTOM, DAY, MONTH, MONTHLY, WEEK, WEEKLY, YEARLY, Change, Span, period_before
from reports.progress_figures import (
    lifts_figure,
    months_back,
    muscle_figure,
    ramp_figure,
    volume_figure,
    weekday_figure,
)
from reports.ramp_rate import ramp_rate
from reports.record_pages import records_page
from reports.records import Wanted
from reports.strength_scores import StrengthScores, strength_scores
from reports.summary import Summary, summary
from reports.volume import volume
from workouts.figures import grouped, written
from workset.lib.units import whole_from_kg

MOST_GOALS = 3
LONG_SPAN = 100
FEW = {"workouts", "days", "exercises", "records"}


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure of a period in words, and how it changed from the period before."""

    name: str
    value: str
    unit: str
    change: str


@require_safe
@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """A week, month, year or span beside the one before; its volume, how often, goals."""
    assert isinstance(request.user, User)
    user = request.user
    form = PeriodForm(request.GET, user=user)
    span, kind = form.span, form.kind
    found = summary(user, kind, span)
    shown = volume(user, *chart_span(user, kind, span))
    often = frequency(user, last_weeks(user.today(), user.week_start))
    goals = tell(user, Goal.objects.for_user(user).newest_first())
    running = [one for one in in_words(user, goals) if one.is_running][:MOST_GOALS]
    before = period_before(kind, span, user.week_start)
    context = {
        "form": form,
        "kind": kind,
        "kinds": NAMES,
        "span": span,
        "summary": found,
        "stats": stats_of(found, user.weight_unit),
        "earlier": address("progress", period=kind, **{"from": before.first, "to": before.last}),
        "later": later(kind, span, user),
        "volume": volume_figure(shown, user.weight_unit, user.today()),
        "weekdays": weekday_figure(often.by_weekday, user.week_start),
        "often": often,
        "goals": running,
        "csv": csv("volume", shown.span, interval=shown.interval),
    }
    return render(request, "reports/progress/period.html", context)


def chart_span(user: User, kind: str, span: Span) -> tuple[str, Span]:
    """By what, and over which days, volume is drawn beside a period: what came before it gives it its measure."""
    if kind == WEEKLY:
        return WEEK, Span(span.first - timedelta(weeks=25), span.last)
    if kind == MONTHLY:
        return MONTH, months_back(span.last, 11)
    if kind == YEARLY:
        return MONTH, months_back(span.last, 35)
    return (DAY if span.days <= LONG_SPAN else WEEK if span.days <= 7 * LONG_SPAN else MONTH), span


def later(kind: str, span: Span, user: User) -> str:
    """The address of the period after this one; "" where that lies ahead."""
    first = span.last + timedelta(days=1)
    if kind == CUSTOM or first > user.today():
        return ""
    return address("progress", period=kind, **{"from": first})


def address(name: str, **asked: Any) -> str:
    """A page with what is asked of it."""
    return f"{reverse(name)}?{urlencode(asked)}"


def csv(report: str, span: Span, **asked: str) -> str:
    """The address of the same figures as a file."""
    return address(f"api-reports-{report}-csv", **{"from": span.first, "to": span.last}, **asked)


def stats_of(found: Summary, unit: str) -> list[Stat]:
    """The figures of a period, the volume as a whole number of `unit`."""
    now, change = found.totals, found.change
    words = {
        "volume_kg": (_("Volume"), grouped(whole_from_kg(now.volume_kg, unit)), unit),
        "workouts": (_("Workouts"), grouped(now.workouts), ""),
        "sets": (_("Working sets"), grouped(now.sets), ""),
        "reps": (_("Reps"), grouped(now.reps), ""),
        "duration_seconds": (_("Time"), in_hours(now.duration_seconds), _("h:min")),
        "days": (_("Days trained"), grouped(now.days), ""),
        "exercises": (_("Exercises"), grouped(now.exercises), ""),
        "records": (_("New records"), grouped(now.records), ""),
    }
    return [Stat(*said, in_change(change[name], name in FEW)) for name, said in words.items()]


def in_hours(seconds: int) -> str:
    """Seconds as hours and minutes, the thousands of hours set apart."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{grouped(hours)}:{minutes:02}"


def in_change(change: Change, in_number: bool) -> str:
    """A change in words: as a number where there are few of a thing, else in percent; "" where there was none."""
    if not change.absolute:
        return ""
    sign = "+" if change.absolute > 0 else "\N{MINUS SIGN}"
    if in_number or change.percent is None:
        return _("none before") if change.percent is None else f"{sign}{abs(change.absolute)}"
    return f"{sign}{written(abs(change.percent).quantize(Decimal(1)))}\N{NARROW NO-BREAK SPACE}%"


@require_safe
@signed_in
def muscles(request: HttpRequest) -> HttpResponse:
    """Sets per muscle of the last four weeks beside the reference band."""
    assert isinstance(request.user, User)
    user = request.user
    span = last_four_weeks(user.today())
    found = muscle_groups(user, span)
    by_sets = sorted(found.groups, key=lambda one: -one.sets)
    rows = [(Muscle(one.muscle).label, one) for one in by_sets] if any(one.sets for one in by_sets) else []
    context = {
        "span": span,
        "found": found,
        "figure": muscle_figure(found.groups),
        "factor": written(user.secondary_muscle_factor),
        "rows": rows,
        "csv": csv("muscle-groups", span),
    }
    return render(request, "reports/progress/muscles.html", context)


@require_safe
@signed_in
def strength(request: HttpRequest) -> HttpResponse:
    """How strong: the main lifts over a year, strength scores, the ramp rate."""
    assert isinstance(request.user, User)
    user = request.user
    today = user.today()
    scores = strength_scores(user, today)
    context = {
        "lifts": lifts_figure(main_lifts(user, Span(today - timedelta(days=364), today)), user.weight_unit),
        "scores": scores,
        "scored": scored(scores),
        "missing": missing(scores),
        "ramp": ramp_figure(ramp_rate(user)),
        "unit": user.weight_unit,
    }
    return render(request, "reports/progress/strength.html", context)


def scored(scores: StrengthScores) -> list[tuple[str, str]]:
    """The scores that can be told, to two places."""
    told = (("DOTS", scores.dots), ("Wilks-2", scores.wilks2), ("IPF GL", scores.ipf_gl))
    return [(name, written(Decimal(f"{value:.2f}"))) for name, value in told if value is not None]


def missing(scores: StrengthScores) -> list[str]:
    """What keeps the scores from being told, in words."""
    words = {
        "sex": _("your sex (Settings, Profile)"),
        "bodyweight": _("your bodyweight"),
        "squat": _("a squat"),
        "bench": _("a bench press"),
        "deadlift": _("a deadlift"),
    }
    return [words[name] for name in scores.missing]


@require_safe
@signed_in
def records(request: HttpRequest) -> HttpResponse:
    """The records that stand, exercise by exercise."""
    assert isinstance(request.user, User)
    page, found = records_page(request.user, Wanted(), request.GET.get("page"))
    return render(request, "reports/progress/records.html", {"page_obj": page, "found": found})
