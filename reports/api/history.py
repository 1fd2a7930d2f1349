"""What was done, workout by workout."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User
from reports.api.views import Body, Pages, Report, Row, as_table
from reports.history import DoneWorkout, history, workouts_of

CHUNK = 200  # workouts held in memory while a table is sent


class DoneExerciseSerializer(serializers.Serializer):
    """Working sets of one exercise."""

    exercise_id = serializers.UUIDField()
    exercise_name = serializers.CharField()
    sets = serializers.IntegerField()
    top_weight_kg = serializers.FloatField(
        allow_null=True, help_text="The weight as typed, in kg; of assisted work the least help."
    )
    best_e1rm_kg = serializers.FloatField(allow_null=True)


class DoneWorkoutSerializer(serializers.Serializer):
    """A workout with what its working sets add up to."""

    workout_id = serializers.UUIDField()
    local_date = serializers.DateField()
    title = serializers.CharField(allow_blank=True)
    duration_minutes = serializers.IntegerField(allow_null=True)
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    volume_kg = serializers.FloatField()
    exercises = DoneExerciseSerializer(many=True)
    records = serializers.IntegerField(help_text="New best weights and e1RMs of exercises.")


EXAMPLE = {
    "workout_id": "0193a5c1-02aa-7b60-9d1c-5e7f3a2b8c40",
    "local_date": "2026-03-02",
    "title": "Legs",
    "duration_minutes": 60,
    "sets": 1,
    "reps": 5,
    "volume_kg": 500.0,
    "exercises": [
        {
            "exercise_id": "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a",
            "exercise_name": "Barbell Squat",
            "sets": 1,
            "top_weight_kg": 100.0,
            "best_e1rm_kg": 116.667,
        }
    ],
    "records": 1,
}


class HistoryPages(Pages):
    """Pages of workouts."""

    figures = ("sets", "reps", "volume_kg", "top_weight_kg", "best_e1rm_kg", "records")


class HistoryReport(Report):
    """Workouts with the best of each exercise."""

    pagination_class = HistoryPages

    @extend_schema(
        tags=["reports"],
        operation_id="reports_history_list",
        summary="The history, workout by workout, newest first",
        responses=DoneWorkoutSerializer(many=True),
        examples=[OpenApiExample("History", EXAMPLE, summary="A workout", response_only=True)],
    )
    def get(self, request: Request) -> HttpResponse:
        """What was begun, with its working sets; what is only planned isn't in it."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """A page."""
        pages = HistoryPages()
        workouts = pages.paginate_queryset(workouts_of(user), self.request, self)
        told = [workout_body(done) for done in history(user, workouts)]
        return dict(pages.get_paginated_response(told).data)

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row an exercise of a workout, of all that was ever done."""
        yield ("local_date", "title", "duration_minutes", "exercise", "sets", "top_weight_kg", "best_e1rm_kg")
        workouts = workouts_of(user)
        start = 0
        while chunk := list(workouts[start : start + CHUNK]):
            for done in history(user, chunk):
                said = (done.workout.local_date, done.workout.title, done.workout.duration_minutes)
                for one in done.exercises:
                    yield (*said, one.exercise_name, one.sets, one.top_weight_kg, one.best_e1rm_kg)
            start += CHUNK


def workout_body(done: DoneWorkout) -> Body:
    """A workout as it is answered."""
    workout = done.workout
    return {
        "workout_id": workout.pk,
        "local_date": workout.local_date,
        "title": workout.title,
        "duration_minutes": workout.duration_minutes,
        "sets": workout.set_count,
        "reps": workout.reps,
        "volume_kg": workout.volume_kg,
        "exercises": [
            {
                "exercise_id": one.exercise_id,
                "exercise_name": one.exercise_name,
                "sets": one.sets,
                "top_weight_kg": one.top_weight_kg,
                "best_e1rm_kg": one.best_e1rm_kg,
            }
            for one in done.exercises
        ],
        "records": done.records,
    }


HistoryTable = as_table(HistoryReport, "The history")
