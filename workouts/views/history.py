"""The history: a calendar and a list of all workouts, narrowed by what is looked for."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from workouts.forms.history import HistoryForm
from workouts.new_records import new_records_in
from workouts.training_days import calendar_of

ROWS = 20


@signed_in
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All workouts, newest first, a page at a time; `select` lets some of them be ticked, "all" ticks the page."""
    form = HistoryForm(request.GET, user=request.user)
    page = Paginator(form.found(), ROWS).get_page(request.GET.get("page"))
    records = new_records_in(request.user, page.object_list)
    for workout in page.object_list:
        workout.new_records = records.get(workout.pk, 0)
    here = request.GET.copy()
    select = here.pop("select", [""])[-1]
    context = {
        "form": form,
        "page_obj": page,
        "chips": form.chips(),
        "calendar": calendar_of(request.user, form.on_any_day(), request.GET.get("year", "")),
        "select": select,
        "here": here.urlencode(),
    }
    return render(request, "workouts/history.html", context)
