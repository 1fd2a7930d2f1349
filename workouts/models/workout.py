"""The workout: one visit to the gym, planned, in progress or done."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from accounts.models import User, validate_zone
from workouts.models.imports import ImportBatch
from workouts.models.ranges import BODYWEIGHT_KG, NOTES, SECONDS, TEXT, range_constraint, within
from workset.history import AccountHistory, Tracked, Values, VerbHistory
from workset.lib.dates import local_day
from workset.lib.ids import uuid7

WORKOUT_TOTALS = ("exercise_count", "set_count", "reps", "volume_kg")
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
KEPT_IN_BIN = timedelta(days=30)
A_DAY_AHEAD = timedelta(days=1)
TEN_YEARS_AHEAD = timedelta(days=3653)


# Written by the server: no part of what somebody changes.
IMPORTED = ("source", "source_key", "batch")
COUNTED = (
    "local_date",
    "exercise_count",
    "set_count",
    "reps",
    "volume_kg",
    "created_at",
    "updated_at",
)


def ten_years_ahead() -> date:
    """The last day for which something can be planned."""
    return (clock.now() + TEN_YEARS_AHEAD).date()


def minutes(seconds: int | None) -> int | None:
    """In whole minutes, rounded."""
    return None if seconds is None else round(seconds / 60)


class WorkoutQuerySet(models.QuerySet["Workout"]):
    """The one door to a person's workouts."""

    def of(self, user: User) -> "WorkoutQuerySet":
        """All of `user`'s, those in the bin included: for writes, which say so when a workout lies there."""
        return self.filter(user=user)

    def for_user(self, user: User) -> "WorkoutQuerySet":
        """What `user` sees: their own, without the bin."""
        return self.of(user).filter(deleted_at=None)

    def bin_of(self, user: User) -> "WorkoutQuerySet":
        """What `user` deleted in the last 30 days and can still bring back, last deleted first."""
        return self.of(user).filter(deleted_at__gte=clock.now() - KEPT_IN_BIN).order_by("-deleted_at", "-id")

    def newest_first(self) -> "WorkoutQuerySet":
        """By the day on the lifter's calendar, then by the time of making (ids are UUIDv7)."""
        return self.order_by("-local_date", "-id")

    def containing(self, text: str) -> "WorkoutQuerySet":
        """Those with every word of `text` in the title, the type, the notes or the name of an exercise."""
        found = self
        for word in text.split():
            exercise = Exists(Workout.objects.filter(pk=OuterRef("pk"), exercises__exercise__name__icontains=word))
            own_words = Q(title__icontains=word) | Q(type__icontains=word) | Q(notes__icontains=word)
            found = found.filter(own_words | exercise)
        return found

    def finished(self) -> "WorkoutQuerySet":
        """Those that are completed."""
        return self.filter(status=Workout.Status.COMPLETED)

    def begun(self) -> "WorkoutQuerySet":
        """Those in which something was done, or that are not merely planned: a set counts whatever its workout says."""
        return self.exclude(status=Workout.Status.PLANNED, set_count=0)

    def with_tree(self) -> "WorkoutQuerySet":
        """With exercises and sets in their order, in two queries beside this one."""
        return self.prefetch_related("exercises__exercise", "exercises__sets")


class WorkoutHistory(AccountHistory):
    """The workout to which a record belongs: it goes when that is deleted for good. When the row itself was made."""

    of_workout = models.ForeignKey("workouts.Workout", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Workout(Tracked):
    """A workout with its stored totals. Written by the verbs of `workouts.logbook` only."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        IN_PROGRESS = "in_progress", _("in progress")
        COMPLETED = "completed", _("completed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="workouts")
    title = models.CharField(_("title"), max_length=TEXT, blank=True)
    type = models.CharField(_("type"), max_length=TEXT, blank=True, help_text=_("In your own words, such as Running."))
    status = models.CharField(max_length=12, choices=Status)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    duration_seconds = models.PositiveIntegerField(null=True, blank=True, validators=within(SECONDS))
    local_date = models.DateField(
        editable=False, help_text=_("The day on the lifter's calendar; moves with no account.")
    )
    timezone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    notes = models.TextField(_("notes"), blank=True, max_length=NOTES)
    bodyweight_kg = models.DecimalField(
        _("bodyweight"), max_digits=6, decimal_places=3, null=True, blank=True, validators=within(BODYWEIGHT_KG)
    )

    source = models.CharField(max_length=20, blank=True, editable=False, help_text=_("The app it was imported from."))
    source_key = models.CharField(max_length=400, blank=True, editable=False)
    batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="workouts", editable=False
    )

    exercise_count = models.PositiveIntegerField(default=0, editable=False)
    set_count = models.PositiveIntegerField(default=0, editable=False)
    reps = models.PositiveIntegerField(default=0, editable=False)
    volume_kg = models.DecimalField(max_digits=15, decimal_places=3, default=Decimal(0), editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WorkoutQuerySet.as_manager()
    history = VerbHistory(bases=[WorkoutHistory], excluded_fields=[*IMPORTED, *COUNTED])

    class Meta:
        indexes = [
            models.Index(
                F("user"), F("local_date").desc(), F("id").desc(), name="workout_list", condition=Q(deleted_at=None)
            ),
            models.Index(fields=["user"], name="workout_bin", condition=Q(deleted_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at__gte=F("started_at")) | Q(completed_at=None) | Q(started_at=None),
                name="workout_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "in_progress", "completed"]), name="workout_status_is_known"
            ),
            models.UniqueConstraint(
                fields=["user", "source", "source_key"], condition=~Q(source_key=""), name="workout_imported_once"
            ),
            range_constraint("workout", "duration_seconds", SECONDS),
            range_constraint("workout", "bodyweight_kg", BODYWEIGHT_KG),
        ]

    dated: date | None = None  # its day when it was locked

    def __str__(self) -> str:
        return self.title or str(self.local_date)

    def belonging(self) -> Values:
        """To the workout, and with it to its account."""
        return {"account_id": self.user_id, "of_workout_id": self.pk, "made_at": self.created_at}

    def clean(self) -> None:
        """Refuse times that can't be: before 1900, more than a day ahead, an end before its start."""
        errors = {}
        latest = clock.now() + A_DAY_AHEAD
        for name in ("started_at", "completed_at"):
            moment = getattr(self, name)
            if moment is not None and not LONG_AGO <= moment <= latest:
                errors[name] = _("Give a time between 1900 and tomorrow.")
        if self.planned_on is not None and not LONG_AGO.date() <= self.planned_on <= ten_years_ahead():
            errors["planned_on"] = _("Give a date between 1900 and ten years ahead.")
        if self.started_at and self.completed_at and self.completed_at < self.started_at:
            errors["completed_at"] = _("This is before the start. Give a time after it.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_planned(self) -> bool:
        """Whether nothing of it has been done yet."""
        return self.status == self.Status.PLANNED

    @property
    def is_in_progress(self) -> bool:
        """Whether it is being done."""
        return self.status == self.Status.IN_PROGRESS

    @property
    def duration_minutes(self) -> int | None:
        """The duration in whole minutes, rounded."""
        return minutes(self.duration_seconds)

    def date_from_times(self) -> None:
        """Set the local date: of the start in the workout's zone, else the planned day, else today there.

        A completed workout of which only the day was known keeps that day.
        """
        if self.started_at is not None:
            self.local_date = local_day(self.started_at, self.timezone)
        elif self.planned_on is not None:
            self.local_date = self.planned_on
        elif self.local_date is None or self.status != self.Status.COMPLETED:
            self.local_date = local_day(clock.now(), self.timezone)
