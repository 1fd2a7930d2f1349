"""Goals: what somebody means to reach. How far they are is told by what was done, and never stored."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from reports.goal_progress import Progress
from workouts.models.ranges import Range
from workouts.models.workout import LONG_AGO, ten_years_ahead
from workset.history import AccountHistory, Tracked, Values, VerbHistory
from workset.lib.ids import uuid7
from workset.lib.units import KG, from_kg, to_kg

STRENGTH, CONSISTENCY, VOLUME, BODYWEIGHT = "strength", "consistency", "volume", "bodyweight"
WEIGHT, E1RM, WORKOUTS, VOLUME_KG, BODYWEIGHT_KG = "weight", "e1rm", "workouts", "volume_kg", "bodyweight_kg"

# The first of each is meant where none is given.
METRICS_OF_TYPE = {
    STRENGTH: (WEIGHT, E1RM),
    CONSISTENCY: (WORKOUTS,),
    VOLUME: (VOLUME_KG,),
    BODYWEIGHT: (BODYWEIGHT_KG,),
}
# The least and the most of a target, in kg or in workouts.
LIMITS: dict[str, Range] = {
    WEIGHT: (Decimal("0.5"), 2000),
    E1RM: (Decimal("0.5"), 5000),
    WORKOUTS: (1, 10_000),
    VOLUME_KG: (1, 1_000_000_000),
    BODYWEIGHT_KG: (1, 700),
}


class GoalQuerySet(models.QuerySet["Goal"]):
    """The one door to a person's goals."""

    def for_user(self, user: User) -> "GoalQuerySet":
        """`user`'s own, with their exercises."""
        return self.filter(user=user).select_related("exercise__merged_into")

    def newest_first(self) -> "GoalQuerySet":
        """By the time of making (ids are UUIDv7)."""
        return self.order_by("-id")


