"""Accounts in JSON."""

from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import Device, SecurityEvent, User, WeightUnit, normalise_email
from accounts.plates import HEAVIEST, MOST_KINDS, MOST_PAIRS, default_equipment, validate_plates
from accounts.registration import may_sign_in
from workset.api.fields import ModelSerializer, Serializer

PLATE = {
    "type": "object",
    "required": ["weight", "unit", "pairs"],
    "additionalProperties": False,
    "properties": {
        "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": HEAVIEST, "description": "In `unit`."},
        "unit": {"type": "string", "enum": WeightUnit.values},
        "pairs": {"type": "integer", "minimum": 0, "maximum": MOST_PAIRS},
    },
}


@extend_schema_field({"type": "array", "maxItems": MOST_KINDS, "items": PLATE})
class PlatesField(serializers.JSONField):
    """The plates that stand in the gym; the model knows what is one."""


WRONG_PAIR = _("No account has this e-mail address and password.")


class UserSerializer(ModelSerializer):
    """The account as its owner sees it. A new `email` takes the old one's place once the mail to it was answered."""

    current_password = serializers.CharField(
        max_length=1000,
        trim_whitespace=False,
        write_only=True,
        required=False,
        help_text="The account's password, where `email` is another one than before.",
    )
    # Without the model's check that nobody has it: that would tell whose account there is.
    email = serializers.EmailField(max_length=254, required=False)
    plates = PlatesField(
        required=False, validators=[validate_plates], help_text="Of each kind: how many pairs there are."
    )

    class Meta:
        model = User
        kept = ("email", "current_password")
        fields = (
            "id",
            "email",
            "current_password",
            "email_verified",
            "name",
            "role",
            "timezone",
            "locale",
            "weight_unit",
            "distance_unit",
            "week_start",
            "weight_increment",
            "bar_weight",
            "plates",
            "e1rm_formula",
            "secondary_muscle_factor",
            "sex",
            "track_rpe",
            "rest_sound",
            "rest_vibration",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("id", "email_verified", "role", "created_at", "updated_at")

    def to_internal_value(self, data: Any) -> Any:
        """PUT takes step, bar and plates that it omits back to what is usual in the unit it names."""
        values = super().to_internal_value(data)
        if self.instance is not None and not self.partial:
            usual = default_equipment(values["weight_unit"])
            values |= {name: value for name, value in usual.items() if name not in data}
        return values

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Another address is not asked for without the password; whether it is the right one, the view finds out."""
        other = self.instance and normalise_email(attrs.get("email", self.instance.email)) != self.instance.email
        if other and not attrs.get("current_password"):
            told = _("Give the account's password: it is asked for where the e-mail address changes.")
            raise serializers.ValidationError({"current_password": [told]})
        return attrs


class DeviceSerializer(ModelSerializer):
    """A signed-in device; `current` is the one that asks."""

    current = serializers.SerializerMethodField()

    class Meta:
        model = Device
        fields = ("id", "name", "kind", "created_at", "last_used_at", "current")
        read_only_fields = ("id", "kind", "created_at", "last_used_at")

    def get_current(self, device: Device) -> bool:
        """Whether this is the device that asks; at sign-in it is."""
        current = self.context.get("device")
        return current is not None and current.pk == device.pk


class SecurityEventSerializer(ModelSerializer):
    """What happened to the account's sign-in."""

    class Meta:
        model = SecurityEvent
        fields = ("id", "kind", "device_name", "device_kind", "created_at")


class RegisterSerializer(Serializer):
    """What it takes to open an account."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    timezone = serializers.CharField(max_length=64, required=False)
    weight_unit = serializers.ChoiceField(choices=WeightUnit.choices, required=False)
    invite = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="From an invite's mail.")


class RegisteredSerializer(Serializer):
    """The answer with REGISTRATION_QUIET: the same whether the address had an account or not."""

    email = serializers.EmailField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Login",
            {"email": "ann@example.org", "password": "iron-and-chalk-42", "device_name": "Ann's phone"},
            summary="A phone signs in",
        )
    ]
)
class LoginSerializer(Serializer):
    """E-mail (also under the name `username`, as other frameworks send it) and password."""

    email = serializers.CharField(max_length=254, required=False)
    username = serializers.CharField(max_length=254, required=False, help_text="The same as email.")
    password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)
    device_name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    use_cookie = serializers.BooleanField(
        default=False, help_text="For browsers: the refresh token comes only as a cookie that scripts can't read."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Adds the `user`; AuthenticationFailed (401) says no more than that the pair is wrong."""
        address = attrs.get("email") or attrs.get("username")
        if not address:
            raise serializers.ValidationError({"email": [_("Give the e-mail address of the account.")]})
        user = authenticate(self.context["request"], username=normalise_email(address), password=attrs["password"])
        if user is None or not may_sign_in(user):
            raise AuthenticationFailed(WRONG_PAIR)
        return attrs | {"user": user}


class PasswordSerializer(Serializer):
    """The account's password, given once more before something that can't be undone."""

    password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)


class NewPasswordSerializer(Serializer):
    """The present password and the new one."""

    current_password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)


class ResetSerializer(Serializer):
    """The address to which the link is mailed."""

    email = serializers.EmailField(max_length=254)


class ResetConfirmSerializer(Serializer):
    """What the link in the mail says, and the new password."""

    uid = serializers.CharField(max_length=200)
    token = serializers.CharField(max_length=200)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)


class VerifySerializer(Serializer):
    """What the link in the mail says."""

    token = serializers.CharField(max_length=1000)


class RefreshSerializer(Serializer):
    """A refresh token; in cookie mode the cookie carries it, and the body is empty."""

    # As it stands: with a blank before it, it would be counted as nobody's.
    refresh_token = serializers.CharField(max_length=4000, required=False, trim_whitespace=False)


class LogoutSerializer(Serializer):
    """A refresh token, or nothing where the access token in the header says which device ends."""

    refresh_token = serializers.CharField(max_length=4000, required=False)


class TokensSerializer(Serializer):
    """The answer to a refresh."""

    access_token = serializers.CharField()
    refresh_token = serializers.CharField(required=False, help_text="Not in cookie mode.")
    token_type = serializers.ChoiceField(choices=["Bearer"])
    expires_in = serializers.IntegerField(help_text="Seconds for which the access token is good.")


class SignedInSerializer(TokensSerializer):
    """The answer to a sign-in."""

    user = UserSerializer()
    device = DeviceSerializer()
