"""Sets: log, change, delete. Each form has its own address and leads back to its exercise."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import User
from exercises.models import Preference
from workouts.columns import Columns, columns_for
from workouts.forms.sets import SetForm, SetPanelForm
from workouts.logbook import sets as logbook
from workouts.models import Set, WorkoutExercise
from workouts.views.sheet import Wanted
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.undelete import offer_back
from workouts.views.workout_page import attempt, page_of_row, render_workout, to_exercise


def page_of_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the exercise of the set `pk` on its workout's page, 404 where it is not the person's."""
    return to_exercise(get_object_or_404(Set.objects.for_user(request.user), pk=pk).workout_exercise)


@signed_in
@tells_deleted
@only_posted(page_of_row)
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Log one more set of an exercise; the page comes back at the fields for the next one."""
    row = get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk)
    form = SetForm(request.POST, columns=columns(request.user, row))
    if form.is_valid() and form.make(partial(log_one, row, form), row.sets.all()):
        return redirect(f"{reverse('workout', args=[row.workout_id])}#add-{row.pk}")
    return render_workout(request, row.workout_id, wanted=Wanted(row.pk, form.data.get("set_type") or "normal", form))


def log_one(row: WorkoutExercise, form: SetForm, pk: UUID | None) -> Set:
    """The set that the form describes, under the id `pk`."""
    return logbook.add_sets(row, [form.values() | {"id": pk}])[0]


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a set by its row; a GET opens its panel, whose fields belong to the row's form."""
    entry = get_object_or_404(Set.objects.for_user(request.user), pk=pk)
    row = entry.workout_exercise
    has_panel = request.method != "POST" or "notes" in request.POST
    data = request.POST if request.method == "POST" else None
    form = (SetPanelForm if has_panel else SetForm)(data, columns=columns(request.user, row), entry=entry)
    if form.is_valid() and form.save(logbook.change_set):
        return redirect(f"{reverse('workout', args=[row.workout_id])}#set-{entry.pk}")
    return render_workout(request, row.workout_id, form)


@signed_in
@tells_deleted
@only_posted(page_of_set)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a set; the message has a button that brings it back."""
    entry = get_object_or_404(Set.objects.for_user(request.user), pk=pk)
    if attempt(request, partial(logbook.delete_set, entry)):
        offer_back(request, _("Set deleted."), "set-undelete", pk)
    return to_exercise(entry.workout_exercise)


def columns(user: User, row: WorkoutExercise) -> Columns:
    """How `user` types the sets of this exercise."""
    preference = Preference.objects.filter(user=user, exercise=row.exercise_id).first()
    return columns_for(user, row.exercise, preference)
