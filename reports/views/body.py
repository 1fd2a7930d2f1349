"""The body by date: bodyweight, girths, body fat, and their course."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import User
from reports.charts.figures import Figure
from reports.progress_figures import body_figure
from reports.trend import DAYS_OF_AVERAGE
from workouts.forms.body import MeasurementForm, shown
from workouts.models import BodyMeasurement
from workouts.models.body import BodyMeasurementQuerySet, unit_for
from workouts.views.body import page_of

ROWS = 20
COURSE = timedelta(days=365)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest) -> HttpResponse:
    """What was measured of one kind (`kind`, else bodyweight), and the last of each; a POST records one."""
    assert isinstance(request.user, User)
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    kind = asked if asked in BodyMeasurement.Kind.values else BodyMeasurement.Kind.BODYWEIGHT.value
    form = MeasurementForm(request.POST if request.method == "POST" else None, user=request.user, kind=kind)
    if form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect(page_of(kind))
    mine = BodyMeasurement.objects.for_user(request.user)
    page = Paginator(mine.filter(kind=kind).with_before().newest_first(), ROWS).get_page(request.GET.get("page"))
    latest = {one.kind: one for one in mine.last_of_each_kind()}
    context = {
        "form": form,
        "page_obj": page,
        "kind": BodyMeasurement.Kind(kind),
        "kinds": BodyMeasurement.Kind,
        "last": latest.get(kind),
        "others": [latest[other] for other in BodyMeasurement.Kind.values if other in latest and other != kind],
        "figure": course_of(request.user, mine.filter(kind=kind)) if kind in latest else None,
    }
    return render(request, "body/list.html", context)


def course_of(user: User, measured: BodyMeasurementQuerySet) -> Figure:
    """A year of measurements of one kind, in the unit of `user`."""
    since = user.today() - COURSE
    rows = list(measured.filter(date__gt=since - timedelta(days=DAYS_OF_AVERAGE)).order_by("date"))
    unit = unit_for(user, rows[-1].kind) if rows else ""
    return body_figure([(one.date, shown(one, unit)) for one in rows], unit, since)
