"""The logbook's pages."""

from django.urls import path

from workouts.views import bin as the_bin
from workouts.views import body, exercises, imports, own_exercises, sets, settings, today, welcome, workouts

urlpatterns = [
    path("", today.today, name="today"),
    path("welcome/", welcome.units, name="welcome"),
    path("welcome/equipment/", welcome.equipment, name="welcome-equipment"),
    path("welcome/begin/", welcome.begin, name="welcome-begin"),
    path("settings/", settings.index, name="settings"),
    path("settings/profile/", settings.profile, name="settings-profile"),
    path("settings/training/", settings.training, name="settings-training"),
    path("import/", imports.import_file, name="import"),
    path("body/", body.body, name="body"),
    path("body/<uuid:pk>/", body.measurement, name="measurement"),
    path("body/<uuid:pk>/delete/", body.delete, name="measurement-delete"),
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
    path("exercises/new/", own_exercises.new, name="exercise-new"),
    path("exercises/<uuid:pk>/edit/", own_exercises.edit, name="exercise-edit"),
    path("exercises/<uuid:pk>/delete/", own_exercises.delete, name="exercise-delete"),
    path("exercises/<uuid:pk>/restore/", own_exercises.restore, name="exercise-restore"),
    path("exercises/<uuid:pk>/merge/", own_exercises.merge, name="exercise-merge"),
    path("exercises/<uuid:pk>/unmerge/", own_exercises.unmerge, name="exercise-unmerge"),
    path("workout-exercises/<uuid:pk>/edit/", exercises.edit, name="workout-exercise-edit"),
    path("workout-exercises/<uuid:pk>/move/", exercises.move, name="workout-exercise-move"),
    path("workout-exercises/<uuid:pk>/remove/", exercises.remove, name="workout-exercise-remove"),
    path("workout-exercises/<uuid:pk>/sets/", sets.add, name="set-add"),
    path("sets/<uuid:pk>/", sets.edit, name="set-edit"),
    path("sets/<uuid:pk>/delete/", sets.delete, name="set-delete"),
]
