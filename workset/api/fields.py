"""Fields and habits that the serializers of all apps share."""

from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from workset.api.unknown_fields import KnownFieldsMixin
from workset.lib.dates import read_moment

# A moment as it may come in, for OpenAPI: with an offset, without one on the account's wall clock, or a date alone.
WRITTEN_MOMENT = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$"


def zone_of(request: Any) -> str:
    """The time zone of who asks."""
    return getattr(getattr(request, "user", None), "timezone", "UTC")


def moment(value: datetime) -> str:
    """ISO 8601 in UTC, with `Z`."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class MomentField(serializers.DateTimeField):
    """A moment: in as ISO 8601 with or without an offset, a date, or `YYYY-MM-DD HH:MM:SS`; out in UTC with `Z`.

    What comes without an offset is read on the account's wall clock (`context["request"].user.timezone`).
    """

    default_error_messages = {"invalid": _("Give a time such as 2026-03-02T18:00:00Z or 2026-03-02 18:00:00.")}

    def to_internal_value(self, value: Any) -> datetime:
        """An aware datetime in UTC; what is no time, or lies outside of the calendar, is invalid."""
        try:
            return read_moment(value, zone_of(self.context.get("request")))
        except (TypeError, ValueError):
            self.fail("invalid")

    def to_representation(self, value: datetime | None) -> str | None:
        """ISO 8601 in UTC, with `Z`."""
        return None if value is None else moment(value)


@cache
def fields_of_model(serializer: type[serializers.ModelSerializer]) -> dict[str, serializers.Field]:
    """The fields that DRF reads off a serializer's model, bound to nothing: the same for every request."""
    return serializers.ModelSerializer.get_fields(serializer())


def unbound(field: serializers.Field) -> serializers.Field:
    """The like of a field for one more serializer. What holds fields itself is made anew, as they know their parent."""
    holders = serializers.BaseSerializer | serializers.ManyRelatedField
    if isinstance(field, holders) or hasattr(field, "child"):
        return deepcopy(field)
    other = object.__new__(type(field))  # as copy() does it, at a third of the time
    other.__dict__.update(field.__dict__)
    return other


class Serializer(KnownFieldsMixin, serializers.Serializer):
    """DRF's, for bodies that are no model's; unknown names are refused."""


class ModelSerializer(KnownFieldsMixin, serializers.ModelSerializer):
    """DRF's, with our moments; unknown names are refused; PUT replaces what the serializer names.

    An optional field that a PUT omits goes back to the model's default. `Meta.kept` names the fields that stay as they
    are when they are omitted: parents, places, what the server makes.
    """

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.DateTimeField: MomentField
    }

    def get_fields(self) -> dict[str, serializers.Field]:
        """As DRF makes them, but read off the model once: that takes longer than to check a body by them."""
        return {name: unbound(field) for name, field in fields_of_model(type(self)).items()}

    def to_internal_value(self, data: Any) -> Any:
        """The validated fields, completed on PUT with the defaults of those that the body omits."""
        values = super().to_internal_value(data)
        if self.instance is None or self.partial:
            return values
        for name, field in self.fields.items():
            if field.read_only or name in getattr(self.Meta, "kept", ()) or field.source == "*":
                continue
            if field.source not in values and not isinstance(field, serializers.BaseSerializer):
                values[field.source] = self.Meta.model._meta.get_field(field.source).get_default()
        return values
