"""Sets: log, change, delete. Each form has its own address and leads back to its exercise."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from accounts.models import User
from exercises.models import Preference
from workouts.columns import Columns, columns_for
from workouts.forms.sets import SetForm, SetPanelForm
from workouts.logbook import sets as logbook
from workouts.models import Set, WorkoutExercise
from workouts.views.workout_page import attempt, render_workout, to_exercise


@signed_in
@require_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Log one more set of an exercise."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = SetForm(request.POST, columns=columns(request.user, row))
    if form.is_valid() and form.carry_out(partial(logbook.add_sets, row, [form.values()])):
        return to_exercise(row)
    return render_workout(request, row.workout_id, form, adds_to=row.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a set by its row; a GET opens its panel, whose fields belong to the row's form."""
    entry = get_object_or_404(Set.objects.for_user(request.user), pk=pk)
    row = entry.workout_exercise
    has_panel = request.method != "POST" or "notes" in request.POST
    data = request.POST if request.method == "POST" else None
    form = (SetPanelForm if has_panel else SetForm)(data, columns=columns(request.user, row), entry=entry)
    if form.is_valid() and form.carry_out(partial(logbook.change_set, entry, form.values())):
        return to_exercise(row)
    return render_workout(request, row.workout_id, form)


@signed_in
@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a set for good."""
    entry = get_object_or_404(Set.objects.for_user(request.user), pk=pk)
    attempt(request, partial(logbook.delete_set, entry))
    return to_exercise(entry.workout_exercise)


def columns(user: User, row: WorkoutExercise) -> Columns:
    """How `user` types the sets of this exercise."""
    preference = Preference.objects.filter(user=user, exercise=row.exercise_id).first()
    return columns_for(user, row.exercise, preference)
