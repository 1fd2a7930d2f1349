"""An imported file: what was read of it, so that every line can be accounted for."""

from django.db import models

from accounts.models import User
from workset.lib.ids import uuid7


class ImportBatch(models.Model):
    """One import. rows_read = set_rows + rest_rows + note_rows + refused_rows, always.

    They count the whole file. While the import is under way, and for good where it was cut off, they count the lines
    that it had dealt with by then: those of the workouts of this batch, and those that were there or refused before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="imports")
    source = models.CharField(max_length=20)
    dialect = models.CharField(max_length=20, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    rows_read = models.PositiveIntegerField()
    set_rows = models.PositiveIntegerField()
    rest_rows = models.PositiveIntegerField()
    note_rows = models.PositiveIntegerField()
    refused_rows = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rows_read=models.F("set_rows")
                    + models.F("rest_rows")
                    + models.F("note_rows")
                    + models.F("refused_rows")
                ),
                name="import_batch_accounts_for_every_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.filename}"
