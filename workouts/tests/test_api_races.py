"""The same call from several connections at once, through HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.tests.factories import UserFactory
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_workout
from workset.lib.ids import uuid7
from workset.tests.races import RACERS, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_set_put_many_times_at_once_is_one_set(api_of: Callable[[Any], APIClient]) -> None:
    user = UserFactory()
    row = make_exercise(make_workout(user), ExerciseFactory())
    clients = [api_of(user) for _ in range(RACERS)]
    address, body = f"/api/v1/sets/{uuid7()}", {"workout_exercise_id": str(row.pk), "weight": 100, "reps": 5}
    answers = race(lambda number: clients[number].put(address, body))
    assert sorted(answer.status_code for answer in answers) == [200] * (RACERS - 1) + [201]
    assert Set.objects.count() == 1


def test_workout_put_many_times_at_once_is_one_workout(api_of: Callable[[Any], APIClient]) -> None:
    user, exercise = UserFactory(), ExerciseFactory()
    clients = [api_of(user) for _ in range(RACERS)]
    address = f"/api/v1/workouts/{uuid7()}"
    body = {"title": "Push", "exercises": [{"exercise_id": str(exercise.pk), "sets": [{"reps": 5}]}]}
    answers = race(lambda number: clients[number].put(address, body))
    assert sorted(answer.status_code for answer in answers) == [200] * (RACERS - 1) + [201]
    assert (Workout.objects.count(), Set.objects.count()) == (1, 1)


def test_set_put_again_beside_edits_is_told_what_it_was_compared_with(api_of: Callable[[Any], APIClient]) -> None:
    user = UserFactory()
    row = make_exercise(make_workout(user), ExerciseFactory())
    clients = [api_of(user) for _ in range(RACERS)]
    address, body = f"/api/v1/sets/{uuid7()}", {"workout_exercise_id": str(row.pk), "weight": 100, "reps": 5}
    assert clients[0].put(address, body).status_code == 201

    def edit_or_send_again(number: int) -> list[tuple[int, int]]:
        told = []
        for reps in (6, 5) * 8:
            if number:
                answer = clients[number].put(address, body, HTTP_IF_NONE_MATCH="*")
                told.append((answer.status_code, (answer.json().get("current") or answer.json())["reps"]))
            else:
                assert clients[number].patch(address, {"reps": reps}).status_code == 200
        return told

    answers = [answer for told in race(edit_or_send_again, 3) for answer in told]
    assert len(answers) == 32
    assert set(answers) <= {(200, 5), (412, 6)}
