"""The settings that the logbook depends on: units, equipment, formula."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from workouts.forms.settings import ProfileForm, TrainingForm
from workouts.logbook.account import change_account


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """To the first of the settings' pages."""
    return redirect("settings-profile")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, units, days, and how dates and numbers are written."""
    form = ProfileForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and form.save(change_account):
        messages.success(request, _("Settings saved."))
        return redirect("settings-profile")
    return render(request, "settings/profile.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Bar, step, plates, RPE, formula, rest. The buttons that add and remove a plate save all the rest too."""
    form = TrainingForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and form.save(change_account):
        messages.success(request, _("Settings saved."))
        at_plates = "add" in request.POST or form.plates.deleted_forms
        return redirect(reverse("settings-training") + ("#plates" if at_plates else ""))
    return render(request, "settings/training.html", {"form": form, "plates": form.plates.again()})
