"""A goal in words and figures, in the unit of who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from exercises.models import Preference
from reports.charts.figures import BAR, LINE, Figure, Measure
from reports.charts.series import Point, Series, Target, Trend, TrendPoint
from reports.goal_progress import ACHIEVED, ACTIVE, MISSED, Progress, Projection
from reports.models import BODYWEIGHT, CONSISTENCY, E1RM, STRENGTH, VOLUME, Goal
from reports.periods import Span, is_partial
from reports.progress_figures import unless_empty
from workouts.figures import grouped, in_unit, plain, written
from workset.lib.units import from_kg, whole_from_kg

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
WHOLE = Decimal(1)
ICONS = {ACTIVE: "timer", ACHIEVED: "check", MISSED: "close"}


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal that was told, its weights in `unit` ("kg" or "lb")."""

    goal: Goal
    unit: str

    @property
    def reached(self) -> Progress:
        """How far it is."""
        assert self.goal.reached is not None
        return self.goal.reached

    def number(self, value: Decimal) -> Decimal:
        """kg in the unit, to as many places as the figure means; a number of workouts as it is."""
        if self.goal.type == CONSISTENCY:
            return value.quantize(WHOLE)
        if self.goal.type == VOLUME:
            return whole_from_kg(value, self.unit)
        return from_kg(value, self.unit) if self.goal.metric == E1RM else in_unit(value, self.unit)

    def amount(self, value: Decimal | None) -> str:
        """A value with its unit; a dash for none."""
        if value is None:
            return "\N{EN DASH}"
        return self.with_unit(self.number(value))

    def with_unit(self, number: Decimal) -> str:
        """A number in the unit, with that behind it."""
        if self.goal.type == CONSISTENCY:
            count = int(number)
            return ngettext("%(n)s workout", "%(n)s workouts", count) % {"n": grouped(count)}
        shown = grouped(Decimal(plain(number))) if self.goal.type == VOLUME else written(number)
        return f"{shown}{NARROW_SPACE}{self.unit}"

    @property
    def target_number(self) -> Decimal:
        """The target in the unit: as it was typed where it was typed in that."""
        typed = self.goal.type == CONSISTENCY or self.goal.weight_unit == self.unit
        return self.goal.target_value if typed else self.number(self.goal.target)

    @property
    def target(self) -> str:
        """The target with its unit."""
        return self.with_unit(self.target_number)

    @property
    def value(self) -> str:
        """Where it stands."""
        return self.amount(self.reached.value)

    @property
    def start(self) -> str:
        """The bodyweight from which it goes."""
        return self.amount(self.reached.start_value)

    @property
    def remaining(self) -> str:
        """How much is left."""
        return self.amount(self.reached.remaining)

    @property
    def percent(self) -> int:
        """Whole percent, rounded down."""
        return int(self.reached.percent)

    @property
    def title(self) -> str:
        """What is aimed at, in a line."""
        if self.goal.type == STRENGTH:
            lift = self.goal.lift
            words = _("%(exercise)s: e1RM of %(target)s") if self.goal.metric == E1RM else _("%(exercise)s: %(target)s")
            return words % {"exercise": lift, "target": self.target}
        words = {
            (CONSISTENCY, "week"): _("%(target)s every week"),
            (CONSISTENCY, "month"): _("%(target)s every month"),
            (VOLUME, None): _("Volume of %(target)s"),
            (VOLUME, "week"): _("Volume of %(target)s every week"),
            (VOLUME, "month"): _("Volume of %(target)s every month"),
            (BODYWEIGHT, None): _("Bodyweight of %(target)s"),
        }.get((self.goal.type, self.goal.period), "%(target)s")
        return words % {"target": self.target}

    @property
    def status(self) -> str:
        """The status in words, of a goal for each week or month with that."""
        if self.reached.status == ACHIEVED:
            running = (self.goal.period or "") if self.is_running and not self.is_behind else ""
            return {"week": _("Achieved this week"), "month": _("Achieved this month")}.get(running, _("Achieved"))
        return _("Missed") if self.reached.status == MISSED else _("Under way")

    @property
    def icon(self) -> str:
        """The picture of the status."""
        return ICONS[self.reached.status]

    @property
    def is_running(self) -> bool:
        """Whether more can be done for it: it is active, or begins anew with the next week or month."""
        until = self.goal.deadline or date.max
        return self.reached.status == ACTIVE or (self.goal.period is not None and until >= self.goal.user.today())

    @property
    def value_name(self) -> str:
        """What the value is called."""
        if self.goal.type == STRENGTH:
            return _("Best so far")
        if self.goal.type == BODYWEIGHT:
            return _("Last measured")
        if self.is_behind:
            return {"week": _("Last week"), "month": _("Last month")}.get(self.goal.period or "", _("So far"))
        return {"week": _("This week"), "month": _("This month")}.get(self.goal.period or "", _("So far"))

    @property
    def is_behind(self) -> bool:
        """Whether the days that are added up have passed."""
        return self.reached.span is not None and self.reached.span.last < self.goal.user.today()


def in_words(user: User, goals: Iterable[Goal]) -> list[GoalWords]:
    """Goals that were told, in the unit of `user` or, where one is set for it, of the exercise; one query."""
    goals = list(goals)
    lifts = {goal.lift.pk for goal in goals if goal.lift}
    preferences = Preference.objects.filter(user=user, exercise__in=lifts).exclude(weight_unit="")
    found = dict(preferences.values_list("exercise", "weight_unit")) if lifts else {}
    units = {goal.pk: found.get(goal.lift.pk, user.weight_unit) for goal in goals if goal.lift}
    for goal in goals:
        goal.user = user
    return [GoalWords(goal, units.get(goal.pk, user.weight_unit)) for goal in goals]


def chart_of(words: GoalWords, projection: Projection | None, today: date) -> Figure:
    """The goal's points with its target, and the line on which it is projected."""
    goal, reached = words.goal, words.reached
    whole = Span(goal.starts_on, goal.deadline or date.max)
    points = [
        Point(
            day,
            words.number(value),
            partial=goal.period is not None and is_partial(day, goal.period, whole, today),
        )
        for day, value in reached.points
    ]
    counts = goal.type == CONSISTENCY
    return Figure(
        "progress-chart",
        _("Until now"),
        [Series(goal.get_metric_display(), unless_empty(points))],
        Measure("" if counts else words.unit, 0 if counts or goal.type == VOLUME else 1),
        BAR if goal.period else LINE,
        goal.period or "day",
        target=Target(_("Goal"), words.target_number),
        trend=trend_of(words, projection, today),
        nothing=nothing_of(goal),
    )


def nothing_of(goal: Goal) -> str:
    """What would fill an empty chart."""
    if goal.type == BODYWEIGHT:
        return _("Record your bodyweight.")
    return _("What you log from the start of the goal on stands here.")


def trend_of(words: GoalWords, projection: Projection | None, today: date) -> Trend | None:
    """The line to the day that it is projected for, no further ahead than it goes back."""
    if projection is None:
        return None
    line = projection.line
    last = min(projection.on, today + max(today - line.begin, timedelta(days=1)))
    days = [line.begin, last]
    shown = [words.number(Decimal(str(round(line.on(day), 3)))) for day in days]
    return Trend(_("Trend"), [TrendPoint(day, value) for day, value in zip(days, shown, strict=True)])


def address_of(workout: object, entry: object) -> str:
    """Where a workout, or a set in it, is shown."""
    return reverse("workout", args=[workout]) + (f"#set-{entry}" if entry else "")
