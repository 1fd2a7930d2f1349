"""The bin: into it, out of it, and empty."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from workouts.forms.workouts import EmptyBinForm
from workouts.logbook import bin as logbook
from workouts.models import Workout
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.undelete import offer_back
from workouts.views.workout_page import attempt, page_of_workout

ROWS = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contents(request: HttpRequest) -> HttpResponse:
    """What lies in the bin; a POST empties it, once the box is ticked."""
    form = EmptyBinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count = logbook.empty_bin(request.user)
        deleted = ngettext("%(count)s workout deleted for good.", "%(count)s workouts deleted for good.", count)
        messages.success(request, deleted % {"count": count})
        return redirect("workout-bin")
    page = Paginator(Workout.objects.bin_of(request.user), ROWS).get_page(request.GET.get("page"))
    return render(request, "workouts/bin.html", {"form": form, "page_obj": page})


@signed_in
@tells_deleted
@only_posted(page_of_workout)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a workout into the bin; the message has a button that brings it back."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    if attempt(request, partial(logbook.move_to_bin, workout)):
        offer_back(request, _("Workout deleted. It lies in the bin for 30 days."), "workout-restore", pk)
    return redirect("workouts")


@signed_in
@tells_deleted
@only_posted(lambda request, pk: redirect("workout-bin"))
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a workout out of the bin."""
    workout = get_object_or_404(Workout.objects.of(request.user), pk=pk)
    if not attempt(request, partial(logbook.restore, workout)):
        return redirect("workout-bin")
    messages.success(request, _("Workout restored."))
    return redirect("workout", pk)
