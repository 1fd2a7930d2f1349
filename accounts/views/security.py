"""Where one is signed in, the password, the address."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import addresses
from accounts import devices as verbs
from accounts.access import signed_in
from accounts.forms import DeviceNameForm, EmailForm, PasswordChangeForm, VerifyForm
from accounts.models import Device, SecurityEvent
from workset.limits import TooOften, at_the_door, count_all, inside, within_limits

MOST_EVENTS = 50


def may_guess(request: HttpRequest, form: Form) -> bool:
    """Whether a password may be tried now: here too it can be guessed. If not, the form says when."""
    return within_limits(request, form, inside(request))


@signed_in
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """The apps and browsers that are signed in."""
    return render(request, "settings/devices.html", {"devices": Device.objects.for_user(request.user)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a device something else."""
    row = get_object_or_404(Device.objects.for_user(request.user), pk=pk)
    form = DeviceNameForm(request.POST if request.method == "POST" else None, initial={"name": row.name})
    if form.is_valid():
        Device.objects.filter(pk=row.pk).update(name=form.cleaned_data["name"])
        return redirect("settings-devices")
    return render(request, "settings/device.html", {"form": form, "device": row})


@signed_in
@require_POST
def end_device(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign a device out; it is refused at its next request."""
    row = get_object_or_404(Device.objects.for_user(request.user), pk=pk)
    verbs.end(row)
    messages.success(request, _("%(name)s is signed out.") % {"name": row.name})
    return redirect("settings-devices")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everything but this browser."""
    count = verbs.end_all(request.user, but=request.device)
    told = ngettext("%(count)s other device is signed out.", "%(count)s other devices are signed out.", count)
    messages.success(request, told % {"count": count})
    return redirect("settings-devices")


@signed_in
@require_safe
def api_access(request: HttpRequest) -> HttpResponse:
    """How one's own programs get in: the address, the first calls, and the apps that are signed in."""
    apps = Device.objects.for_user(request.user).filter(kind=Device.Kind.API)
    return render(request, "settings/api.html", {"base": request.build_absolute_uri("/api/v1"), "apps": apps})


@signed_in
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Address and password, and what happened to the sign-in lately."""
    events = SecurityEvent.objects.for_user(request.user)[:MOST_EVENTS]
    return render(request, "settings/security.html", {"events": events})


@sensitive_post_parameters("current_password", "password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password; every other device is signed out."""
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and may_guess(request, form) and form.save(request.user, request.device):
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Password changed. All other devices are signed out."))
        return redirect("settings-security")
    return render(request, "accounts/password_change.html", {"form": form})


@sensitive_post_parameters("password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address; it counts once the mail to it was answered."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and may_guess(request, form) and form.save(request.user, request.device):
        messages.success(request, _("A link is on its way. The new address counts once you have opened it."))
        return redirect("settings-security")
    return render(request, "settings/email.html", {"form": form})


@signed_in
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Mail the verifying link once more."""
    try:
        count_all(request, at_the_door(request, request.user.pending_email or request.user.email))
    except TooOften as refused:
        messages.error(request, str(refused))
        return redirect("settings-security")
    addresses.ask_to_verify_again(request.user)
    messages.success(request, _("The link is on its way."))
    return redirect("settings-security")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail. It asks for one press: some mail programs open every link by themselves."""
    form = VerifyForm({} if request.method == "POST" else None)
    if form.is_valid() and form.save(token):
        messages.success(request, _("This address is yours: it is verified."))
        return redirect("today")
    answer = render(request, "accounts/email_verify.html", {"form": form})
    answer["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return answer
