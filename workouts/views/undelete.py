"""What was deleted on the workout page, brought back by the button in the message."""

from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.models import User
from workouts.logbook.undelete import deletion, sets_gone_with, undelete_exercise, undelete_set
from workouts.models import Set, Tombstone, Workout, WorkoutExercise
from workouts.views.stale import View, only_posted
from workouts.views.workout_page import attempt
from workset.limits import count_made


def offer_back(request: HttpRequest, told: str, name: str, pk: UUID) -> None:
    """Say what was deleted, with a button that posts to the address `name`."""
    undo = render_to_string("workouts/_deleted.html", {"told": told, "address": reverse(name, args=[pk])}, request)
    messages.success(request, undo, extra_tags="markup")


def workout_of(model: Any, user: User, pk: UUID) -> UUID:
    """The workout in which the deleted row stood; 404 where the person deleted no such row."""
    found: UUID = get_object_or_404(model.history.filter(account=user, id=pk, history_type="-")[:1]).of_workout_id
    return found


def to_workout(request: HttpRequest, workout: UUID, part: str = "") -> HttpResponse:
    """To a `part` of the workout, or to the bin where it lies in that."""
    if not Workout.objects.for_user(request.user).filter(pk=workout).exists():
        return redirect("workout-bin")
    return redirect(reverse("workout", args=[workout]) + part)


def page_of_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the workout that the set was deleted from."""
    return to_workout(request, workout_of(Set, request.user, pk))


def page_of_exercise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the workout that the exercise was removed from."""
    return to_workout(request, workout_of(WorkoutExercise, request.user, pk))


def tells_gone(view: View) -> View:
    """Says that a row can't come back where its history went with its workout; a stranger finds nothing, as ever."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk=pk)
        except Http404:
            if not Tombstone.objects.filter(user=request.user, pk=pk).exists():
                raise
        messages.warning(request, _("This is gone for good: its workout was deleted from the bin."))
        return redirect("today")

    return guarded


@signed_in
@tells_gone
@only_posted(page_of_set)
def bring_set_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a deleted set back."""
    workout = workout_of(Set, request.user, pk)
    came_back = attempt(request, partial(undelete_set, request.user, pk))
    return to_workout(request, workout, f"#set-{pk}" if came_back else "")


@signed_in
@tells_gone
@only_posted(page_of_exercise)
def bring_exercise_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring an exercise with its sets back into its workout."""
    workout = workout_of(WorkoutExercise, request.user, pk)
    count_made(request, sets_gone_with(deletion(WorkoutExercise, request.user, pk)).count())
    came_back = attempt(request, partial(undelete_exercise, request.user, pk))
    return to_workout(request, workout, f"#exercise-{pk}" if came_back else "")
