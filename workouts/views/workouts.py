"""A workout from its start to its copy."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from accounts.models import User
from workouts.forms.logbook import MakingForm
from workouts.forms.sets import AddForm
from workouts.forms.workouts import WorkoutEditForm, WorkoutForm
from workouts.logbook import workouts as logbook
from workouts.models import Set, Workout
from workouts.timing import FORGOTTEN_AFTER
from workouts.views.prototypes import WORKOUT, logging
from workouts.views.sheet import Wanted
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.workout_page import attempt, page_of_workout, render_workout
from workset.app_shell import ShellPage
from workset.limits import count_made


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def past(request: HttpRequest) -> HttpResponse:
    """Log a workout that was done earlier; its exercises follow on its page."""
    form = WorkoutForm(request.POST if request.method == "POST" else None, zone=request.user.timezone)
    if form.is_valid():
        workout = form.make(partial(log_past, request.user, form), Workout.objects.for_user(request.user))
        if workout:
            return redirect("workout", workout.pk)
    return render(request, "workouts/workout_form.html", {"form": form})


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The workout page without a workout: scripts begin one in it, with signal or without."""
    return ShellPage(request, "workouts/shell.html", {"finish": reverse("workout-finish", args=[WORKOUT]), **logging()})


def log_past(user: User, form: WorkoutForm, pk: UUID | None) -> Workout:
    """The workout that the form describes, under the id `pk`."""
    return logbook.log_workout(user, form.values() | {"id": pk})


@signed_in
@only_posted(lambda request: redirect("today"))
def start(request: HttpRequest) -> HttpResponse:
    """A workout that begins now. One begun lately and still empty is taken up again: two taps make one workout."""
    empty = Workout.objects.for_user(request.user).filter(
        status=Workout.Status.IN_PROGRESS, exercise_count=0, started_at__gte=clock.now() - FORGOTTEN_AFTER
    )
    workout = empty.newest_first().first()
    if workout is None:
        workout = logbook.log_workout(request.user, {"status": Workout.Status.IN_PROGRESS})
    return redirect("workout", workout.pk)


@signed_in
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A workout, to be read and logged; `add` asks for one more row of a workout-exercise, of the `type` named."""
    form = AddForm(request.GET)
    asked = Wanted(form.cleaned_data["add"], form.cleaned_data["type"]) if form.is_valid() else None
    return render_workout(request, pk, wanted=asked)


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Title, times, bodyweight and notes of a workout."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = WorkoutEditForm(data, workout=workout, unit=request.user.weight_unit)
    if form.is_valid() and form.save(logbook.change_workout):
        return redirect("workout", pk)
    return render(request, "workouts/workout_form.html", {"form": form, "workout": workout})


@signed_in
@tells_deleted
@only_posted(page_of_workout)
def start_planned(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a workout that was planned."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    if workout.is_planned:
        attempt(request, partial(logbook.change_workout, workout, {"status": Workout.Status.IN_PROGRESS}))
    return redirect("workout", pk)


@signed_in
@tells_deleted
@only_posted(page_of_workout)
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The end of a workout, and what it adds up to; pressed twice it stays ended when it first was."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    if not attempt(request, partial(logbook.complete, workout)):
        return redirect("workout", pk)
    messages.success(request, _("Workout finished."))
    return redirect("workout-report", pk)


@signed_in
@tells_deleted
@only_posted(page_of_workout)
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same workout once more, in progress from now, its sets waiting to be done."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    count_made(request, Set.objects.filter(workout_exercise__workout=workout).count())
    form, own = MakingForm(request.POST), Workout.objects.for_user(request.user)
    made = form.make(lambda new_id: logbook.copy(workout, new_id=new_id), own) if form.is_valid() else None
    for text in form.faults():
        messages.error(request, text)
    return redirect("workout", made.pk if made else pk)
