"""PUT with an id that the client made, where ids that were deleted are kept."""

from uuid import UUID

from workouts.models.tombstone import who_buried
from workset.api.put import PutCreatesMixin


class PutCreatesUnlessBuriedMixin(PutCreatesMixin):
    """As PutCreatesMixin, where an id is somebody else's after they deleted what had it, too."""

    def is_anothers(self, pk: UUID) -> bool:
        """Whether somebody else has or had this id."""
        mine: UUID = self.request.user.pk  # type: ignore[attr-defined]
        return super().is_anothers(pk) or bool(who_buried([pk]) - {mine})
