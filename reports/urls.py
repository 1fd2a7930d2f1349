"""The pages that add up."""

from django.urls import path

from reports.views.workout_report import workout_report

urlpatterns = [path("workouts/<uuid:pk>/report/", workout_report, name="workout-report")]
