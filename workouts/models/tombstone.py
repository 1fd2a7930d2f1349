"""What was deleted for good, by id: a phone that comes back online late must not bring it back."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workset.lib.errors import Conflict


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """Buries ids, and knows them again."""

    def bury(self, user: User, kind: str, ids: Iterable[UUID]) -> None:
        """Remember that `user` deleted these."""
        self.bulk_create([self.model(id=one, user=user, kind=kind) for one in ids], ignore_conflicts=True)

    def refuse_reuse(self, user: UUID, ids: Iterable[UUID]) -> None:
        """Conflict `deleted` where the account `user` deleted one of these ids before."""
        if self.filter(user=user, id__in=list(ids)).exists():
            raise Conflict(_("This was deleted. Give what you make a new id."), code="deleted")


class Tombstone(models.Model):
    """The id of a deleted workout, workout-exercise, set, own exercise, measurement or goal."""

    class Kind(models.TextChoices):
        WORKOUT = "workout", _("workout")
        WORKOUT_EXERCISE = "workout_exercise", _("exercise in a workout")
        SET = "set", _("set")
        EXERCISE = "exercise", _("own exercise")
        MEASUREMENT = "measurement", _("body measurement")
        GOAL = "goal", _("goal")

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    deleted_at = models.DateTimeField(auto_now_add=True)

    objects = TombstoneQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)
