"""References to other rows, as far as the asker may see them."""

from functools import cache
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.models import User
from workset.compiled import CompiledModels


@cache
def seen_through(model: type[Any], door: str) -> CompiledModels[Any]:
    """What a person sees of the rows of one id: asked for by every set that a phone logs by itself."""
    return CompiledModels(
        lambda user, pk: getattr(model.objects, door)(user).filter(pk=pk), user=User(pk=UUID(int=1)), pk=UUID(int=2)
    )


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
        if isinstance(data, str) and data in fetched:
            return fetched[data]
        pk = self.pk_field.to_internal_value(data)
        found = seen_through(self.model, self.door).first(user=self.context["request"].user, pk=pk)
        if found is None:
            self.fail("does_not_exist", pk_value=data)
        return found
