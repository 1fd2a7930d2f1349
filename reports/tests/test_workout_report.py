from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.api.workout_report import WorkoutReportSerializer
from reports.workout_report import Line, fold
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.api.rendering import JSONRenderer

SQUAT, BENCH = UUID(int=1), UUID(int=2)


def test_fold_gives_one_row_an_exercise_in_order_of_first_place() -> None:
    report = fold(
        [
            Line(SQUAT, "Squat", True, 5, Decimal(100)),
            Line(BENCH, "Bench", True, 8, Decimal(60)),
            Line(SQUAT, "Squat", True, 3, Decimal(110)),
            Line(SQUAT, "Squat", False, 9, Decimal(500)),
        ]
    )
    assert [
        (row.exercise_name, row.sets_count, row.total_reps, row.max_weight, row.total_volume)
        for row in report.exercises
    ] == [
        ("Squat", 2, 8, Decimal(110), Decimal(830)),
        ("Bench", 1, 8, Decimal(60), Decimal(480)),
    ]
    assert (report.total_sets, report.total_reps, report.total_volume) == (3, 16, Decimal(1310))


@pytest.mark.django_db
def test_report_has_exactly_the_contracts_keys_and_figures(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter, status="completed", duration_seconds=3600, notes="good")
    row = make_exercise(workout, squat)
    make_set(row, weight=60, reps=10, set_type="warm_up")
    make_set(row, weight=100, reps=5)
    make_set(row, weight=None, reps=None, status="planned")
    pair = make_exercise(workout, ExerciseFactory(name="Dumbbell Curl", dumbbells=True))
    make_set(pair, weight=15, reps=10)
    make_exercise(workout, ExerciseFactory(name="Not Yet Done"))
    body = api.get(f"/api/v1/workouts/{workout.pk}/report").json()
    exercises = body.pop("exercises")
    assert body == {
        "workout_id": str(workout.pk),
        "user_id": str(lifter.pk),
        "started_at": "2026-03-02T18:00:00Z",
        "duration_minutes": 60,
        "notes": "good",
        "created_at": body["created_at"],
        "total_exercises": 3,
        "total_sets": 3,
        "total_reps": 25,
        "total_volume": 1250.0,
        "working": {"sets": 2, "reps": 15, "volume_kg": 800.0},
    }
    assert exercises[0] == {
        "exercise_id": str(squat.pk),
        "exercise_name": "Barbell Squat",
        "sets_count": 2,
        "total_reps": 15,
        "max_weight": 100.0,
        "total_volume": 1100.0,
    }
    assert [(row["exercise_name"], row["sets_count"], row["max_weight"]) for row in exercises[1:]] == [
        ("Dumbbell Curl", 1, 15.0),
        ("Not Yet Done", 0, None),
    ]


@pytest.mark.django_db
def test_report_reads_as_its_serializer_writes_it(api: APIClient, lifter: User, squat: Exercise) -> None:
    begun = make_workout(lifter)
    row = make_exercise(begun, squat)
    make_set(row, Decimal("102.5"), 5)
    make_set(row, None, 12)
    planned = make_workout(lifter, status="planned", started_at=None)
    for workout in (begun, planned):
        answer = api.get(f"/api/v1/workouts/{workout.pk}/report")
        workout.refresh_from_db()
        moments = {"started_at": workout.started_at, "created_at": workout.created_at}
        assert answer.content == JSONRenderer().render(WorkoutReportSerializer(answer.json() | moments).data)


@pytest.mark.django_db
def test_report_of_an_empty_workout_is_zeros(api: APIClient, lifter: User) -> None:
    body = api.get(f"/api/v1/workouts/{make_workout(lifter).pk}/report").json()
    assert (
        body["total_exercises"],
        body["total_sets"],
        body["total_reps"],
        body["total_volume"],
        body["exercises"],
    ) == (
        0,
        0,
        0,
        0,
        [],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_report_takes_three_queries(
    api: APIClient, lifter: User, squat: Exercise, count: int, django_assert_num_queries: Any
) -> None:
    workout = make_workout(lifter)
    for _ in range(count):
        make_set(make_exercise(workout, squat))
    with django_assert_num_queries(3):  # device and user, workout, its lines
        api.get(f"/api/v1/workouts/{workout.pk}/report")
