"""The history that another app exported: uploaded, asked about where it leaves a unit open, accounted for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from workouts.forms.imports import ImportForm
from workouts.imports.samples import first_samples
from workouts.imports.table import MAX_BYTES
from workset.body_limits import takes_files
from workset.limits import within_limits

SHOWN_REFUSED = 200
SHOWN_EXERCISES = 50


@takes_files(MAX_BYTES)
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Upload an export. Nothing is written while a unit is asked for, and nothing of the file is kept meanwhile.

    The account of what was done is the answer itself: reloading it sends the file again, which adds nothing.
    """
    if request.method != "POST":
        return ask(request, ImportForm(user=request.user))
    form = ImportForm(request.POST, request.FILES, user=request.user)
    may_import = form.is_valid() and within_limits(request, form, [("import", str(request.user.pk))])
    history = form.read() if may_import else None
    if history is None:
        return ask(request, form)
    if questions := form.open_questions(history):
        asking = ImportForm(user=request.user, asks={*questions, *form.fields})
        return ask(request, asking, filename=form.cleaned_data["file"].name, samples=first_samples(history))
    result = form.commit(history)
    if result is None:
        return ask(request, form)
    context = {
        "result": result,
        "filename": form.cleaned_data["file"].name,
        "refused": result.refused[:SHOWN_REFUSED],
        "refused_more": len(result.refused[SHOWN_REFUSED:]),
        "made": result.exercises_made[:SHOWN_EXERCISES],
        "made_more": len(result.exercises_made[SHOWN_EXERCISES:]),
        "unit_of_file": history.weight_unit if "weight_unit" in form.cleaned_data else None,
    }
    return render(request, "workouts/import_result.html", context)


def ask(request: HttpRequest, form: ImportForm, **context: Any) -> HttpResponse:
    """The form, with what is wrong or has to be answered."""
    return render(request, "workouts/import.html", {"form": form, **context})
