"""The workout page, whole again whenever one of its many forms was refused."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone as clock

from accounts.models import User
from workouts.forms.sets import SetForm
from workouts.models import WorkoutExercise
from workouts.rests import DEFAULTS
from workouts.views.prototypes import logging
from workouts.views.sheet import Wanted, make_sheet
from workouts.whole import whole_workout


def render_workout(
    request: HttpRequest, pk: UUID, form: SetForm | None = None, wanted: Wanted | None = None
) -> HttpResponse:
    """The page of the workout `pk`, 404 where it is not the person's.

    `form` is the open or refused form of one set, `wanted` a row that is asked for beside those that stand.
    """
    read_at = clock.now()  # what is written from now on the page may lack
    workout = whole_workout(request.user, pk)
    if workout is None:
        raise Http404
    sheet = make_sheet(request.user, workout, form, wanted)
    refused = form or (wanted.form if wanted else None)
    context = {
        "workout": workout,
        "sheet": sheet,
        "read_at": read_at,
        "form": refused,
        "preferences": json.dumps(preferences(request.user)),
    }
    return render(request, "workouts/workout.html", context | logging(get_token(request)))


def preferences(user: User) -> dict[str, Any]:
    """What the page's scripts need to know of the account, until they have the pocket copy."""
    return {"formula": user.e1rm_formula, "track_rpe": user.track_rpe, "rests": DEFAULTS}


def to_exercise(row: WorkoutExercise) -> HttpResponseRedirect:
    """Back to the exercise on its workout's page."""
    return HttpResponseRedirect(f"{reverse('workout', args=[row.workout_id])}#exercise-{row.pk}")


def page_of_workout(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of the workout `pk`, which says itself where it can't be shown."""
    return redirect("workout", pk)


def page_of_row(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the exercise `pk` on its workout's page, 404 where it is not the person's."""
    return to_exercise(get_object_or_404(WorkoutExercise.objects.for_user(request.user), pk=pk))


def attempt(request: HttpRequest, verb: Callable[[], object]) -> bool:
    """Whether the verb was carried out; what it refused is told on the next page (another device was quicker)."""
    try:
        verb()
    except ValidationError as refused:
        for text in refused.messages:
            messages.error(request, text)
        return False
    return True
