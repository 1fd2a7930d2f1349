"""An exercise as one person knows it: what it is, how it went, what is set for it."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.models import User
from exercises.forms import PreferenceForm
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.cache import cached
from reports.charts.figures import Figure
from reports.exercise_history import best_of, completed_sets, lacks_bodyweight, times_done
from reports.progress_figures import e1rm_figure, exercise_volume_figure, weight_figure
from reports.progression import progression
from reports.record_pages import records_of_exercise
from workouts.columns import Columns, columns_for
from workouts.models import Set, WorkoutExercise

ROWS = 10
MOST_VERSIONS = 20


@require_safe
@signed_in
def exercise_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One exercise with its history, ten times a page."""
    visible = Exercise.objects.visible_to(request.user).select_related("merged_into")
    exercise = get_object_or_404(visible.with_lists(request.user), pk=pk)
    preference = exercise.preference_of(request.user)
    exercise.is_favourite = preference is not None and preference.is_favourite
    columns = columns_for(request.user, exercise, preference)
    context: dict[str, Any] = {
        "exercise": exercise,
        "form": PreferenceForm(user=request.user, preference=preference),
        "pinned_note": preference.pinned_note if preference else "",
        "unit": columns.weight_unit,
        "has_weight": "weight" in columns.fields,
        "has_load": exercise.load_mode != LoadMode.NONE,
        "merged": exercise.merged.filter(owner=request.user),
        "versions": list(exercise.versions.all()[:MOST_VERSIONS]),
    }
    context |= course(request, exercise, columns) | history(request, exercise, columns)
    return render(request, "reports/exercise.html", context)


def course(request: HttpRequest, exercise: Exercise, columns: Columns) -> dict[str, Any]:
    """How the exercise went: its charts and its records."""
    user, asked = request.user, request.GET.get("records")
    assert isinstance(user, User)
    found = cached(user, "progression-of-exercise", exercise.pk, lambda: progression(user, exercise))
    figures: list[Figure] = []
    if found.points and exercise.load_mode != LoadMode.NONE:
        unit = columns.weight_unit
        figures = [e1rm_figure(found, unit), weight_figure(found, unit), exercise_volume_figure(found, unit)]
    records = records_of_exercise(user, exercise, columns, asked) if found.points else None
    return {
        "figures": [one for one in figures if one.series[0].points],
        "records": records,
        "is_history_asked_for": asked is not None,
    }


def history(request: HttpRequest, exercise: Exercise, columns: Columns) -> dict[str, Any]:
    """The times of the page that is asked for, with their working sets in words, and the best of all."""
    assert isinstance(request.user, User)
    best = best_of(request.user, exercise)
    page = Paginator(times_done(request.user, exercise), ROWS).get_page(request.GET.get("page"))
    sets = completed_sets([*page, *filter(None, [best.weight])])
    times = [(row, *worked_and_warmed_up(sets.get(row.pk, []), columns)) for row in page]
    heaviest = best.weight and next((one for one in sets[best.weight.pk] if is_heaviest(one, best.weight)), None)
    best_set = heaviest and in_words([words_of(heaviest, columns)])
    return {
        "page_obj": page,
        "times": times,
        "best": best,
        "best_set": best_set,
        "lacks_bodyweight": lacks_bodyweight(request.user, exercise),
    }


def worked_and_warmed_up(sets: list[Set], columns: Columns) -> tuple[list[tuple[Set, str]], int]:
    """Working sets in words, those that differ in their last figure only together with the first of them; and the
    number of warm-ups.
    """
    working = [(entry, words_of(entry, columns)) for entry in sets if entry.set_type != Set.Type.WARM_UP]
    runs = [list(run) for _, run in groupby(working, key=lambda one: (one[0].set_type, len(one[1]), one[1][:-1]))]
    return [(run[0][0], in_words([words for _, words in run])) for run in runs], len(sets) - len(working)


def words_of(entry: Set, columns: Columns) -> list[str]:
    """A set's figures, each unbroken; a dash where it has none."""
    return [word.replace(" ", "\N{NO-BREAK SPACE}") for word in columns.summary(entry)] or ["\N{EN DASH}"]


def in_words(run: list[list[str]]) -> str:
    """Sets that differ in their last figure only, as a lifter writes them: 100 kg x 5, 5, 4."""
    *same, first = run[0]
    others = [words[-1].removeprefix("\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}") for words in run[1:]]
    return " ".join([*same, ", ".join([first, *others])])


def is_heaviest(entry: Set, row: WorkoutExercise) -> bool:
    """Whether the row's top weight was lifted in this set."""
    return entry.set_type != Set.Type.WARM_UP and entry.reps != 0 and entry.weight_kg == row.top_weight_kg
