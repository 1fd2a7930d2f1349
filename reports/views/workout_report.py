"""The report of a workout as a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from reports.workout_report import report_of
from workouts.models import Workout


@require_safe
@signed_in
def workout_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was done in one workout, exercise by exercise."""
    workout = get_object_or_404(Workout.objects.for_user(request.user), pk=pk)
    return render(request, "reports/workout.html", {"workout": workout, "report": report_of(workout)})
