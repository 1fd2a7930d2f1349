"""Merges of own exercises: what moved where, so that it can be taken back to the row."""

from django.db import models

from accounts.models import User
from exercises.models import Exercise
from workouts.models.workout_exercise import WorkoutExercise


class Merge(models.Model):
    """An own exercise that went into another one. Deleted when it is undone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.OneToOneField(Exercise, on_delete=models.CASCADE, related_name="merge")
    target = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="+")
    source_archived_at = models.DateTimeField(null=True)
    settings_taken = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class MergedExercise(models.Model):
    """A workout-exercise that moved in a merge, and the version of the exercise that it had used before."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved")
    # No cascade: a row that is removed may come back, and is still to be moved back when the merge is undone.
    workout_exercise = models.ForeignKey(
        WorkoutExercise, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    exercise_version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "workout_exercise"], name="merged_exercise_once")]

    def __str__(self) -> str:
        return str(self.workout_exercise_id)
