"""Addresses: pages, the API and what a server is asked at the root."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from workset import app_shell, error_pages
from workset.api.docs import redoc, redoc_script, schema, swagger
from workset.health import health, ping
from workset.pages import help_page, privacy
from workset.styleguide import styleguide

urlpatterns = [
    path("api/v1/", include("workset.api_urls")),  # first, as addresses are compared in turn and these must be quick
    path("", include("exercises.urls")),
    path("", include("workouts.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("privacy/", privacy, name="privacy"),
    path("help/", help_page, name="help"),
    path("sw.js", app_shell.service_worker, name="service-worker"),
    path("manifest.webmanifest", app_shell.manifest, name="manifest"),
    path("offline/", app_shell.offline, name="offline"),
    path("offline/not-saved/", app_shell.not_saved, name="offline-not-saved"),
    path("waiting/", app_shell.waiting, name="waiting"),
    path("styleguide/", styleguide, name="styleguide"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="password-change")),  # it ends the devices too
    path("admin/", admin.site.urls),
    path("health", health, name="health"),
    path("api/ping", ping, name="ping"),
    path("api/schema", schema, name="api-schema"),
    path("api/docs", swagger, name="api-docs"),
    path("api/redoc", redoc, name="api-redoc"),
    path("api/redoc.js", redoc_script, name="api-redoc-script"),
    path("docs", RedirectView.as_view(pattern_name="api-docs"), name="docs"),
    path("redoc", RedirectView.as_view(pattern_name="api-redoc"), name="redoc"),
]

handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = error_pages.page_not_found
handler500 = error_pages.server_error
