"""A model's serializer reads its fields off the model once; no two serializers share one for all that."""

from typing import Any

import pytest
from rest_framework.fields import Field

from workouts.serializers.sets import SetSerializer
from workouts.serializers.workout_exercises import NewWorkoutExerciseSerializer, WorkoutExerciseSerializer
from workouts.serializers.workouts import WorkoutDetailSerializer

SERIALIZERS = [SetSerializer, WorkoutExerciseSerializer, NewWorkoutExerciseSerializer, WorkoutDetailSerializer]


def every_field(serializer: Any) -> list[Field]:
    """Those of a serializer, and those that they hold."""
    found: list[Field] = []
    for field in serializer.fields.values():
        child = getattr(field, "child", None)
        found += [field, *([child] if child else [])]
        for holder in (field, child):
            found += every_field(holder) if hasattr(holder, "fields") else []
    return found


@pytest.mark.parametrize("kind", SERIALIZERS)
def test_each_field_knows_the_request_of_its_own_serializer(kind: type[Any]) -> None:
    first, second = (kind(context={"request": name}) for name in ("first", "second"))
    ours, theirs = every_field(first), every_field(second)
    assert [type(one) for one in ours] == [type(one) for one in theirs]
    assert {one.context["request"] for one in ours} == {"first"}
    assert {one.context["request"] for one in theirs} == {"second"}


def test_what_one_serializer_makes_of_a_field_is_its_own() -> None:
    changing, making = WorkoutExerciseSerializer(instance=object()), WorkoutExerciseSerializer()
    assert (changing.fields["exercise_id"].required, making.fields["exercise_id"].required) == (False, True)
    assert WorkoutExerciseSerializer().fields["exercise_id"].required is True
