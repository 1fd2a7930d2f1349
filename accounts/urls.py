from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import security, sign_in

urlpatterns = [
    path("sign-up/", sign_in.sign_up, name="sign-up"),
    path("sign-in/", sign_in.SignInView.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("more/", sign_in.more, name="more"),
    path("settings/data/", sign_in.data, name="settings-data"),
    path("settings/data/delete/", sign_in.delete, name="account-delete"),
    path("settings/devices/", security.devices, name="settings-devices"),
    path("settings/devices/sign-out-others/", security.end_others, name="devices-end-others"),
    path("settings/devices/<uuid:pk>/", security.device, name="device"),
    path("settings/devices/<uuid:pk>/sign-out/", security.end_device, name="device-end"),
    path("settings/security/", security.security, name="settings-security"),
    path("settings/security/email/", security.email, name="email-change"),
    path("settings/security/email/resend/", security.resend, name="email-resend"),
    path("api-access/", security.api_access, name="api-access"),
    path("email/verify/<str:token>/", security.verify, name="email-verify"),
    path("password/change/", security.password, name="password-change"),
    path("password/reset/", sign_in.reset, name="password-reset"),
    path("password/reset/sent/", sign_in.reset_sent, name="password-reset-sent"),
    path("password/reset/<str:uid>/<str:token>/", sign_in.reset_confirm, name="password-reset-confirm"),
    path("password/reset/done/", sign_in.reset_done, name="password-reset-done"),
]
