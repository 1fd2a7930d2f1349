"""Pages that outlived what they show: a tab that a phone restores, a row that another device deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from workouts.models import Tombstone, Workout
from workset.lib import ways_back

View = Callable[..., HttpResponse]

# The list on which such a row stood.
LISTS = {Tombstone.Kind.MEASUREMENT: "body", Tombstone.Kind.GOAL: "goals"}

DELETED = {
    Tombstone.Kind.WORKOUT: _("This workout was deleted on another device."),
    Tombstone.Kind.WORKOUT_EXERCISE: _("This exercise was removed from the workout on another device."),
    Tombstone.Kind.SET: _("This set was deleted on another device."),
    Tombstone.Kind.MEASUREMENT: _("This measurement was deleted on another device."),
    Tombstone.Kind.GOAL: _("This goal was deleted on another device."),
}


def only_posted(page: View) -> Callable[[View], View]:
    """The address of a form that stands on another page: whoever opens it is led by `page` to where the form is.

    Phones do so when they restore a tab, and the sign-in does on its way back.
    """

    def decorate(view: View) -> View:
        posted = require_POST(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = page if request.method in ("GET", "HEAD") else posted
            return answer(request, *args, **kwargs)

        return guarded

    return decorate


def tells_deleted(view: View) -> View:
    """Says that a row is gone where the person who asks deleted it; to everybody else it is not found, as ever."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk=pk)
        except Http404:
            stone = Tombstone.objects.filter(user=request.user, pk=pk, kind__in=DELETED).first()
            if stone is None:
                raise
        messages.warning(request, DELETED[Tombstone.Kind(stone.kind)])
        return page_before(request, stone.kind)

    return guarded


def page_before(request: HttpRequest, kind: str) -> HttpResponse:
    """Back to the workout on whose page the form stood, where that is known and still there; else to Today.

    From a row of a `kind` that has a list to that.
    """
    if kind in LISTS:
        return redirect(LISTS[Tombstone.Kind(kind)])
    try:
        match = resolve(ways_back.page_before(request))
    except Resolver404:
        return redirect("today")
    if match.url_name == "workout" and Workout.objects.for_user(request.user).filter(**match.kwargs).exists():
        return redirect("workout", **match.kwargs)
    return redirect("today")
