"""Exercises: one table; without an owner an exercise is the catalogue's, with one it is that person's own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, FilteredRelation, Max, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from exercises.search import fit, matching
from exercises.vocabulary import Category, Equipment, Force, Level, LoadMode, Mechanic, Muscle, Tracking
from workset.history import AccountHistory, Tracked, Values, VerbHistory
from workset.lib.ids import uuid7

# What a way of tracking says about the load; the pair is checked wherever an exercise is written.
LOAD_MODES_OF_TRACKING = {
    Tracking.WEIGHT_REPS: {LoadMode.EXTERNAL},
    Tracking.REPS_ONLY: {LoadMode.NONE},
    Tracking.BODYWEIGHT_REPS: {LoadMode.BODYWEIGHT},
    Tracking.BODYWEIGHT_ASSISTED_REPS: {LoadMode.ASSISTED},
    Tracking.DURATION: {LoadMode.NONE},
    Tracking.WEIGHT_DURATION: {LoadMode.EXTERNAL},
    Tracking.DISTANCE_DURATION: {LoadMode.NONE},
    Tracking.SHORT_DISTANCE_WEIGHT: {LoadMode.EXTERNAL},
}


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """The one door to exercises: what a person may see is the catalogue and their own."""

    def visible_to(self, user: User) -> "ExerciseQuerySet":
        """The catalogue and `user`'s own, archived ones included: history still points at them."""
        return self.filter(Q(owner=None) | Q(owner=user))

    def of(self, user: User) -> "ExerciseQuerySet":
        """`user`'s own, those that they may change."""
        return self.filter(owner=user)

    def catalogue(self) -> "ExerciseQuerySet":
        """What everybody has."""
        return self.filter(owner=None)

    def available(self) -> "ExerciseQuerySet":
        """Those that can still be chosen."""
        return self.filter(archived_at=None)

    def meant_for(self, user: User) -> "ExerciseQuerySet":
        """Those that `user` can choose, and their own that can be brought back from the archive."""
        return self.visible_to(user).filter(Q(archived_at=None) | Q(owner=user, merged_into=None))

    def search(self, text: str) -> "ExerciseQuerySet":
        """Those with every word of `text`, with `fit`: the less, the better the name fits."""
        return self.filter(matching(text, Alias.objects.all())).annotate(fit=fit(text, Alias.objects.all()))

    def training(self, muscle: str) -> "ExerciseQuerySet":
        """Those that train `muscle`, as the main one or beside it."""
        beside = Exists(SecondaryMuscle.objects.filter(exercise=OuterRef("pk"), muscle=muscle))
        return self.filter(Q(primary_muscle=muscle) | beside)

    def with_history(self, user: User) -> "ExerciseQuerySet":
        """With `last_done`, the last local date on which `user` did it (None for never), and `times`, how often.

        The relation is narrowed in the join itself: the catalogue's exercises stand in everybody's workouts.
        """
        mine = FilteredRelation("workout_exercises", condition=Q(workout_exercises__user=user))
        kept = Q(mine__workout__deleted_at=None)
        return self.annotate(mine=mine).annotate(
            last_done=Max("mine__local_date", filter=kept), times=Count("mine", filter=kept)
        )

    def marking_favourites(self, user: User) -> "ExerciseQuerySet":
        """With `is_favourite`, whether `user` marked it as one."""
        favourite = Preference.objects.filter(exercise=OuterRef("pk"), user=user, is_favourite=True)
        return self.annotate(is_favourite=Exists(favourite))

    def with_lists(self, user: User) -> "ExerciseQuerySet":
        """Secondary muscles, other names and `user`'s own settings, fetched beside the rows."""
        mine = models.Prefetch("preferences", Preference.objects.filter(user=user), to_attr="preferences_of_asker")
        return self.prefetch_related("secondary", "other_names", mine)


