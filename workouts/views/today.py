"""What to do now: resume, begin, and how the week goes."""

from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from workouts.models import Set, Workout
from workouts.weeks import week_against_usual

MOST_OPEN = 5


def open_workouts(user: User) -> QuerySet[Workout]:
    """Those in progress, then those planned for today, for an earlier day that went by, and for no day.

    `current` is the workout-exercise of the last set done, None before the first.
    """
    due = Q(planned_on__lte=user.today()) | Q(planned_on=None)
    waiting = Q(status=Workout.Status.IN_PROGRESS) | due & Q(status=Workout.Status.PLANNED)
    done = Set.objects.filter(workout_exercise__workout=OuterRef("pk"), completed_at__isnull=False)
    current = Subquery(done.order_by("-completed_at").values("workout_exercise")[:1], output_field=UUIDField())
    return (
        Workout.objects.for_user(user)
        .filter(waiting)
        .annotate(current=current)
        .order_by("status", "-local_date", "-id")
    )


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The day's page; whoever is signed out sees what Workset is."""
    if not request.user.is_authenticated:
        return render(request, "front.html")
    workouts = Workout.objects.for_user(request.user).newest_first()
    context = {
        "open_workouts": open_workouts(request.user)[:MOST_OPEN],
        "last_workout": workouts.finished().first(),
        "week": week_against_usual(request.user),
    }
    return render(request, "workouts/today.html", context)