class GoalHistory(AccountHistory):
    """When the goal itself was made."""

    made_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Goal(Tracked):
    """A target as it was typed, with `target_kg` beside it where it is a weight. Written by `reports.goals` only."""

    class Type(models.TextChoices):
        STRENGTH = STRENGTH, _("Strength")
        CONSISTENCY = CONSISTENCY, _("Consistency")
        VOLUME = VOLUME, _("Volume")
        BODYWEIGHT = BODYWEIGHT, _("Bodyweight")

    class Metric(models.TextChoices):
        WEIGHT = WEIGHT, _("Weight")
        E1RM = E1RM, _("e1RM")
        WORKOUTS = WORKOUTS, _("Workouts")
        VOLUME_KG = VOLUME_KG, _("Volume")
        BODYWEIGHT_KG = BODYWEIGHT_KG, _("Bodyweight")

    class Period(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="goals")
    type = models.CharField(_("type"), max_length=12, choices=Type)
    # Stays what it was set on: whatever that was merged into is followed whenever the goal is read (see `lift`).
    exercise = models.ForeignKey(
        Exercise, null=True, blank=True, on_delete=models.RESTRICT, related_name="goals", verbose_name=_("exercise")
    )
    metric = models.CharField(_("what counts"), max_length=14, choices=Metric, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=13, decimal_places=3)
    weight_unit = models.CharField(_("unit of the target"), max_length=2, choices=WeightUnit, default=WeightUnit.KG)
    target_kg = models.DecimalField(max_digits=13, decimal_places=3, null=True, editable=False)
    period = models.CharField(_("period"), max_length=5, choices=Period, null=True, blank=True)
    starts_on = models.DateField(_("starts on"))
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = GoalQuerySet.as_manager()
    history = VerbHistory(bases=[GoalHistory], excluded_fields=["target_kg", "created_at", "updated_at"])

    # Where a read has told it; see `reports.goal_reads`.
    reached: Progress | None = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(type=STRENGTH, metric__in=METRICS_OF_TYPE[STRENGTH])
                | Q(type=CONSISTENCY, metric=WORKOUTS)
                | Q(type=VOLUME, metric=VOLUME_KG)
                | Q(type=BODYWEIGHT, metric=BODYWEIGHT_KG),
                name="goal_metric_fits_its_type",
            ),
            models.CheckConstraint(
                condition=Q(type=STRENGTH, exercise__isnull=False) | Q(~Q(type=STRENGTH), exercise=None),
                name="goal_exercise_where_it_is_about_strength",
            ),
            models.CheckConstraint(
                condition=Q(period=None) | Q(period__in=["week", "month"], type__in=[CONSISTENCY, VOLUME]),
                name="goal_period_where_something_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(metric=WORKOUTS, target_kg=None)
                | Q(~Q(metric=WORKOUTS), target_kg__isnull=False, target_kg__gt=0),
                name="goal_weight_has_its_kg",
            ),
            models.CheckConstraint(condition=Q(target_value__gt=0), name="goal_target_is_above_nothing"),
            models.CheckConstraint(
                condition=Q(deadline=None) | Q(deadline__gte=F("starts_on")), name="goal_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()}: {self.target_value.normalize():f}"

    def belonging(self) -> Values:
        """To the account."""
        return {"account_id": self.user_id, "made_at": self.created_at}

    def clean(self) -> None:
        """Tells metric and kg where they weren't given; refuses what doesn't fit together."""
        metrics = METRICS_OF_TYPE[self.type]
        self.metric = self.metric or metrics[0]
        if self.metric not in metrics:
            raise ValidationError({"metric": _("Give one of these: %(words)s.") % {"words": ", ".join(metrics)}})
        self.clean_exercise()
        if self.period is not None and self.type not in (CONSISTENCY, VOLUME):
            raise ValidationError({"period": _("Only workouts and volume are counted by week or month.")})
        self.clean_target()
        self.clean_days()

    def clean_exercise(self) -> None:
        """Strength is of one exercise in which a load is lifted; nothing else is."""
        if self.type != STRENGTH:
            if self.exercise_id is not None:
                raise ValidationError({"exercise_id": _("Only a goal of strength is about an exercise.")})
            return
        lift = self.lift
        if lift is None:
            raise ValidationError({"exercise_id": _("Choose the exercise.")})
        if lift.load_mode == LoadMode.NONE:
            raise ValidationError({"exercise_id": _("No weight is logged for this exercise. Choose another one.")})
        if self.metric == WEIGHT and lift.load_mode == LoadMode.ASSISTED:
            raise ValidationError({"metric": _("The weight of this exercise is a help. Aim at its e1RM instead.")})

    def clean_target(self) -> None:
        """Brings the target in kg up to date; refuses one out of range."""
        counts = self.metric == WORKOUTS
        self.target_kg = None if counts else to_kg(self.target_value, self.weight_unit)
        least, most = (Decimal(limit) for limit in LIMITS[self.metric])
        if counts and self.target_value % 1:
            raise ValidationError({"target_value": _("Give a whole number of workouts.")})
        if least <= self.target <= most:
            return
        if counts:
            message = _("Give a number from %(least)s to %(most)s.") % {"least": least, "most": most}
        else:
            shown = [limit if self.weight_unit == KG else from_kg(limit, self.weight_unit) for limit in (least, most)]
            limits = {"least": shown[0], "most": shown[1], "unit": self.weight_unit}
            message = _("Give a weight from %(least)s to %(most)s %(unit)s.") % limits
        raise ValidationError({"target_value": message})

    def clean_days(self) -> None:
        """Both on the calendar that we know, in their order."""
        for name in ("starts_on", "deadline"):
            day: date | None = getattr(self, name)
            if day is not None and not LONG_AGO.date() <= day <= ten_years_ahead():
                raise ValidationError({name: _("Give a date between 1900 and ten years ahead.")})
        if self.deadline is not None and self.deadline < self.starts_on:
            raise ValidationError({"deadline": _("This is before the start. Give a later day.")})

    @property
    def target(self) -> Decimal:
        """In kg, or the number of workouts."""
        return self.target_value if self.target_kg is None else self.target_kg

    @property
    def lift(self) -> Exercise | None:
        """The exercise whose history counts: what the goal was set on, or what that was merged into, step by step.

        So a goal goes along with a merge and comes back when it is undone, and nothing has to be moved.
        """
        return None if self.exercise is None else merged_into(self.exercise)


def merged_into(exercise: Exercise) -> Exercise:
    """Where the history of an exercise stands now; a query where it was merged, and that is not known yet."""
    follow_merges([exercise])
    return known_end(exercise)


def follow_merges(exercises: Iterable[Exercise]) -> None:
    """Have it known of each of these where its history stands now: a query at most, however many steps that are."""
    ends = [known_end(exercise) for exercise in exercises]
    owners = {end.owner_id for end in ends if end.merged_into_id is not None}
    if not owners:
        return
    every = Exercise.objects.filter(owner__in=owners, merged_into__isnull=False).select_related("merged_into")
    merged = {one.pk: one for one in every}
    for one in merged.values():
        if one.merged_into_id in merged:
            one.merged_into = merged[one.merged_into_id]
    for end in ends:
        if end.pk in merged:
            end.merged_into = merged[end.pk].merged_into


def known_end(exercise: Exercise) -> Exercise:
    """The last of the steps that were read."""
    step = Exercise._meta.get_field("merged_into")
    while step.is_cached(exercise) and exercise.merged_into is not None:
        exercise = exercise.merged_into
    return exercise


def merged_into_one_of(user: User, exercises: set[UUID]) -> set[UUID]:
    """These exercises and all of `user`'s that were merged into them, step by step."""
    sources = defaultdict(set)
    for pk, into in Exercise.objects.of(user).exclude(merged_into=None).values_list("pk", "merged_into"):
        sources[into].add(pk)
    found, step = set(exercises), set(exercises)
    while step:
        step = {source for one in step for source in sources[one]} - found
        found |= step
    return found
