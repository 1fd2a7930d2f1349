"""The first minutes of an account: three steps, each of which may be skipped."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from workouts.forms.body import BeginForm
from workouts.forms.settings import EquipmentForm, UnitsForm
from workouts.logbook.account import change_account
from workouts.views.workouts import start


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """First: units, time zone, first day of the week. Skipping the rest keeps what stands here, if it can be kept."""
    form = UnitsForm(request.POST if request.method == "POST" else None, user=request.user)
    done = form.is_valid() and form.save(change_account)
    if "skip" in request.POST:
        return redirect("today")
    return redirect("welcome-equipment") if done else render(request, "welcome/units.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def equipment(request: HttpRequest) -> HttpResponse:
    """Second: bar, step, plates, RPE."""
    form = EquipmentForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and form.save(change_account):
        stays = "add" in request.POST or form.plates.deleted_forms
        return redirect("welcome-equipment" if stays else "welcome-begin")
    return render(request, "welcome/equipment.html", {"form": form, "plates": form.plates.again()})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Third: bodyweight, and where to go from here."""
    form = BeginForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and form.save():
        if form.cleaned_data["begin"] == "start":
            return start(request)
        return redirect(form.cleaned_data["begin"])
    return render(request, "welcome/begin.html", {"form": form})
