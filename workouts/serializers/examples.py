"""Examples of bodies for OpenAPI. A test holds them against the schema."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

SQUAT = "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a"
WORKOUT_ID = "0193a5c1-02aa-7b60-9d1c-5e7f3a2b8c40"
ROW_ID = "0193a5c1-02ab-7d02-8e33-1f6a9b0c4d57"
SET_ID = "0193a5c1-02ac-7a94-b7c5-2d8e4f1a6b09"
MADE: dict[str, Any] = {
    "version": 1,
    "created_at": "2026-03-02T18:04:11.250000Z",
    "updated_at": "2026-03-02T18:04:11.250000Z",
}
GIVEN_SET = {"weight": 100, "reps": 5, "rpe": 8.5}
SHOWN_SET = {
    "id": SET_ID,
    "workout_exercise_id": ROW_ID,
    "set_number": 1,
    "set_type": "normal",
    "status": "completed",
    "weight": 100.0,
    "weight_unit": "kg",
    "weight_kg": 100.0,
    "reps": 5,
    "rpe": 8.5,
    "duration_seconds": None,
    "distance_m": None,
    "avg_heart_rate": None,
    "max_heart_rate": None,
    "calories": None,
    "rest_seconds": None,
    "tempo": "",
    "notes": "",
    "as_prescribed": False,
    "prescribed": {"reps_min": 5, "reps_max": 8, "weight_kg": None, "rpe": None, "duration_seconds": None},
    "completed_at": None,
    **MADE,
}
SHOWN_ROW = {
    "id": ROW_ID,
    "workout_id": WORKOUT_ID,
    "exercise_id": SQUAT,
    "exercise_name": "Barbell Squat",
    "exercise_version": 1,
    "order": 1,
    "superset": None,
    "notes": "",
    "rest_seconds": 180,
    "totals": {"sets": 1, "reps": 5, "volume_kg": 500.0, "top_weight_kg": 100.0, "best_e1rm_kg": 116.667},
    "sets": [SHOWN_SET],
    **MADE,
}
GIVEN_WORKOUT = {
    "title": "Legs",
    "started_at": "2026-03-02T18:00:00Z",
    "duration_minutes": 60,
    "exercises": [
        {
            "exercise_id": SQUAT,
            "rest_seconds": 180,
            "sets": [GIVEN_SET | {"prescribed": {"reps_min": 5, "reps_max": 8}}],
        }
    ],
}
SHOWN_WORKOUT = {
    "id": WORKOUT_ID,
    "user_id": "01939f00-3c1a-7f4e-a2d9-6b0c8e5d7f12",
    "title": "Legs",
    "type": "",
    "status": "completed",
    "planned_on": None,
    "started_at": "2026-03-02T18:00:00Z",
    "completed_at": "2026-03-02T19:00:00Z",
    "duration_seconds": 3600,
    "duration_minutes": 60,
    "local_date": "2026-03-02",
    "timezone": "Europe/Berlin",
    "notes": "",
    "bodyweight_kg": None,
    "routine_id": None,
    "program_day_id": None,
    "source": "",
    "totals": {"exercises": 1, "sets": 1, "reps": 5, "volume_kg": 500.0},
    "exercises": [SHOWN_ROW],
    **MADE,
}
NEW_SET = OpenApiExample(
    "NewSet",
    {"workout_id": WORKOUT_ID, "exercise_id": SQUAT, **GIVEN_SET},
    summary="A set, by workout and exercise",
    request_only=True,
)
SETS = [
    OpenApiExample("Set", GIVEN_SET, summary="A set that was done", request_only=True),
    OpenApiExample(
        "LoggedSet", SHOWN_SET | {"records": ["e1rm"]}, summary="That set, as it stands", response_only=True
    ),
]
WORKOUTS = [
    OpenApiExample("Workout", GIVEN_WORKOUT, summary="A workout with its whole tree", request_only=True),
    OpenApiExample("LoggedWorkout", SHOWN_WORKOUT, summary="That workout, as it stands", response_only=True),
]
