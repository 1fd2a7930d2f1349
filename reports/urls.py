"""The pages that add up."""

from django.urls import path

from reports.views import body, goals, progress
from reports.views.exercise import exercise_page
from reports.views.workout_report import workout_report

urlpatterns = [
    path("exercises/<uuid:pk>/", exercise_page, name="exercise"),
    path("workouts/<uuid:pk>/report/", workout_report, name="workout-report"),
    path("body/", body.body, name="body"),
    path("progress/", progress.progress, name="progress"),
    path("progress/muscles/", progress.muscles, name="progress-muscles"),
    path("progress/strength/", progress.strength, name="progress-strength"),
    path("progress/records/", progress.records, name="progress-records"),
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.new, name="goal-new"),
    path("goals/<uuid:pk>/", goals.goal, name="goal"),
    path("goals/<uuid:pk>/edit/", goals.edit, name="goal-edit"),
    path("goals/<uuid:pk>/delete/", goals.delete, name="goal-delete"),
    path("goals/<uuid:pk>/undelete/", goals.undelete, name="goal-undelete"),
]
