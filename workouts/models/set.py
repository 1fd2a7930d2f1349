"""The set: what was lifted, for how long or how far."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from workouts.models.ranges import (
    CALORIES,
    DISTANCE_M,
    HEART_RATE,
    NOTES,
    ORDERS,
    REPS,
    RPE,
    SECONDS,
    WEIGHT_KG,
    WEIGHT_TYPED,
    range_constraint,
    validate_half,
    within,
)
from workouts.models.workout import A_DAY_AHEAD, LONG_AGO, WorkoutHistory
from workouts.models.workout_exercise import WorkoutExercise
from workset.history import Tracked, Values, VerbHistory
from workset.lib.ids import uuid7
from workset.lib.units import to_kg


class SetQuerySet(models.QuerySet["Set"]):
    """The one door to a person's sets."""

    def of(self, user: User) -> "SetQuerySet":
        """All of `user`'s, those of workouts in the bin included: for writes."""
        return self.filter(workout_exercise__user=user).select_related(
            "workout_exercise__exercise", "workout_exercise__workout"
        )

    def for_user(self, user: User) -> "SetQuerySet":
        """What `user` sees: without the bin."""
        return self.of(user).filter(workout_exercise__workout__deleted_at=None)

    def last_number(self) -> int:
        """The highest number that is taken, 0 where none is."""
        return self.aggregate(last=Max("set_number"))["last"] or 0


class Set(Tracked):
    """A set as it was typed, with its weight in kg beside it. Times in seconds, distances in metres."""

    class Type(models.TextChoices):
        NORMAL = "normal", _("normal")
        WARM_UP = "warm_up", _("warm-up")
        TOP_SET = "top_set", _("top set")
        BACK_OFF = "back_off", _("back-off")
        DROP_SET = "drop_set", _("drop set")
        FAILURE = "failure", _("to failure")
        AMRAP = "amrap", _("as many as possible")
        REST_PAUSE = "rest_pause", _("rest-pause")
        CLUSTER = "cluster", _("cluster")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        COMPLETED = "completed", _("completed")
        SKIPPED = "skipped", _("skipped")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workout_exercise = models.ForeignKey(WorkoutExercise, on_delete=models.CASCADE, related_name="sets")
    set_number = models.PositiveIntegerField(validators=within(ORDERS))
    set_type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.NORMAL)
    status = models.CharField(max_length=12, choices=Status)
    weight = models.DecimalField(
        _("weight"), max_digits=7, decimal_places=3, null=True, blank=True, validators=within(WEIGHT_TYPED)
    )
    weight_unit = models.CharField(max_length=2, choices=WeightUnit, default=WeightUnit.KG)
    weight_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, editable=False)
    reps = models.PositiveIntegerField(_("reps"), null=True, blank=True, validators=within(REPS))
    rpe = models.DecimalField(
        "RPE", max_digits=3, decimal_places=1, null=True, blank=True, validators=[*within(RPE), validate_half]
    )
    duration_seconds = models.PositiveIntegerField(_("time"), null=True, blank=True, validators=within(SECONDS))
    distance_m = models.DecimalField(
        _("distance"), max_digits=8, decimal_places=1, null=True, blank=True, validators=within(DISTANCE_M)
    )
    avg_heart_rate = models.PositiveIntegerField(null=True, blank=True, validators=within(HEART_RATE))
    max_heart_rate = models.PositiveIntegerField(null=True, blank=True, validators=within(HEART_RATE))
    calories = models.PositiveIntegerField(null=True, blank=True, validators=within(CALORIES))
    rest_seconds = models.PositiveIntegerField(_("rest"), null=True, blank=True, validators=within(SECONDS))
    tempo = models.CharField(max_length=20, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=NOTES)
    as_prescribed = models.BooleanField(default=False)

    prescribed_reps_min = models.PositiveIntegerField(null=True, blank=True, validators=within(REPS))
    prescribed_reps_max = models.PositiveIntegerField(null=True, blank=True, validators=within(REPS))
    prescribed_weight_kg = models.DecimalField(
        max_digits=7, decimal_places=3, null=True, blank=True, validators=within(WEIGHT_KG)
    )
    prescribed_rpe = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, validators=[*within(RPE), validate_half]
    )
    prescribed_duration_seconds = models.PositiveIntegerField(null=True, blank=True, validators=within(SECONDS))

    completed_at = models.DateTimeField(null=True, blank=True)
    source_row = models.PositiveIntegerField(null=True, editable=False, help_text=_("The line of the imported file."))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SetQuerySet.as_manager()
    history = VerbHistory(bases=[WorkoutHistory], excluded_fields=["weight_kg", "created_at", "updated_at"])

    class Meta:
        ordering = ["set_number"]
        constraints = [
            models.UniqueConstraint(fields=["workout_exercise", "set_number"], name="set_number_once"),
            models.CheckConstraint(
                condition=Q(weight=None, weight_kg=None) | Q(weight__isnull=False, weight_kg__isnull=False),
                name="set_weight_has_its_kg",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "completed", "skipped"]), name="set_status_is_known"
            ),
            range_constraint("set", "weight_kg", WEIGHT_KG),
            range_constraint("set", "reps", REPS),
            range_constraint("set", "rpe", RPE),
            range_constraint("set", "duration_seconds", SECONDS),
            range_constraint("set", "distance_m", DISTANCE_M),
            range_constraint("set", "avg_heart_rate", HEART_RATE),
            range_constraint("set", "max_heart_rate", HEART_RATE),
            range_constraint("set", "calories", CALORIES),
            range_constraint("set", "rest_seconds", SECONDS),
        ]

    def __str__(self) -> str:
        return f"{self.set_number}. {self.weight or 0} {self.weight_unit} x {self.reps or 0}"

    def belonging(self) -> Values:
        """To the workout, and with it to its account."""
        return {**self.workout_exercise.belonging(), "made_at": self.created_at}

    def clean(self) -> None:
        """Bring the weight in kg up to date; refuse one above the range, and a prescription that runs backwards."""
        self.weight_kg = None if self.weight is None else to_kg(self.weight, self.weight_unit)
        if self.weight_kg is not None and self.weight_kg > WEIGHT_KG[1]:
            raise ValidationError({"weight": _("Give a weight of at most %(most)s kg.") % {"most": WEIGHT_KG[1]}})
        least, most = self.prescribed_reps_min, self.prescribed_reps_max
        if least is not None and most is not None and most < least:
            raise ValidationError({"prescribed": _("reps_max is below reps_min.")})
        if self.completed_at is not None and not LONG_AGO <= self.completed_at <= clock.now() + A_DAY_AHEAD:
            raise ValidationError({"completed_at": _("Give a time between 1900 and tomorrow.")})
        if self.avg_heart_rate and self.max_heart_rate and self.max_heart_rate < self.avg_heart_rate:
            raise ValidationError({"max_heart_rate": _("This is below the average heart rate.")})

    @property
    def is_performed(self) -> bool:
        """Whether something was done: reps, a time or a distance is given."""
        return self.reps is not None or self.duration_seconds is not None or self.distance_m is not None
