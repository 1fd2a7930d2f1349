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
from workset.api.fields import MomentField, moment
from workset.compiled import CompiledModels

OWN = CompiledModels(
    lambda user, pk: Workout.objects.for_user(user).filter(pk=pk), user=User(pk=UUID(int=1)), pk=UUID(int=2)
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
        workout = OWN.first(user=request.user, pk=pk)
        if workout is None:
            raise Http404
        return Response(told(workout))


def told(workout: Workout) -> dict[str, Any]:
    """What `WorkoutReportSerializer` makes of the report: a workout is reported whenever it is looked at."""
    report = report_of(workout)
    return {
        "workout_id": str(workout.pk),
        "user_id": str(workout.user_id),
        "started_at": workout.started_at and moment(workout.started_at),
        "duration_minutes": workout.duration_minutes,
        "notes": workout.notes,
        "created_at": moment(workout.created_at),
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
        "working": {"sets": workout.set_count, "reps": workout.reps, "volume_kg": float(workout.volume_kg)},
    }
