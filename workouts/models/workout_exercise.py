"""An exercise in a workout: its place, its notes, its sets and their totals."""

from decimal import Decimal

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exercises.models import Exercise
from workouts.loads import LoadFacts
from workouts.models.ranges import MOST_SUPERSETS, NOTES, ORDERS, SECONDS, TEXT, range_constraint, within
from workouts.models.workout import Workout, WorkoutHistory
from workouts.totals import ExerciseTotals
from workset.history import Tracked, Values, VerbHistory
from workset.lib.ids import uuid7

TOTALS = ("set_count", "reps", "volume_kg", "top_weight_kg", "best_e1rm_kg", "low_confidence", "most_reps")


class WorkoutExerciseQuerySet(models.QuerySet["WorkoutExercise"]):
    """The one door to the exercises in a person's workouts."""

    def of(self, user: User) -> "WorkoutExerciseQuerySet":
        """All of `user`'s, those of workouts in the bin included: for writes."""
        return self.filter(user=user).select_related("exercise", "workout")

    def for_user(self, user: User) -> "WorkoutExerciseQuerySet":
        """What `user` sees: without the bin."""
        return self.of(user).filter(workout__deleted_at=None)

    def seen_by(self, user: User) -> "WorkoutExerciseQuerySet":
        """The same as `for_user`, for what goes through years of them, in no order.

        The few workouts in the bin are looked up once; joining every row to its workout to ask it took most of the
        time of a report over ten years.
        """
        binned = Workout.objects.filter(user=user, deleted_at__isnull=False).values("pk")
        return self.filter(user=user).exclude(workout__in=binned).order_by()

    def counted_for(self, user: User) -> "WorkoutExerciseQuerySet":
        """Those of `user`'s with working sets, without the bin: what adds up to a report."""
        return self.seen_by(user).filter(set_count__gt=0)

    def last_order(self) -> int:
        """The highest place that is taken, 0 where none is."""
        return self.aggregate(last=Max("order"))["last"] or 0


class WorkoutExercise(Tracked):
    """One stretch of an exercise in a workout. The same exercise may stand twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workout = models.ForeignKey(Workout, on_delete=models.CASCADE, related_name="exercises")
    # The account and the day stand here too, so that an exercise's history is one index without a join.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", editable=False)
    local_date = models.DateField(editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.RESTRICT, related_name="workout_exercises")
    exercise_version = models.PositiveIntegerField(default=1, editable=False)
    source_name = models.CharField(max_length=TEXT, blank=True, editable=False, help_text=_("As the import named it."))
    order = models.PositiveIntegerField(validators=within(ORDERS))
    superset = models.PositiveIntegerField(null=True, blank=True, validators=within((0, MOST_SUPERSETS)))
    notes = models.TextField(_("notes"), blank=True, max_length=NOTES)
    rest_seconds = models.PositiveIntegerField(_("rest"), null=True, blank=True, validators=within(SECONDS))

    set_count = models.PositiveIntegerField(default=0, editable=False)
    reps = models.PositiveIntegerField(default=0, editable=False)
    volume_kg = models.DecimalField(max_digits=15, decimal_places=3, default=Decimal(0), editable=False)
    top_weight_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, editable=False)
    best_e1rm_kg = models.DecimalField(max_digits=8, decimal_places=3, null=True, editable=False)
    low_confidence = models.BooleanField(default=False, editable=False, help_text=_("Of the e1RM."))
    most_reps = models.PositiveIntegerField(default=0, editable=False, help_text=_("In one set."))

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Told where totals are counted anew: of how many sets, and by which e1RM formula of the account.
    standing: int
    formula: str

    objects = WorkoutExerciseQuerySet.as_manager()
    history = VerbHistory(bases=[WorkoutHistory], excluded_fields=[*TOTALS, "local_date", "created_at", "updated_at"])

    class Meta:
        ordering = ["order"]
        indexes = [
            # The totals are part of it rather than included: SQLite knows no INCLUDE, and a report over ten years would
            # look up every row there.
            models.Index(
                fields=["user", "exercise", "local_date", "workout", *TOTALS], name="workout_exercise_history"
            ),
            # With what sets per muscle are told by, for the same reason.
            models.Index(
                fields=["user", "local_date", "exercise", "workout", "set_count"], name="workout_exercise_day"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workout", "order"], name="workout_exercise_order_once"),
            range_constraint("workout_exercise", "rest_seconds", SECONDS),
        ]

    def __str__(self) -> str:
        try:
            return f"{self.order}. {self.exercise}"
        except Exercise.DoesNotExist:  # history outlives an exercise that was deleted since
            return f"{self.order}. {self.exercise_id}"

    def belonging(self) -> Values:
        """To the workout, and with it to its account."""
        return {"account_id": self.user_id, "of_workout_id": self.workout_id, "made_at": self.created_at}

    def take_totals(self, totals: ExerciseTotals) -> None:
        """Store what its sets add up to."""
        for name in TOTALS:
            setattr(self, name, getattr(totals, name))


def load_facts(exercise: Exercise) -> LoadFacts:
    """What the arithmetic of loads needs to know of an exercise."""
    return LoadFacts(exercise.load_mode, exercise.per_hand, exercise.bodyweight_fraction)
