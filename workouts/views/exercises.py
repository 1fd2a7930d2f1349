"""The exercises of a workout: find and add, describe, move, remove."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from workouts.forms.exercises import ExerciseChoiceForm, MoveForm, WorkoutExerciseForm
from workouts.logbook import exercises as logbook
from workouts.models import Workout, WorkoutExercise
from workouts.previous import recent_first
from workouts.supersets import letters
from workouts.views.workout_page import attempt, to_exercise

MOST_FOUND = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find an exercise by name (`q`) and add it with one press; without a name those done last come first."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    form = ExerciseChoiceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        row = form.carry_out(lambda: logbook.add_exercise(workout, form.chosen()))
        if row:
            return to_exercise(row)
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = list(recent_first(request.user, query)[: MOST_FOUND + 1])
    context = {
        "workout": workout,
        "form": form,
        "query": query,
        "recent": [exercise for exercise in found[:MOST_FOUND] if exercise.last_done],
        "others": [exercise for exercise in found[:MOST_FOUND] if not exercise.last_done],
        "more": len(found) > MOST_FOUND,
        "is_named": any(exercise.name.casefold() == query.casefold() for exercise in found),
    }
    return render(request, "workouts/exercise_add.html", context)


@signed_in
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
@require_POST
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
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exercise and its sets out of a workout."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    attempt(request, partial(logbook.remove_exercise, row))
    return redirect("workout", row.workout_id)
