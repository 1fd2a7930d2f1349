"""One measurement of the body: changed, deleted. Their list, which adds up, is in reports."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from workouts.forms.body import MeasurementEditForm
from workouts.logbook.body import change_measurement, delete_measurement
from workouts.models import BodyMeasurement
from workouts.views.stale import only_posted, tells_deleted
from workouts.views.workout_page import attempt


def page_of(kind: str) -> str:
    """The address of the list of one kind."""
    return f"{reverse('body')}?kind={kind}"


@signed_in
@tells_deleted
@require_http_methods(["GET", "HEAD", "POST"])
def measurement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a measurement."""
    row = get_object_or_404(BodyMeasurement.objects.for_user(request.user), pk=pk)
    row.user = request.user
    form = MeasurementEditForm(request.POST if request.method == "POST" else None, measurement=row)
    if form.is_valid() and form.save(change_measurement):
        messages.success(request, _("Saved."))
        return redirect(page_of(row.kind))
    return render(request, "body/edit.html", {"form": form, "measurement": row, "back": page_of(row.kind)})


def page_of_measurement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of the measurement `pk`, which says itself where it can't be shown."""
    return redirect("measurement", pk)


@signed_in
@tells_deleted
@only_posted(page_of_measurement)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a measurement; the message has a button that brings it back."""
    row = get_object_or_404(BodyMeasurement.objects.for_user(request.user), pk=pk)
    if attempt(request, partial(delete_measurement, row)):
        undo = render_to_string("body/_deleted.html", {"measurement": row}, request)
        messages.success(request, undo, extra_tags="markup")
    return redirect(page_of(row.kind))
