"""The report of a workout as a page."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from reports.record_pages import news_of
from reports.workout_report import NOTHING, report_of, working_rows
from workouts.logbook.recount import lacks_bodyweight
from workouts.models import Workout
from workouts.timing import FORGOTTEN_AFTER


@require_safe
@signed_in
def workout_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the working sets of one workout add up to, and beside it all completed sets where that is something else."""
    workout = get_object_or_404(Workout.objects.for_user(request.user).with_tree(), pk=pk)
    workout.user = request.user  # known already: it needn't be asked for again
    rows = working_rows(workout)
    context = {
        "workout": workout,
        "report": report_of(workout.pk),
        "rows": rows,
        "news": news_of(request.user, workout),
        "was_forgotten": was_forgotten(workout),
        "lacks_bodyweight": lacks_bodyweight(workout, workout.exercises.all()),
        "seconds": sum(row.seconds for row in rows),
        "metres": sum((row.metres for row in rows), NOTHING),
    }
    return render(request, "reports/workout.html", context)


def was_forgotten(workout: Workout) -> bool:
    """Whether nobody knows how long a finished workout was: no set tells, or it was left open overnight."""
    seconds = workout.duration_seconds
    took_too_long = seconds is None or timedelta(seconds=seconds) > FORGOTTEN_AFTER
    return workout.status == Workout.Status.COMPLETED and took_too_long
