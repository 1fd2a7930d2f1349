"""What was deleted for good, by id: a phone that comes back online late must not bring it back."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workset.compiled import CompiledQuery


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """Buries ids."""

    def bury(self, user: User, kind: str, ids: Iterable[UUID]) -> None:
        """Remember that `user` deleted these."""
        self.bulk_create([self.model(id=one, user=user, kind=kind) for one in ids], ignore_conflicts=True)


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


# What every set that a phone logs under an id of its own asks for.
BURIED = CompiledQuery(lambda pk: Tombstone.objects.filter(pk=pk).values_list("user"), pk=UUID(int=1))


def who_buried(ids: Sequence[UUID]) -> set[UUID]:
    """The accounts that deleted one of these for good."""
    if len(ids) == 1:
        return {user for (user,) in BURIED.converted(pk=ids[0])}
    return set(Tombstone.objects.filter(pk__in=ids).values_list("user", flat=True))
