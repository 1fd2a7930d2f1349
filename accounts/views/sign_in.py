"""The pages of the sign-in family, and of what becomes of one's data."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from accounts.forms import AccountDeleteForm, NewPasswordForm, ResetForm, SignInForm, SignUpForm
from accounts.passwords import user_of_link
from accounts.registration import is_open
from workset.limits import at_the_door, inside, within_limits


def may_try(request: HttpRequest, form: SignUpForm | ResetForm) -> bool:
    """Whether this address, and this account's, may ask once more by now."""
    return within_limits(request, form, at_the_door(request, form.cleaned_data["email"]))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account and be signed in. An invite's link brings its token along in `invite`."""
    if request.user.is_authenticated:
        return redirect("today")
    invite = (request.POST.get("invite") or request.GET.get("invite", ""))[:200]
    if not is_open(invite):
        return render(request, "accounts/sign_up_closed.html", status=403)
    form = SignUpForm(request.POST if request.method == "POST" else None, initial={"invite": invite})
    if form.is_valid() and may_try(request, form) and form.save():
        if form.user is None or settings.REGISTRATION_QUIET:  # whether the address was taken is told by mail alone
            return render(request, "accounts/sign_up_sent.html", {"email": form.cleaned_data["email"]})
        login(request, form.user)
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
    if form.is_valid() and within_limits(request, form, inside(request)) and form.save(request.user, request.device):
        logout(request)
        messages.success(request, _("Your account and everything in it is deleted."))
        return redirect("today")
    return render(request, "settings/delete.html", {"form": form})


class SignInView(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Never this page itself: whoever is signed in would be led in a circle."""
        wanted: str = super().get_redirect_url()
        return "" if wanted == self.request.path else wanted

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """What is told here (of a form that was lost with the session) is told once more behind the sign-in."""
        response: TemplateResponse = super().render_to_response(context, **kwargs)
        told = messages.get_messages(self.request)
        response.add_post_render_callback(lambda _response: setattr(told, "used", False))
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by which a new password is chosen; the answer tells nothing of who has an account."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and may_try(request, form):
        form.save()
        return redirect("password-reset-sent")
    return render(request, "accounts/password_reset.html", {"form": form})


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    """That the link is on its way, if there is such an account."""
    return render(request, "accounts/password_reset_sent.html")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_confirm(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password by the link of a mail; all devices are signed out."""
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.save(uid, token):
        return redirect("password-reset-done")
    is_good = user_of_link(uid, token) is not None
    answer = render(request, "accounts/password_reset_confirm.html", {"form": form, "is_good": is_good})
    answer["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return answer


@require_safe
def reset_done(request: HttpRequest) -> HttpResponse:
    """That one can sign in with it."""
    return render(request, "accounts/password_reset_done.html")
