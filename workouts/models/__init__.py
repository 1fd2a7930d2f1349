"""What was done: workouts, their exercises and sets; bodies; imports; tombstones of what was deleted."""

from workouts.models.body import BodyMeasurement
from workouts.models.imports import ImportBatch
from workouts.models.merge import Merge, MergedExercise
from workouts.models.set import Set
from workouts.models.tombstone import Tombstone
from workouts.models.workout import Workout
from workouts.models.workout_exercise import WorkoutExercise

__all__ = [
    "BodyMeasurement",
    "ImportBatch",
    "Merge",
    "MergedExercise",
    "Set",
    "Tombstone",
    "Workout",
    "WorkoutExercise",
]
