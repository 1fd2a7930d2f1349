"""What to do now: resume, begin, and how the week goes."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workouts.models import Workout
from workouts.weeks import week_against_usual

MOST_OPEN = 5


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The day's page; whoever is signed out sees what Workset is."""
    if not request.user.is_authenticated:
        return render(request, "front.html")
    workouts = Workout.objects.for_user(request.user).newest_first()
    due = Q(status=Workout.Status.PLANNED, planned_on=request.user.today())
    context = {
        "open_workouts": workouts.filter(due | Q(status=Workout.Status.IN_PROGRESS))[:MOST_OPEN],
        "last_workout": workouts.finished().first(),
        "week": week_against_usual(request.user),
    }
    return render(request, "workouts/today.html", context)
