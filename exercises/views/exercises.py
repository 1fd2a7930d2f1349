"""The list of exercises, and what a person sets for one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from exercises.forms import ExerciseSearchForm, FavouriteForm, PreferenceForm
from exercises.models import Exercise
from exercises.own import set_preference
from workset.lib.ways_back import is_own_path

ROWS = 30
MOST_USUAL = 5


@signed_in
@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """What can be trained. Nothing asked, what the person does lately and most stands in front."""
    data = request.GET.copy()
    data["q"] = data.get("q", "").replace("\0", "")
    form = ExerciseSearchForm(data, user=request.user)
    page = Paginator(form.found(), ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"form": form, "page_obj": page}
    if not form.asked and page.number == 1:
        context |= usual(request.user)
    return render(request, "exercises/list.html", context)


def usual(user: User) -> dict[str, list[Exercise]]:
    """What `user` did lately, and of the rest what they do most; one query."""
    known = Exercise.objects.visible_to(user).available().marking_favourites(user).with_history(user)
    done = sorted(known.filter(times__gt=0), key=lambda one: (one.last_done, one.times), reverse=True)
    rest = sorted(done[MOST_USUAL:], key=lambda one: one.times, reverse=True)
    return {"recent": done[:MOST_USUAL], "frequent": rest[:MOST_USUAL]}


@signed_in
@require_POST
def favourite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark an exercise as a favourite, or no longer; back to the page on which the star stood."""
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), pk=pk)
    form = FavouriteForm(request.POST)
    if form.is_valid():
        set_preference(request.user, exercise, form.cleaned_data)
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if is_own_path(back) else reverse("exercise", args=[pk]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit and the pinned note that one person sets for an exercise."""
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = PreferenceForm(data, user=request.user, preference=exercise.preference_of(request.user))
    if form.is_valid():
        set_preference(request.user, exercise, form.values())
        messages.success(request, _("Saved."))
        return redirect("exercise", pk)
    return render(request, "exercises/preferences.html", {"form": form, "exercise": exercise})
