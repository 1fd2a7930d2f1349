"""The parts of an exercise's card on the workout page that are kept by what they show."""

from typing import Any, NamedTuple

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from workset.markup import markup

register = template.Library()


class Signals(NamedTuple):
    """How a person wants to be told that a rest is over."""

    rest_sound: bool
    rest_vibration: bool


@register.simple_tag(takes_context=True)
def kept_row(context: Context, set_row: Any) -> SafeString:
    """The row of a set without a form: what that has to say is the form's own."""
    shown = set_row.shown(context["row"], context["workout"])
    written = markup("workouts/_set.html", context["token"], icons=context["icons"], **shown)
    return set_row.with_own_id(written)  # type: ignore[no-any-return]


@register.simple_tag(takes_context=True)
def kept_menu(context: Context) -> SafeString:
    """The menu of an exercise, which the card of a prototype has too."""
    row, place = context["row"], getattr(context["card"], "place", None)
    return markup(
        "workouts/_exercise_menu.html",
        context["token"],
        icons=context["icons"],
        pk=row.pk,
        name=row.exercise.name,
        letter=context.get("letter"),
        place=place,
    )


@register.simple_tag(takes_context=True)
def kept_dock(context: Context) -> SafeString:
    """The bar for rest and tools."""
    user = context["user"]
    return markup("workouts/_dock.html", "", user=Signals(user.rest_sound, user.rest_vibration))
