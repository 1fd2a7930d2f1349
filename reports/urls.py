"""The pages that add up."""

from django.urls import path

from reports.views.exercise import exercise_page
from reports.views.workout_report import workout_report

urlpatterns = [
    path("exercises/<uuid:pk>/", exercise_page, name="exercise"),
    path("workouts/<uuid:pk>/report/", workout_report, name="workout-report"),
]
