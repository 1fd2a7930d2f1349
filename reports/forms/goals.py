"""Goals as they are typed: the fields that the type of goal needs, weights in the unit of who types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.goals import create_goal
from reports.models import BODYWEIGHT, CONSISTENCY, E1RM, STRENGTH, VOLUME, Goal
from workouts.forms.fields import NumberField, keypad
from workouts.forms.logbook import MakingForm
from workouts.forms.workouts import day_widget
from workset.forms import EditForm

PERIODS = [("week", _("Every week")), ("month", _("Every month")), ("", _("All together"))]
METRICS = [("weight", _("The heaviest weight")), ("e1rm", _("The estimated one-rep max (e1RM)"))]
TARGETS = {
    STRENGTH: _("Target, %(unit)s"),
    VOLUME: _("Volume, %(unit)s"),
    BODYWEIGHT: _("Bodyweight, %(unit)s"),
    CONSISTENCY: _("Workouts"),
}
NO_WEIGHT = _("Write the weight like 62.5 or 62,5, thousands without a separator.")
NO_COUNT = _("Write a whole number like 3.")
NO_DATE = _("Give the date like 2026-03-31.")
SHOWN_AS = {"target_value": "target", "weight_unit": "target", "exercise_id": "metric"}


def fields_of(kind: str, unit: str, exercise: Exercise | None) -> dict[str, forms.Field]:
    """The fields of a goal of this type, in the order in which they are asked for."""
    label = TARGETS[kind] % {"unit": unit}
    if kind == CONSISTENCY:
        messages = {"invalid": NO_COUNT, "required": NO_COUNT}
        target: forms.Field = forms.IntegerField(label=label, widget=keypad("numeric"), error_messages=messages)
    else:
        messages = {"invalid": NO_WEIGHT, "required": _("Give the weight that you aim at.")}
        target = NumberField(label=label, required=True, max_digits=13, decimal_places=3, error_messages=messages)
    found: dict[str, forms.Field] = {}
    if kind == STRENGTH and exercise is not None and exercise.load_mode != LoadMode.ASSISTED:
        found["metric"] = forms.ChoiceField(label=_("What counts"), choices=METRICS, widget=forms.RadioSelect)
    found["target"] = target
    if kind in (CONSISTENCY, VOLUME):
        found["period"] = forms.ChoiceField(label=_("Counted"), choices=PERIODS, required=False)
        found["period"].required = False
    found["starts_on"] = forms.DateField(
        label=_("Counts from"),
        widget=day_widget(),
        error_messages={"invalid": NO_DATE, "required": _("Give the day from which on it counts.")},
    )
    found["deadline"] = forms.DateField(
        label=_("Until"), widget=day_widget(), required=False, error_messages={"invalid": NO_DATE}
    )
    return found


def values_of(given: dict[str, Any], unit: str) -> dict[str, Any]:
    """Fields of Goal, of those that were given."""
    values: dict[str, Any] = {name: given[name] for name in ("metric", "starts_on", "deadline") if name in given}
    if "target" in given:
        values |= {"target_value": given["target"], "weight_unit": unit}
    if "period" in given:
        values["period"] = given["period"] or None
    return values


class GoalForm(MakingForm):
    """A new goal of one type."""

    shown_as = SHOWN_AS

    def __init__(self, data: Any = None, *, user: User, kind: str, unit: str, exercise: Exercise | None = None) -> None:
        initial = {"starts_on": user.today(), "metric": "weight", "period": "week"}
        super().__init__(data, initial=initial)
        self.user, self.kind, self.unit, self.exercise = user, kind, unit, exercise
        self.fields |= fields_of(kind, unit, exercise)

    def values(self) -> dict[str, Any]:
        """All that makes the goal."""
        assisted = {"metric": E1RM} if self.kind == STRENGTH else {}
        return {
            "type": self.kind,
            "exercise": self.exercise,
            **assisted,
            **values_of(self.cleaned_data, self.unit),
        }

    def save(self) -> Goal | None:
        """The goal, or None with the reasons beside their fields."""
        return self.make(lambda pk: create_goal(self.user, self.values(), pk), Goal.objects.for_user(self.user))


class GoalEditForm(EditForm):
    """What can be changed of a goal. What wasn't touched stays as it was typed, in its own unit."""

    shown_as = SHOWN_AS

    def __init__(self, data: Any = None, *, goal: Goal, unit: str, shown_target: Any) -> None:
        self.unit, self.shown_target = unit, shown_target
        super().__init__(data, row=goal)
        self.fields |= fields_of(goal.type, unit, goal.lift)

    def showing(self) -> dict[str, Any]:
        """The goal, its target in the unit of who reads it."""
        goal = self.row
        target = self.shown_target(goal)
        return {
            "metric": goal.metric,
            "target": int(target) if goal.type == CONSISTENCY else target,
            "period": goal.period or "",
            "starts_on": goal.starts_on,
            "deadline": goal.deadline,
        }

    def values(self) -> dict[str, Any]:
        """What was typed over, as fields of the goal."""
        return values_of(super().values(), self.unit)
