"""The product's addresses, and beside them what its requests are compared with."""

from django.urls import path

from reports.api.muscle_groups import MuscleGroupsReport
from reports.api.progression import ProgressionReport
from reports.api.records import RecordsReport
from reports.api.summary import SummaryReport
from reports.api.workout_report import WorkoutReportView
from workset.tests.bench.views import ChangedSince, Floor, NeverAsked, bare, static_page
from workset.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FIRST_TIME = {"authentication_classes": [NeverAsked]}
AFTER_AN_EDIT = {"authentication_classes": [ChangedSince]}

urlpatterns = [
    path("bench/bare", bare),
    path("bench/page", static_page),
    path("api/v1/bench/floor", Floor.as_view()),
    path("api/v1/bench/summary", SummaryReport.as_view(**FIRST_TIME)),
    path("api/v1/bench/muscle-groups", MuscleGroupsReport.as_view(**FIRST_TIME)),
    path("api/v1/bench/progression", ProgressionReport.as_view(**FIRST_TIME)),
    path("api/v1/bench/workouts/<uuid:pk>/report", WorkoutReportView.as_view(**FIRST_TIME)),
    path("api/v1/bench/records", RecordsReport.as_view(**FIRST_TIME)),
    path("api/v1/bench/edited/summary", SummaryReport.as_view(**AFTER_AN_EDIT)),
    path("api/v1/bench/edited/muscle-groups", MuscleGroupsReport.as_view(**AFTER_AN_EDIT)),
    path("api/v1/bench/edited/records", RecordsReport.as_view(**AFTER_AN_EDIT)),
    *urlpatterns,
]
