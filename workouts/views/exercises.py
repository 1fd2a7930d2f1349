"""The exercises of a workout: find and add, swap, describe, group, move, remove."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import User
from exercises.known import meant_by
from exercises.models import Exercise
from workouts.forms.exercises import ExerciseChoiceForm, MoveForm, PartnerForm, SwapForm, WorkoutExerciseForm
from workouts.logbook import exercises as logbook
from workouts.logbook import supersets
from workouts.models import Workout, WorkoutExercise
from workouts.previous import recent_and_rest, recent_first
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.undelete import offer_back
from workouts.views.workout_page import attempt, page_of_row, to_exercise
from workset.limits import count_made

MOST_FOUND = 50
MOST_RECENT = 12


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find an exercise by name (`q`) and add it with one press."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    form = ExerciseChoiceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        row = form.add_to(workout)
        if row:
            return to_exercise(row)
    query = query_of(request)
    context = {"workout": workout, "form": form} | shelves(request.user, query, recent_first(request.user, query))
    return render(request, "workouts/exercise_add.html", context)


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Swap an exercise, first of all for one of the same main muscle, else for one found by name (`q`)."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    before = row.exercise
    form = SwapForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        swapped = form.put_into(row)
        if swapped:
            tell_swapped(request, swapped, before)
            return to_exercise(swapped)
    query = query_of(request)
    choice = recent_first(request.user, query)
    if before.primary_muscle and not query:
        choice = choice.filter(primary_muscle=before.primary_muscle, category=before.category)
    context = {"row": row, "form": form, "differing_from": before.tracking if row.sets.exists() else ""}
    context |= shelves(request.user, query, choice, besides=before)
    return render(request, "workouts/exercise_swap.html", context)


def query_of(request: HttpRequest) -> str:
    """What was typed to find an exercise by."""
    return request.GET.get("q", "").replace("\0", "").strip()[:200]


def shelves(user: User, query: str, choice: QuerySet[Exercise], besides: Exercise | None = None) -> dict[str, Any]:
    """What can be chosen `besides` one: the exercise that is called so, those done last, favourites, the others."""
    meant = meant_by(user, query) if query else None
    named = list(recent_first(user).filter(pk=meant.pk)) if meant and meant != besides else []
    shown = [one.pk for one in (*named, besides) if one]
    recent, rest = recent_and_rest(choice.exclude(pk__in=shown), MOST_RECENT, MOST_FOUND + 1)
    return {
        "query": query,
        "is_named": meant is not None,
        "archived": meant if meant and meant.archived_at and meant != besides else None,
        "named": named,
        "recent": recent,
        "favourites": [exercise for exercise in rest if exercise.is_favourite],
        "others": [exercise for exercise in rest if not exercise.is_favourite][:MOST_FOUND],
        "more": len(recent) + len(rest) > MOST_FOUND,
        "is_found": bool(named or recent or rest),
    }


def tell_swapped(request: HttpRequest, row: WorkoutExercise, before: Exercise) -> None:
    """Say what was swapped, with a button that swaps it back; a second press of the same button swapped nothing."""
    if row.exercise_id != before.pk:
        context = {"row": row, "before": before, "reads_otherwise": reads_otherwise(row, before)}
        messages.success(request, render_to_string("workouts/_swapped.html", context, request), extra_tags="markup")


def reads_otherwise(row: WorkoutExercise, before: Exercise) -> bool:
    """Whether sets that were logged for another exercise are now read in another way."""
    return row.exercise.tracking != before.tracking and row.sets.exists()


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes, rest and superset of an exercise in a workout."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = WorkoutExerciseForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid() and form.save(form.describe):
        return to_exercise(row)
    return render(request, "workouts/workout_exercise_form.html", {"form": form, "row": row})


@signed_in
@tells_deleted
@only_posted(page_of_row)
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up or down, or to the top."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        attempt(request, partial(supersets.move_exercise, row, form.step))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def move_superset(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same with the whole superset of an exercise."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        attempt(request, partial(supersets.move_superset, row, form.step))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a superset with another exercise of the workout, or join the one it is in."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = PartnerForm(request.POST, row=row)
    if form.is_valid():
        attempt(request, partial(supersets.join, row, form.cleaned_data["with"]))
    else:
        messages.error(request, _("The other exercise was removed from the workout."))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exercise out of its superset."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    attempt(request, partial(supersets.leave, row))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the whole superset of an exercise apart."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    attempt(request, partial(supersets.split, row))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exercise and its sets out of a workout; the message has a button that brings them back."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    count_made(request, row.sets.count())
    if attempt(request, partial(logbook.remove_exercise, row)):
        offer_back(request, _("%(name)s was removed.") % {"name": row.exercise}, "workout-exercise-undelete", pk)
    return redirect("workout", row.workout_id)
