"""People, their devices and who is invited, in Django's admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.data_version import bump
from accounts.devices import end, end_all
from accounts.invites import send_invite
from accounts.models import Device, Invite, SecurityEvent, User
from accounts.registration import delete_account
from workset.admin import ListAdmin, ReadOnlyAdmin

# What stored totals, bar and plates depend on is changed by its owner, whose logbook it recounts.
MAY_DO = ("role", "is_staff", "is_superuser", "groups", "user_permissions")
OWNERS_CHOICE = ("weight_unit", "weight_increment", "bar_weight", "plates", "e1rm_formula", "secondary_muscle_factor")


class StaffPasswordForm(AdminPasswordChangeForm):
    """Another password for somebody; whoever was signed in with the old one is out."""

    def save(self, commit: bool = True) -> User:
        """The person with the new password."""
        user: User = super().save(commit)
        end_all(user)
        User.objects.filter(pk=user.pk).update(pending_email="")
        return user


@admin.register(User)
class UserAdmin(ListAdmin, DjangoUserAdmin):
    """Django's own, for people whose name is their e-mail address."""

    change_password_form = StaffPasswordForm
    list_display = ("email", "name", "role", "is_active", "is_staff", "last_login", "created_at")
    list_filter = ("role", "is_active", "is_staff", "weight_unit")
    search_fields = ("email", "name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    readonly_fields = (*OWNERS_CHOICE, "email_verified_at", "last_login", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("email", "email_verified_at", "password", "name", "role")}),
        (_("Preferences"), {"fields": ("timezone", "locale", "distance_unit", "week_start", *OWNERS_CHOICE)}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "created_at", "updated_at")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "usable_password", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What staff may do is given out by superusers alone: else whoever may change people could do everything."""
        return (*self.readonly_fields, *(() if is_superuser(request) else MAY_DO))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As Django's permissions say, but for accounts by which one could do more; the password's form asks too."""
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As Django's permissions say, but for the same accounts."""
        return super().has_delete_permission(request, obj) and may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save what was changed and nothing else: the owner may be changing the rest at this moment."""
        if not change:
            return obj.save()
        if "email" in form.changed_data:
            obj.email_verified_at = None
            form.changed_data.append("email_verified_at")
        if not obj.is_active:
            end_all(obj)
        columns = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=[*columns.intersection(form.changed_data), "updated_at"])
        return bump(obj.pk)  # the zone and the first day of the week say what a report's days and weeks are

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete the account with all that belongs to it."""
        delete_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Delete each of the accounts so."""
        for user in queryset:
            delete_account(user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The accounts, and how many rows of each kind go with them: years of training are too many lines to list."""
        counts = {self.opts.verbose_name_plural: len(objs)}
        for relation in User._meta.related_objects:
            kind = relation.related_model
            rows = kind._default_manager.filter(**{f"{relation.field.name}__in": objs})
            counts[kind._meta.verbose_name_plural] = rows.count()
        refused = {str(self.opts.verbose_name) for user in objs if not may_touch(request, user)}
        return [str(user) for user in objs], {kind: count for kind, count in counts.items() if count}, refused, []


def is_superuser(request: HttpRequest) -> bool:
    """Whether whoever asks may do everything."""
    return bool(getattr(request.user, "is_superuser", False))


def may_touch(request: HttpRequest, user: User | None) -> bool:
    """Whether this account is left to be changed: superusers', and other staff's, are for superusers.

    Another password or address is enough to act as them.
    """
    if user is None or user.pk == request.user.pk or is_superuser(request):
        return True
    return not (user.is_superuser or user.is_staff)


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin):
    """Where people are signed in. To delete a device is to sign it out: its tokens die with the row."""

    list_display = ("name", "user", "kind", "last_used_at", "created_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("name", "user__email")
    date_hierarchy = "last_used_at"
    ordering = ("-last_used_at",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As Django's permissions say."""
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Device) -> None:
        """Sign the device out."""
        end(obj)


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin):
    """What happened to people's sign-ins, for a year."""

    list_display = ("kind", "user", "device_name", "created_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__email", "device_name")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")


@admin.register(Invite)
class InviteAdmin(ListAdmin):
    """Whoever is put in here gets a mail with a link, good for 30 days and one account. To delete it takes it back."""

    list_display = ("email", "made_by", "created_at", "expires_at", "accepted_at", "accepted_by")
    list_filter = (("accepted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("made_by", "accepted_by")
    search_fields = ("email",)
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fields = ("email", "expires_at", "made_by", "created_at", "accepted_at", "accepted_by")
    readonly_fields = ("made_by", "created_at", "accepted_at", "accepted_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: another address gets an invite of its own."""
        return False

    def save_model(self, request: HttpRequest, obj: Invite, form: Any, change: bool) -> None:
        """Keep it, and have the mail sent."""
        obj.made_by = request.user  # type: ignore[assignment]
        send_invite(obj)
