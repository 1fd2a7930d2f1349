"""The API's addresses, a line per viewset; base /api/v1, no trailing slash."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api import auth
from accounts.api.devices import DeviceViewSet, SecurityEventViewSet
from accounts.api.me import PasswordView
from reports.api.goals import GoalViewSet
from reports.api.records import RecordsOfExerciseReport, RecordsReport, RecordsTable
from reports.api.urls import report_urls
from reports.api.workout_report import WorkoutReportView
from workouts.api.body_measurements import BodyMeasurementViewSet
from workouts.api.exercises import ExerciseViewSet
from workouts.api.me import AccountView
from workouts.api.sets import SetViewSet
from workouts.api.workout_exercises import WorkoutExerciseViewSet
from workouts.api.workouts import BinViewSet, WorkoutViewSet

# Addresses are compared in turn: those that are asked most come first.
logbook = SimpleRouter(trailing_slash=False, use_regex_path=False)
logbook.register("workouts", WorkoutViewSet, basename="api-workouts")
logbook.register("sets", SetViewSet, basename="api-sets")
logbook.register("workout-exercises", WorkoutExerciseViewSet, basename="api-workout-exercises")

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("exercises", ExerciseViewSet, basename="api-exercises")
router.register("me/devices", DeviceViewSet, basename="api-devices")
router.register("me/security-events", SecurityEventViewSet, basename="api-security-events")
router.register("body-measurements", BodyMeasurementViewSet, basename="api-body-measurements")
router.register("goals", GoalViewSet, basename="api-goals")

urlpatterns = [
    *logbook.urls,
    path("workouts/<uuid:pk>/report", WorkoutReportView.as_view(), name="api-workouts-report"),
    path("auth/register", auth.RegisterView.as_view(), name="api-register"),
    path("auth/login", auth.LoginView.as_view(), name="api-login"),
    path("auth/refresh", auth.RefreshView.as_view(), name="api-refresh"),
    path("auth/logout", auth.LogoutView.as_view(), name="api-logout"),
    path("auth/password/reset", auth.PasswordResetView.as_view(), name="api-password-reset"),
    path("auth/password/confirm", auth.PasswordConfirmView.as_view(), name="api-password-confirm"),
    path("auth/email/verify", auth.EmailVerifyView.as_view(), name="api-email-verify"),
    path("auth/email/resend", auth.EmailResendView.as_view(), name="api-email-resend"),
    path("auth/me", AccountView.as_view(), name="api-auth-me"),
    path("me", AccountView.as_view(), name="api-me"),
    path("me/password", PasswordView.as_view(), name="api-me-password"),
    path(
        "me/devices",
        DeviceViewSet.as_view({"get": "list", "delete": "destroy_others"}),
        name="api-devices-all",
    ),
    path("workouts/bin", BinViewSet.as_view({"get": "list", "delete": "destroy"}), name="api-workouts-bin"),
    *report_urls,
    path("records", RecordsReport.as_view(), name="api-records"),
    path("records.csv", RecordsTable.as_view(), name="api-records-csv"),
    path("records/<uuid:pk>", RecordsOfExerciseReport.as_view(), name="api-records-of-exercise"),
    *router.urls,
]
