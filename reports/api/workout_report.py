"""The report of a workout over the API."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from reports.workout_report import report_of
from workouts.models import Workout
from workouts.models.workout import minutes
from workset.api.fields import MomentField
from workset.api.rows import JsonShape, Made, as_dict
from workset.compiled import CompiledQuery

# What the report tells of the workout itself; the stored totals are told at its end.
HEAD = JsonShape(
    Workout,
    {
        "workout_id": "id",
        "user_id": "user_id",
        "started_at": "started_at",
        "duration_minutes": Made(minutes, ["duration_seconds"]),
        "notes": "notes",
        "created_at": "created_at",
        "working": Made(as_dict("sets", "reps", "volume_kg"), ["set_count", "reps", "volume_kg"]),
    },
)
OWN = CompiledQuery(
    lambda user, pk: Workout.objects.for_user(user).filter(pk=pk).values_list(*HEAD.selected()),
    user=User(pk=UUID(int=1)),
    pk=UUID(int=2),
)


class ExerciseReportSerializer(serializers.Serializer):
    """One exercise of a workout; weights in kg."""

    exercise_id = serializers.UUIDField()
    exercise_name = serializers.CharField()
    sets_count = serializers.IntegerField()
    total_reps = serializers.IntegerField()
    max_weight = serializers.FloatField(allow_null=True)
    total_volume = serializers.FloatField()


class WorkingSerializer(serializers.Serializer):
    """Working sets: without warm-ups, loads as the exercise counts them."""

    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    volume_kg = serializers.FloatField()


class WorkoutReportSerializer(serializers.Serializer):
    """All completed sets of a workout, and its working sets beside them."""

    workout_id = serializers.UUIDField()
    user_id = serializers.UUIDField()
    started_at = MomentField(allow_null=True)
    duration_minutes = serializers.IntegerField(allow_null=True)
    notes = serializers.CharField(allow_blank=True)
    created_at = MomentField()
    total_exercises = serializers.IntegerField()
    total_sets = serializers.IntegerField()
    total_reps = serializers.IntegerField()
    total_volume = serializers.FloatField()
    exercises = ExerciseReportSerializer(many=True)
    working = WorkingSerializer()


class WorkoutReportView(APIView):
    """What was done in one workout."""

    @extend_schema(tags=["reports"], summary="The report of a workout", responses=WorkoutReportSerializer)
    def get(self, request: Request, pk: Any) -> Response:
        """Volume is weight in kg times reps as logged; `working` leaves out warm-ups and counts pairs and bodies."""
        assert isinstance(request.user, User)
        found = HEAD.all(OWN.rows(user=request.user, pk=pk))
        if not found:
            raise Http404
        return Response(told(pk, found[0]))


def told(pk: UUID, head: dict[str, Any]) -> dict[str, Any]:
    """What `WorkoutReportSerializer` makes of the report: a workout is reported whenever it is looked at."""
    report, working = report_of(pk), head.pop("working")
    return head | {
        "total_exercises": len(report.exercises),
        "total_sets": report.total_sets,
        "total_reps": report.total_reps,
        "total_volume": float(report.total_volume),
        "exercises": [
            {
                "exercise_id": str(row.exercise_id),
                "exercise_name": row.exercise_name,
                "sets_count": row.sets_count,
                "total_reps": row.total_reps,
                "max_weight": None if row.max_weight is None else float(row.max_weight),
                "total_volume": float(row.total_volume),
            }
            for row in report.exercises
        ],
        "working": working,
    }
