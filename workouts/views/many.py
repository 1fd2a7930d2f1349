"""Workouts that were ticked in the history: deleted, brought back, moved and given a title together."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import signed_in
from workouts.forms.many import DayForm, ShiftForm, TickedForm, TitleForm
from workouts.logbook import many as logbook
from workouts.models import Tombstone, Workout
from workouts.views.stale import only_posted
from workouts.views.workout_page import attempt

Ticked = list[Workout]
Asking = TypeVar("Asking", bound=TickedForm)


def to_list(request: HttpRequest, **more: str) -> HttpResponse:
    """Back to the history as it was narrowed and paged."""
    query = QueryDict(request.POST.get("here", ""), mutable=True)
    for name, value in more.items():
        query[name] = value
    return redirect(f"{reverse('workouts')}?{query.urlencode()}" if query else "workouts")


def of_ticked(view: Callable[[HttpRequest, Ticked, bool], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives the view the person's workouts that were ticked, newest first; 404 where one is not theirs.

    And whether these are all of them: where one is gone that is told, and the view changes nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            ids = {UUID(text) for text in request.POST.getlist("workout")}
        except ValueError:
            raise Http404 from None
        if not ids:
            messages.error(request, _("Tick a workout first."))
            return to_list(request, select="1")
        workouts = list(Workout.objects.of(request.user).filter(pk__in=ids).newest_first())
        gone = ids - {workout.pk for workout in workouts}
        if gone:
            if Tombstone.objects.filter(user=request.user, pk__in=gone).count() < len(gone):
                raise Http404
            messages.warning(request, _("One of these workouts was deleted on another device. Nothing was changed."))
        return view(request, workouts, not gone) if workouts else to_list(request)

    return signed_in(only_posted(lambda request: redirect("workouts"))(guarded))


@of_ticked
def delete(request: HttpRequest, workouts: Ticked, are_all: bool) -> HttpResponse:
    """Put them into the bin; the message has a button that brings them all back."""
    if are_all and attempt(request, partial(logbook.delete_many, workouts)):
        context = {"workouts": workouts, "here": request.POST.get("here", "")}
        undo = render_to_string("workouts/_many_deleted.html", context, request)
        messages.success(request, undo, extra_tags="markup")
    return to_list(request)


@of_ticked
def restore(request: HttpRequest, workouts: Ticked, are_all: bool) -> HttpResponse:
    """Take them out of the bin."""
    if are_all and attempt(request, partial(logbook.restore_many, workouts)):
        tell(request, ngettext("%(count)s workout restored.", "%(count)s workouts restored.", len(workouts)), workouts)
    return to_list(request)


@of_ticked
def move(request: HttpRequest, workouts: Ticked, are_all: bool) -> HttpResponse:
    """Move them by some days, or to one day; asks first which."""
    shift = ShiftForm(request.POST if "days" in request.POST else None)
    days = {workout.local_date for workout in workouts}
    day = DayForm(request.POST if "date" in request.POST else None, days=days)
    if are_all and (carried_out(shift, shift_as, workouts) or carried_out(day, move_as, workouts)):
        tell(request, ngettext("%(count)s workout moved.", "%(count)s workouts moved.", len(workouts)), workouts)
        return to_list(request)
    return ask(request, "workouts/many_move.html", workouts, {"shift": shift, "day": day})


def shift_as(form: ShiftForm, workouts: Ticked) -> None:
    """Move them by the days that the form says."""
    logbook.shift_many(workouts, form.shift(), form.cleaned_data["seen"])


def move_as(form: DayForm, workouts: Ticked) -> None:
    """Move them to the day that the form says."""
    logbook.move_many(workouts, form.cleaned_data["date"], form.cleaned_data["seen"])


@of_ticked
def retitle(request: HttpRequest, workouts: Ticked, are_all: bool) -> HttpResponse:
    """Give them one title; asks first which."""
    titles = {workout.title for workout in workouts}
    form = TitleForm(request.POST if "title" in request.POST else None, titles=titles)
    if are_all and carried_out(form, retitle_as, workouts):
        tell(request, ngettext("%(count)s workout renamed.", "%(count)s workouts renamed.", len(workouts)), workouts)
        return to_list(request)
    return ask(request, "workouts/many_title.html", workouts, {"form": form})


def retitle_as(form: TitleForm, workouts: Ticked) -> None:
    """Give them the title that the form says."""
    logbook.retitle_many(workouts, form.cleaned_data["title"], form.cleaned_data["seen"])


def carried_out(form: Asking, verb: Callable[[Asking, Ticked], None], workouts: Ticked) -> bool:
    """Whether what the form asks for is done now; what is wrong with it, and what the verb refuses, the form tells."""
    if form.is_valid() and not form.is_said_by(workouts):
        form.carry_out(partial(verb, form, workouts))
    return form.is_bound and not form.errors


def tell(request: HttpRequest, text: str, workouts: Ticked) -> None:
    """Say on the next page what was done to how many."""
    messages.success(request, text % {"count": len(workouts)})


def ask(request: HttpRequest, template: str, workouts: Ticked, forms: Mapping[str, TickedForm]) -> HttpResponse:
    """The page that asks for what is to be done to them."""
    here = request.POST.get("here", "")
    # As they stand now, for the next try: what was just refused has been read.
    seen = logbook.versions(workouts)
    wrong = any(form.errors for form in forms.values())
    return render(request, template, {"workouts": workouts, "here": here, "seen": seen, "wrong": wrong, **forms})
