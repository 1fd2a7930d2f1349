"""The days of the history's calendar in words."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workouts.calendar import Day

register = template.Library()


@register.filter
def day_in_words(day: Day) -> str:
    """The date, with workouts and sets where there were any: "12 Mar 2026: 1 workout, 18 sets"."""
    date = date_format(day.date, "DATE_FORMAT")
    if day.training is None:
        return date
    done, sets = day.training.workouts, day.training.sets
    return _("%(date)s: %(workouts)s, %(sets)s") % {
        "date": date,
        "workouts": ngettext("%(count)s workout", "%(count)s workouts", done) % {"count": done},
        "sets": ngettext("%(count)s set", "%(count)s sets", sets) % {"count": sets},
    }


@register.filter
def span(step: tuple[int, int, int | None]) -> str:
    """The sets of one step of the legend: "10 to 14", "20 or more"."""
    _step, least, most = step
    return f"{least}\N{EN DASH}{most}" if most is not None else f"{least}+"
