"""The pages of exercises that need no history; an exercise's own page is among the reports."""

from django.urls import path

from exercises.views import exercises

urlpatterns = [
    path("exercises/", exercises.exercise_list, name="exercises"),
    path("exercises/<uuid:pk>/favourite/", exercises.favourite, name="exercise-favourite"),
    path("exercises/<uuid:pk>/settings/", exercises.preferences, name="exercise-settings"),
]
