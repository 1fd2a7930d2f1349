"""The pages of the sign-in family, Django's own views with our forms, and of what becomes of one's data."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from accounts.forms import AccountDeleteForm, PasswordResetForm, SignInForm, SignUpForm
from accounts.registration import is_open
from accounts.tokens import sign_out_everywhere


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account and be signed in."""
    if request.user.is_authenticated:
        return redirect("today")
    if not is_open():
        return render(request, "accounts/sign_up_closed.html", status=403)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (user := form.save()):
        login(request, user)
        return redirect("welcome")
    return render(request, "accounts/sign_up.html", {"form": form})


@signed_in
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """The places that a phone's tabs have no room for."""
    return render(request, "accounts/more.html")


@signed_in
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Data in, data out, and the end of the account."""
    return render(request, "settings/data.html")


@sensitive_post_parameters("password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account and everything in it, once the password is given."""
    form = AccountDeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.save(request.user):
        logout(request)
        messages.success(request, _("Your account and everything in it is deleted."))
        return redirect("today")
    return render(request, "settings/delete.html", {"form": form})


class SignInView(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """What is told here (of a form that was lost with the session) is told once more behind the sign-in."""
        response: TemplateResponse = super().render_to_response(context, **kwargs)
        told = messages.get_messages(self.request)
        response.add_post_render_callback(lambda _response: setattr(told, "used", False))
        return response


class PasswordChangeView(auth_views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("password-change-done")

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """A new password signs out all apps; Django signs out the other browsers."""
        sign_out_everywhere(form.user)
        return super().form_valid(form)


class PasswordChangeDoneView(auth_views.PasswordChangeDoneView):
    template_name = "accounts/password_change_done.html"


class PasswordResetView(auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = PasswordResetForm
    email_template_name = "accounts/password_reset_email.txt"
    subject_template_name = "accounts/password_reset_subject.txt"
    success_url = reverse_lazy("password-reset-sent")


class PasswordResetSentView(auth_views.PasswordResetDoneView):
    template_name = "accounts/password_reset_sent.html"


class PasswordResetConfirmView(auth_views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("password-reset-done")

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """A new password signs out all apps; Django signs out all browsers."""
        sign_out_everywhere(form.user)
        return super().form_valid(form)


class PasswordResetDoneView(auth_views.PasswordResetCompleteView):
    template_name = "accounts/password_reset_done.html"
