"""The reports of the API: each as JSON, and as CSV."""

from django.urls import URLPattern, path

from reports.api.frequency import FrequencyReport, FrequencyTable, RampRateReport, RampRateTable
from reports.api.history import HistoryReport, HistoryTable
from reports.api.muscle_groups import MuscleGroupsReport, MuscleGroupsTable
from reports.api.progression import ProgressionReport, ProgressionTable
from reports.api.strength_scores import ScoresReport, ScoresTable
from reports.api.summary import SummaryReport, SummaryTable
from reports.api.views import Report, Table
from reports.api.volume import TrendReport, TrendTable, VolumeReport, VolumeTable

REPORTS: dict[str, tuple[type[Report], type[Table]]] = {
    "summary": (SummaryReport, SummaryTable),
    "volume": (VolumeReport, VolumeTable),
    "trends": (TrendReport, TrendTable),
    "muscle-groups": (MuscleGroupsReport, MuscleGroupsTable),
    "frequency": (FrequencyReport, FrequencyTable),
    "history": (HistoryReport, HistoryTable),
    "progression": (ProgressionReport, ProgressionTable),
    "strength-scores": (ScoresReport, ScoresTable),
    "ramp-rate": (RampRateReport, RampRateTable),
}

report_urls: list[URLPattern] = []
for name, (report, table) in REPORTS.items():
    report_urls += [
        path(f"reports/{name}", report.as_view(), name=f"api-reports-{name}"),
        path(f"reports/{name}.csv", table.as_view(), name=f"api-reports-{name}-csv"),
    ]
