"""The exercises of a workout: find and add, describe, move, remove."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from workouts.forms.exercises import ExerciseChoiceForm, MoveForm, WorkoutExerciseForm, meant_by
from workouts.logbook import exercises as logbook
from workouts.models import Workout, WorkoutExercise
from workouts.previous import recent_and_rest, recent_first
from workouts.supersets import letters
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.workout_page import attempt, page_of_row, to_exercise

MOST_FOUND = 50
MOST_RECENT = 12


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find an exercise by name (`q`) and add it with one press; those done last come first, then favourites."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    form = ExerciseChoiceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        row = form.add_to(workout)
        if row:
            return to_exercise(row)
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    recent, rest = recent_and_rest(request.user, query, MOST_RECENT, MOST_FOUND + 1)
    meant = meant_by(request.user, query) if query else None
    if meant is not None and meant not in (*recent, *rest):
        rest = [*recent_first(request.user).filter(pk=meant.pk), *rest]
    context = {
        "workout": workout,
        "form": form,
        "query": query,
        "recent": recent,
        "favourites": [exercise for exercise in rest if exercise.is_favourite],
        "others": [exercise for exercise in rest if not exercise.is_favourite][:MOST_FOUND],
        "more": len(recent) + len(rest) > MOST_FOUND,
        "is_named": meant is not None,
    }
    return render(request, "workouts/exercise_add.html", context)


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes, rest and superset of an exercise in a workout."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    names = letters(row.workout.exercises.values_list("superset", flat=True))
    form = WorkoutExerciseForm(request.POST if request.method == "POST" else None, row=row, letters=names)
    if form.is_valid() and form.carry_out(partial(logbook.change_workout_exercise, row, form.values())):
        return to_exercise(row)
    return render(request, "workouts/workout_exercise_form.html", {"form": form, "row": row})


@signed_in
@tells_deleted
@only_posted(page_of_row)
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up or down."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        # At the top "up" asks for place 0, which the verb reads as "stay".
        order = row.order + form.cleaned_data["direction"]
        attempt(request, partial(logbook.change_workout_exercise, row, {"order": order}))
    return to_exercise(row)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exercise and its sets out of a workout."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    attempt(request, partial(logbook.remove_exercise, row))
    return redirect("workout", row.workout_id)
