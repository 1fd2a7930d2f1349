"""The API's one router, a line per viewset; base /api/v1, no trailing slash."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api import auth, me

router = SimpleRouter(trailing_slash=False, use_regex_path=False)

urlpatterns = [
    path("auth/register", auth.RegisterView.as_view(), name="register"),
    path("auth/login", auth.LoginView.as_view(), name="login"),
    path("auth/refresh", auth.RefreshView.as_view(), name="refresh"),
    path("auth/logout", auth.LogoutView.as_view(), name="logout"),
    path("auth/me", me.MeView.as_view(), name="auth-me"),
    path("me", me.MeView.as_view(), name="me"),
    *router.urls,
]
