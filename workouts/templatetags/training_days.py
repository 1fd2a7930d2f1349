"""The days of the history's calendar in words."""

from datetime import date
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from workouts.calendar import Day

register = template.Library()


@register.filter
def day_in_words(day: Day) -> str:
    """The date, with workouts and sets where there were any: "12 Mar 2026: 1 workout, 18 sets"."""
    done, sets = (day.training.workouts, day.training.sets) if day.training else (0, 0)
    return in_words(day.date, done, sets, get_language())


@lru_cache(maxsize=8_000)
def in_words(day: date, done: int, sets: int, _language: str | None) -> str:
    """The same in the language that is active: kept, as a year of them took a third of the page's time."""
    written = date_format(day, "DATE_FORMAT")
    if not done:
        return written
    return _("%(date)s: %(workouts)s, %(sets)s") % {
        "date": written,
        "workouts": ngettext("%(count)s workout", "%(count)s workouts", done) % {"count": done},
        "sets": ngettext("%(count)s set", "%(count)s sets", sets) % {"count": sets},
    }


@register.filter
def span(step: tuple[int, int, int | None]) -> str:
    """The sets of one step of the legend: "10 to 14", "20 or more"."""
    _step, least, most = step
    return f"{least}\N{EN DASH}{most}" if most is not None else f"{least}+"