class Exercise(Tracked):
    """Something that can be trained, with what its sets track and how their load is counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="exercises")
    slug = models.SlugField(max_length=100, null=True, blank=True, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    category = models.CharField(max_length=30, choices=Category, default=Category.STRENGTH)
    equipment = models.CharField(max_length=30, choices=Equipment, blank=True)
    primary_muscle = models.CharField(max_length=30, choices=Muscle, blank=True)
    mechanic = models.CharField(max_length=20, choices=Mechanic, blank=True)
    force = models.CharField(max_length=20, choices=Force, blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    tracking = models.CharField(max_length=30, choices=Tracking, default=Tracking.WEIGHT_REPS)
    load_mode = models.CharField(max_length=20, choices=LoadMode, default=LoadMode.EXTERNAL)
    per_hand = models.BooleanField(default=False, help_text=_("The weight of one of a pair is logged."))
    unilateral = models.BooleanField(default=False, help_text=_("One side at a time."))
    bodyweight_fraction = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(1)],
        help_text=_("The share of the body that is lifted."),
    )
    instructions = models.TextField(blank=True, max_length=10_000)
    video_url = models.URLField(blank=True, max_length=500)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ExerciseQuerySet.as_manager()
    history = VerbHistory(bases=[AccountHistory], excluded_fields=["created_at", "updated_at"])

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                condition=Q(archived_at=None, owner__isnull=False),
                name="exercise_own_name_once",
                violation_error_message=_("You have an exercise of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(bodyweight_fraction=None) | Q(bodyweight_fraction__gt=0, bodyweight_fraction__lte=1),
                name="exercise_bodyweight_fraction_is_a_share",
            ),
            models.CheckConstraint(condition=Q(slug=None) | Q(owner=None), name="exercise_slug_only_in_the_catalogue"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a load that does not fit what is tracked; fill in the fraction that a lifted body has by default."""
        self.name = " ".join(self.name.split())
        if not self.name:
            raise ValidationError({"name": _("Give the exercise a name.")})
        if self.tracking not in LOAD_MODES_OF_TRACKING:
            return  # the field says so itself
        modes = LOAD_MODES_OF_TRACKING[Tracking(self.tracking)]
        if self.load_mode not in modes:
            words = " or ".join(sorted(modes))
            raise ValidationError({"load_mode": _("With this tracking the load is %(words)s.") % {"words": words}})
        if self.load_mode in (LoadMode.BODYWEIGHT, LoadMode.ASSISTED):
            self.bodyweight_fraction = self.bodyweight_fraction or Decimal(1)
        elif self.bodyweight_fraction is not None:
            raise ValidationError({"bodyweight_fraction": _("Only where the body itself is lifted.")})
        if self.per_hand and self.load_mode != LoadMode.EXTERNAL:
            raise ValidationError({"per_hand": _("Only where a weight is lifted.")})

    def belonging(self) -> Values:
        """To its owner."""
        return {"account_id": self.owner_id}

    @property
    def is_own(self) -> bool:
        """Whether it is a person's own rather than the catalogue's."""
        return self.owner_id is not None

    def preference_of(self, user: User) -> "Preference | None":
        """What `user` has set for it; no query where `with_lists` fetched it."""
        if hasattr(self, "preferences_of_asker"):
            return next(iter(self.preferences_of_asker), None)
        return self.preferences.filter(user=user).first()

    def take_settings_of(self, user: User) -> None:
        """Carry what `user` has set for it: `weight_unit` and `pinned_note`, None where not set, and `is_favourite`."""
        mine = self.preference_of(user)
        self.weight_unit = (mine.weight_unit if mine else "") or None
        self.pinned_note = (mine.pinned_note if mine else "") or None
        self.is_favourite = mine is not None and mine.is_favourite

    @property
    def secondary_muscles(self) -> list[str]:
        """The muscles trained beside the main one, most important first."""
        return [row.muscle for row in self.secondary.all()]

    @property
    def aliases(self) -> list[str]:
        """Other names by which it is known."""
        return [row.name for row in self.other_names.all()]


class ExerciseVersionQuerySet(models.QuerySet["ExerciseVersion"]):
    """Keeps what exercises say before that changes."""

    def record(self, exercises: Iterable[UUID]) -> None:
        """Keep what the database now says of each of these, under the version that it has: a new one, or the first."""
        stored = Exercise.objects.filter(pk__in=list(exercises)).prefetch_related("secondary", "other_names")
        self.bulk_create(self.model(exercise=one, number=one.version, facts=facts(one)) for one in stored)


# What a version keeps, in the order in which it is read.
FACTS = (
    "name",
    "category",
    "equipment",
    "primary_muscle",
    "secondary_muscles",
    "mechanic",
    "force",
    "level",
    "tracking",
    "load_mode",
    "per_hand",
    "unilateral",
    "bodyweight_fraction",
    "aliases",
    "instructions",
    "video_url",
)


def facts(exercise: Exercise) -> dict[str, Any]:
    """What an exercise says, as JSON can hold it: the share of the body is a string such as "0.64", or None."""
    said = {name: getattr(exercise, name) for name in FACTS}
    fraction = exercise.bodyweight_fraction
    return said | {"bodyweight_fraction": None if fraction is None else str(fraction)}


class ExerciseVersion(models.Model):
    """What an exercise said in one of its versions. Written by whatever writes the exercise, and never changed."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)

    objects = ExerciseVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="exercise_version_once")]

    def __str__(self) -> str:
        return f"{self.exercise_id} v{self.number}"


class SecondaryMuscle(models.Model):
    """A muscle that an exercise trains beside its main one."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="secondary")
    muscle = models.CharField(max_length=30, choices=Muscle)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "muscle"], name="secondary_muscle_once")]

    def __str__(self) -> str:
        return self.muscle


class Alias(models.Model):
    """Another name of an exercise, as people and other apps call it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["position"]
        constraints = [models.UniqueConstraint("exercise", Lower("name"), name="alias_once")]

    def __str__(self) -> str:
        return self.name


class Preference(models.Model):
    """What one person has set for one exercise: the unit of its weights, a note that stays on top, a favourite."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exercise_preferences")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="preferences")
    weight_unit = models.CharField(max_length=2, choices=WeightUnit, blank=True)
    pinned_note = models.TextField(blank=True, max_length=1000)
    is_favourite = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "exercise"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.exercise_id} for {self.user_id}"
