"""The logbook's pages."""

from django.urls import path

from workouts.views import bin as the_bin
from workouts.views import exercises, sets, today, workouts

urlpatterns = [
    path("", today.today, name="today"),
    path("workouts/", workouts.history, name="workouts"),
    path("workouts/new/", workouts.new, name="workout-new"),
    path("workouts/start/", workouts.start, name="workout-start"),
    path("workouts/bin/", the_bin.contents, name="workout-bin"),
    path("workouts/<uuid:pk>/", workouts.detail, name="workout"),
    path("workouts/<uuid:pk>/edit/", workouts.edit, name="workout-edit"),
    path("workouts/<uuid:pk>/start/", workouts.start_planned, name="workout-start-planned"),
    path("workouts/<uuid:pk>/finish/", workouts.finish, name="workout-finish"),
    path("workouts/<uuid:pk>/copy/", workouts.copy, name="workout-copy"),
    path("workouts/<uuid:pk>/delete/", the_bin.delete, name="workout-delete"),
    path("workouts/<uuid:pk>/restore/", the_bin.restore, name="workout-restore"),
    path("workouts/<uuid:pk>/exercises/add/", exercises.add, name="exercise-add"),
    path("workout-exercises/<uuid:pk>/edit/", exercises.edit, name="workout-exercise-edit"),
    path("workout-exercises/<uuid:pk>/move/", exercises.move, name="workout-exercise-move"),
    path("workout-exercises/<uuid:pk>/remove/", exercises.remove, name="workout-exercise-remove"),
    path("workout-exercises/<uuid:pk>/sets/", sets.add, name="set-add"),
    path("sets/<uuid:pk>/", sets.edit, name="set-edit"),
    path("sets/<uuid:pk>/delete/", sets.delete, name="set-delete"),
]
