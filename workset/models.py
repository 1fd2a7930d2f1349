"""What is due, left behind by verbs for the worker; and what was answered, kept for who asks the same again."""

import zlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from workset.lib.ids import uuid7

LONG = 2048  # bytes of an answer


class DueWorkQuerySet(models.QuerySet["DueWork"]):
    def waiting(self) -> "DueWorkQuerySet":
        """What is due now and nobody has claimed, or whose claim has run out; what is due longest comes first."""
        now = clock.now()
        free = Q(locked_until=None) | Q(locked_until__lt=now)
        return self.filter(free, due_at__lte=now, failed_at=None).order_by("due_at", "id")


class DueWork(models.Model):
    """One thing to be done, by the function that settings.DUE_WORK names for its kind; gone when it is done.

    A claim lasts until `locked_until`. Whoever claimed it is known by `attempts`, which each claim raises.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, help_text=_("Asked for twice under one key, it is done once."))
    payload = models.JSONField(default=dict, blank=True, help_text=_("Never a secret: what is sent is made when sent."))
    due_at = models.DateTimeField(default=clock.now)
    locked_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was given up."))
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DueWorkQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "due work"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="due_work_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(failed_at=None), name="due_work_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class StoredAnswer(models.Model):
    """The answer to a POST with an Idempotency-Key, written in the transaction of what it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text=_("SHA-256 of address and body."))
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, help_text=_("As it was answered, in snake_case."))
    packed = models.BinaryField(null=True, help_text=_("A long body in its place, compressed by zlib."))
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="stored_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="stored_answer_age")]

    def __str__(self) -> str:
        return f"{self.key} of {self.user_id}"

    def keep_body(self, body: bytes) -> None:
        """Take the body of the answer, JSON or nothing; a long one is packed into about a tenth of its room."""
        if len(body) >= LONG:
            self.packed = zlib.compress(body)
        else:
            self.body = body.decode()

    def kept_body(self) -> bytes:
        """The body of the answer as it was taken."""
        return zlib.decompress(self.packed) if self.packed else self.body.encode()
