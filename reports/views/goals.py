"""Goals: what somebody means to reach, and how far that is."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.forms.goals import GoalEditForm, GoalForm
from reports.goal_progress import LEAST_DAYS, LEAST_POINTS, STATUSES
from reports.goal_reads import goal_progress, tell
from reports.goal_words import GoalWords, address_of, chart_of, in_words
from reports.goals import change_goal, delete_goal, undelete_goal
from reports.models import STRENGTH, Goal
from workouts.previous import recent_and_rest, recent_first
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.undelete import offer_back
from workouts.views.workout_page import attempt

ROWS = 20
MOST_RECENT, MOST_FOUND = 8, 20


@signed_in
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """All goals: those for which more can be done first, then the achieved, then the missed."""
    told = in_words(request.user, tell(request.user, Goal.objects.for_user(request.user).newest_first()))
    told.sort(key=lambda one: (not one.is_running, STATUSES.index(one.reached.status)))
    page = Paginator(told, ROWS).get_page(request.GET.get("page"))
    return render(request, "goals/list.html", {"page_obj": page})


@signed_in
@require_safe
@tells_deleted
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One goal: how far it is, what achieved it, when it will be reached at this pace."""
    row = get_object_or_404(Goal.objects.for_user(request.user), pk=pk)
    told = goal_progress(request.user, row)
    (words,) = in_words(request.user, [row])
    context = {
        "goal": row,
        "words": words,
        "reached": told.reached,
        "projection": told.projection,
        "figure": chart_of(words, told.projection, request.user.today()),
        "achieved": told.achieved,
        "best": told.best,
        "least_points": LEAST_POINTS,
        "least_days": LEAST_DAYS,
    }
    for name, deed in (("achieved_at", told.achieved), ("best_at", told.best)):
        context[name] = address_of(deed.workout_id, deed.set_id) if deed and deed.workout_id else ""
    return render(request, "goals/goal.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a goal of a `type`; one of strength on an `exercise`, which is looked for first (`q`)."""
    kind = request.GET.get("type", "")
    kind = kind if kind in Goal.Type.values else STRENGTH
    exercise = exercise_asked_for(request) if kind == STRENGTH else None
    context: dict[str, Any] = {"kind": kind, "kinds": Goal.Type, "exercise": exercise}
    if kind == STRENGTH and exercise is None:
        return render(request, "goals/new.html", context | choice(request))
    unit = unit_for(request, exercise)
    form = GoalForm(
        request.POST if request.method == "POST" else None, user=request.user, kind=kind, unit=unit, exercise=exercise
    )
    if form.is_valid() and (made := form.save()):
        messages.success(request, _("Your goal is set."))
        return redirect("goal", made.pk)
    return render(request, "goals/new.html", context | {"form": form})


def exercise_asked_for(request: HttpRequest) -> Exercise | None:
    """The one of `exercise`, 404 where the person can't see it; None where none is named."""
    try:
        pk = UUID(request.GET.get("exercise", ""))
    except ValueError:
        return None
    return get_object_or_404(Exercise.objects.visible_to(request.user).available(), pk=pk)


def choice(request: HttpRequest) -> dict[str, Any]:
    """Exercises with a load: those done lately and favourites, or what is found by name."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    lifted = recent_first(request.user, query).exclude(load_mode=LoadMode.NONE)
    recent, rest = recent_and_rest(lifted, MOST_RECENT, MOST_FOUND)
    return {"query": query, "recent": recent, "rest": rest}


def unit_for(request: HttpRequest, exercise: Exercise | None) -> str:
    """That of the exercise where one is set for it, else the account's."""
    preference = exercise and exercise.preference_of(request.user)
    return (preference.weight_unit if preference else "") or request.user.weight_unit


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a goal."""
    row = get_object_or_404(Goal.objects.for_user(request.user), pk=pk)
    (words,) = in_words(request.user, [row])
    form = GoalEditForm(
        request.POST if request.method == "POST" else None,
        goal=row,
        unit=words.unit,
        shown_target=lambda stands: GoalWords(stands, words.unit).target_number,
    )
    if form.is_valid() and form.save(change_goal):
        messages.success(request, _("Saved."))
        return redirect("goal", pk)
    return render(request, "goals/edit.html", {"form": form, "goal": row, "words": words})


def page_of_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of the goal `pk`, which says itself where it can't be shown."""
    return redirect("goal", pk)


@signed_in
@tells_deleted
@only_posted(page_of_goal)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a goal; the message has a button that brings it back."""
    row = get_object_or_404(Goal.objects.for_user(request.user), pk=pk)
    (words,) = in_words(request.user, [row])
    if attempt(request, partial(delete_goal, row)):
        offer_back(request, _("%(goal)s: deleted.") % {"goal": words.title}, "goal-undelete", pk)
    return redirect("goals")


@signed_in
@only_posted(page_of_goal)
def undelete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a deleted goal back."""
    get_object_or_404(Goal.history.filter(account=request.user, id=pk, history_type="-")[:1])
    return redirect("goal", pk) if attempt(request, partial(undelete_goal, request.user, pk)) else redirect("goals")
