"""Own exercises: made, changed, archived, merged. Their pages stand here because history feels each of these."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from exercises.models import Exercise
from exercises.own import create_exercise
from workouts.forms.own_exercises import MergeForm, OwnExerciseEditForm, OwnExerciseForm
from workouts.logbook import own_exercises as logbook
from workouts.logbook.merge import merge_exercise, rows_moved, undo_merge
from workouts.previous import alike, recent_first
from workouts.views.workout_page import attempt
from workset.limits import count_made

MOST_FOUND = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an exercise of one's own."""
    name = request.GET.get("name", "").replace("\0", "")[:200]
    form = OwnExerciseForm(request.POST if request.method == "POST" else None, initial={"name": name})
    if form.is_valid():
        exercise = form.carry_out(lambda: create_exercise(request.user, form.values()))
        if exercise:
            messages.success(request, _("Exercise made."))
            return redirect("exercise", exercise.pk)
    return render(request, "workouts/own_exercise.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an own exercise."""
    exercise = get_object_or_404(Exercise.objects.of(request.user), pk=pk)
    form = OwnExerciseEditForm(request.POST if request.method == "POST" else None, exercise=exercise)
    if form.is_valid() and form.save(logbook.change_exercise):
        messages.success(request, _("Saved."))
        return redirect("exercise", pk)
    return render(request, "workouts/own_exercise.html", {"form": form, "exercise": exercise})


@signed_in
@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete an own exercise that was never used; archive it otherwise, and show how it comes back."""
    exercise = get_object_or_404(Exercise.objects.of(request.user), pk=pk)
    logbook.delete_exercise(exercise)
    if Exercise.objects.filter(pk=pk).exists():
        return redirect("exercise", pk)
    messages.success(request, _("%(name)s was deleted.") % {"name": exercise.name})
    return redirect("exercises")


@signed_in
@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring an own exercise back from the archive."""
    exercise = get_object_or_404(Exercise.objects.of(request.user), pk=pk)
    if attempt(request, partial(logbook.restore_exercise, exercise)):
        messages.success(request, _("It can be chosen again."))
    return redirect("exercise", pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find the exercise into which an own one goes (`q`), and merge with one press; the message says how to undo it."""
    exercise = get_object_or_404(Exercise.objects.of(request.user), pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        count_made(request, exercise.workout_exercises.count())
        target = form.carry_out(lambda: merge_exercise(exercise, form.cleaned_data["into"]))
        if target:
            messages.success(request, _("Merged: the history stands here now."))
            return redirect("exercise", target.pk)
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if query:
        found = list(recent_first(request.user, query).exclude(pk=pk)[:MOST_FOUND])
    else:
        found = alike(request.user, exercise)
    context = {"exercise": exercise, "form": form, "query": query, "found": found}
    return render(request, "workouts/exercise_merge.html", context)


@signed_in
@require_POST
def unmerge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo the merge of an own exercise."""
    exercise = get_object_or_404(Exercise.objects.of(request.user), pk=pk)
    count_made(request, rows_moved(exercise))
    if attempt(request, partial(undo_merge, exercise)):
        messages.success(request, _("The merge is undone."))
    return redirect("exercise", pk)
