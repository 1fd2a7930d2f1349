"""What to look for in the history."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from exercises.models import Exercise
from workouts.forms.workouts import day_widget
from workouts.models import Workout, WorkoutExercise
from workouts.models.ranges import TEXT
from workouts.models.workout import WorkoutQuerySet

NO_DAY = gettext_lazy("Give the date like 2026-03-31.")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, in words, and the address of the list without it."""

    text: str
    address: str


def done_by(user: User) -> QuerySet[Exercise]:
    """The exercises in `user`'s workouts, by name."""
    done = WorkoutExercise.objects.for_user(user).values("exercise")
    return Exercise.objects.visible_to(user).filter(pk__in=done).order_by("name", "pk")


class HistoryForm(forms.Form):
    """What to look for in `user`'s history; `from` and `to` are local dates, both included."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=TEXT)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("Any")), *((key, capfirst(text)) for key, text in Workout.Status.choices)],
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )
    field_order = ["q", "from", "to", "exercise", "status"]

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        # `from` is a word of Python's: it can't be an attribute of the class.
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=day_widget(), error_messages={"invalid": NO_DAY}
            )
        names = [(str(pk), name) for pk, name in done_by(user).values_list("pk", "name")]
        self.fields["exercise"] = forms.ChoiceField(
            label=_("Exercise"),
            required=False,
            choices=[("", _("Any")), *names],
            error_messages={"invalid_choice": _("Choose an exercise that you have done.")},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Days that lie the wrong way round are told; the first one stays."""
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", _("This is before the first day. Give it or a later one."))
        return self.cleaned_data

    @property
    def asked(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.data.get(name) for name in self.fields)

    def on_any_day(self) -> WorkoutQuerySet:
        """The workouts that fit whenever they were.

        What can't be read narrows nothing, its field says so; but in an exercise that was never done stands nothing.
        """
        self.is_valid()
        workouts = Workout.objects.for_user(self.user)
        asked = self.cleaned_data
        if asked.get("q"):
            workouts = workouts.containing(asked["q"])
        if asked.get("status"):
            workouts = workouts.filter(status=asked["status"])
        if "exercise" in self.errors:
            return workouts.none()
        if asked.get("exercise"):
            within = WorkoutExercise.objects.filter(user=self.user, exercise=asked["exercise"])
            workouts = workouts.filter(pk__in=within.values("workout"))
        return workouts

    def found(self) -> WorkoutQuerySet:
        """The workouts that fit, newest first."""
        workouts = self.on_any_day().newest_first()
        if self.cleaned_data.get("from"):
            workouts = workouts.filter(local_date__gte=self.cleaned_data["from"])
        if self.cleaned_data.get("to"):
            workouts = workouts.filter(local_date__lte=self.cleaned_data["to"])
        return workouts

    def chips(self) -> list[Chip]:
        """What narrows the list, each with the way to do without it."""
        asked = self.cleaned_data
        first, last = asked.get("from"), asked.get("to")
        texts: list[tuple[tuple[str, ...], str]] = []
        if asked.get("q"):
            texts.append((("q",), _("“%(words)s”") % {"words": asked["q"]}))
        if first and first == last:
            texts.append((("from", "to"), date_format(first, "DATE_FORMAT")))
        else:
            texts += [(("from",), _("from %(day)s") % {"day": date_format(first, "DATE_FORMAT")})] if first else []
            texts += [(("to",), _("to %(day)s") % {"day": date_format(last, "DATE_FORMAT")})] if last else []
        for name in ("exercise", "status"):
            if asked.get(name):
                texts.append(((name,), dict(self.fields[name].choices)[asked[name]]))
        return [Chip(text, self.without(*names)) for names, text in texts]

    def without(self, *names: str) -> str:
        """The address of the first page of the list that is not narrowed by `names`."""
        rest = self.data.copy()
        for name in (*names, "page"):
            rest.pop(name, None)
        return f"?{rest.urlencode()}"
