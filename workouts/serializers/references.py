"""References to other rows, as far as the asker may see them."""

from typing import Any

from rest_framework import serializers


class OwnRelatedField(serializers.PrimaryKeyRelatedField):
    """A reference to something that the asker may see; anything else does not exist for them."""

    def __init__(self, model: type[Any], door: str, **options: Any) -> None:
        self.model, self.door = model, door
        super().__init__(queryset=model.objects.all(), pk_field=serializers.UUIDField(), **options)

    def get_queryset(self) -> Any:
        """Only what the model's `door` lets this person see."""
        return getattr(self.model.objects, self.door)(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        """The row; no query where `fetched` rows of this model lie in the context."""
        fetched = self.context.get("fetched", {})
        return fetched[data] if isinstance(data, str) and data in fetched else super().to_internal_value(data)
