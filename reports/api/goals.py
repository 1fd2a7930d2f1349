"""Goals over the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from exercises.models import Exercise
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.filters import GoalFilter
from reports.goal_progress import STATUSES, Progress
from reports.goal_reads import Deed, GoalProgress, goal_progress, tell
from reports.goals import change_goal, create_goal, delete_goal
from reports.models import WORKOUTS, Goal, GoalQuerySet, merged_into
from workouts.api.put import PutCreatesUnlessBuriedMixin
from workouts.serializers.references import OwnRelatedField
from workset.api.fields import ModelSerializer
from workset.api.idempotency import IdempotentPostMixin
from workset.lib.units import KG

SQUAT = "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a"
GOAL_ID = "0193a5c2-11d0-7c3e-9f52-3a7b8c9d0e1f"
GIVEN = {"type": "strength", "exercise_id": SQUAT, "metric": "e1rm", "target_value": 140, "deadline": "2026-06-30"}
SHOWN: dict[str, Any] = {
    "id": GOAL_ID,
    **GIVEN,
    "exercise_name": "Barbell Squat",
    "target_value": 140.0,
    "weight_unit": "kg",
    "target_kg": 140.0,
    "period": None,
    "starts_on": "2026-01-01",
    "status": "active",
    "value": 116.667,
    "progress": 83.3,
    "achieved_on": None,
    "version": 1,
    "created_at": "2026-01-01T18:04:11.250000Z",
    "updated_at": "2026-01-01T18:04:11.250000Z",
}
EXAMPLES = [
    OpenApiExample("Goal", GIVEN, summary="An e1RM on an exercise, by a day", request_only=True),
    OpenApiExample(
        "WeeklyGoal",
        {"type": "consistency", "target_value": 3, "period": "week"},
        summary="Three workouts a week",
        request_only=True,
    ),
    OpenApiExample("StandingGoal", SHOWN, summary="That goal, as it stands", response_only=True),
]
LISTED = OpenApiExample("Goals", SHOWN, summary="A page of goals", response_only=True)
PROGRESS_EXAMPLE = OpenApiExample(
    "GoalProgress",
    {
        "goal_id": GOAL_ID,
        "status": "active",
        "unit": "kg",
        "start_value": None,
        "value": 116.667,
        "target": 140.0,
        "percent": 83.3,
        "remaining": 23.333,
        "points": [{"date": "2026-01-05", "value": 112.5}, {"date": "2026-03-02", "value": 116.667}],
        "projection": {"on": "2026-08-14", "low": "2026-07-02", "high": "2026-11-20", "points_used": 12},
        "best": {
            "on": "2026-03-02",
            "workout_id": "0193a5c1-02aa-7b60-9d1c-5e7f3a2b8c40",
            "set_id": "0193a5c1-02ac-7a94-b7c5-2d8e4f1a6b09",
        },
        "achieved": None,
        "definitions": {"percent": "/help/#goals"},
    },
    summary="How far that goal is",
    response_only=True,
)


class LiftField(OwnRelatedField):
    """An exercise; one that was merged into another is that other one, when it is read and when it is written."""

    def get_attribute(self, instance: Goal) -> Any:
        """The exercise whose history counts."""
        return instance.lift

    def use_pk_only_optimization(self) -> bool:
        """The whole row is needed: it may have been merged."""
        return False

    def to_internal_value(self, data: Any) -> Any:
        """What the exercise was merged into, or itself."""
        return merged_into(super().to_internal_value(data))


class GoalSerializer(ModelSerializer):
    """A goal and how far it is. The target of a strength, volume or bodyweight goal is in kg unless `weight_unit` says
    `lb`; `target_kg` has it in kg either way.
    """

    id = serializers.UUIDField(required=False)
    exercise_id = LiftField(
        Exercise, "visible_to", source="exercise", required=False, allow_null=True, help_text="Of a strength goal."
    )
    exercise_name = serializers.CharField(source="lift.name", read_only=True, default=None, allow_null=True)
    metric = serializers.ChoiceField(
        choices=Goal.Metric.choices,
        required=False,
        help_text="Of a strength goal `weight` (the default) or `e1rm`; of the others given by the type.",
    )
    target_value = serializers.DecimalField(max_digits=13, decimal_places=3)
    starts_on = serializers.DateField(
        required=False, help_text="What was done from then on counts; today if not given."
    )
    status = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()
    achieved_on = serializers.SerializerMethodField()

    class Meta:
        model = Goal
        fields = (
            "id",
            "type",
            "exercise_id",
            "exercise_name",
            "metric",
            "target_value",
            "weight_unit",
            "target_kg",
            "period",
            "starts_on",
            "deadline",
            "status",
            "value",
            "progress",
            "achieved_on",
            "version",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("target_kg", "version", "created_at", "updated_at")
        kept = ("id", "exercise_id", "starts_on")

    def reached(self, goal: Goal) -> Progress:
        """How far it is; asked for here where the view hasn't asked for a whole list."""
        if goal.reached is None:
            tell(self.context["request"].user, [goal])
        assert goal.reached is not None
        return goal.reached

    @extend_schema_field({"type": "string", "enum": list(STATUSES)})
    def get_status(self, goal: Goal) -> str:
        """By what was done until now."""
        return self.reached(goal).status

    @extend_schema_field(serializers.FloatField(allow_null=True, help_text="Where it stands, in kg or workouts."))
    def get_value(self, goal: Goal) -> Any:
        """None where nothing was measured."""
        return self.reached(goal).value

    @extend_schema_field(serializers.FloatField(min_value=0, max_value=100, help_text="In percent."))
    def get_progress(self, goal: Goal) -> Any:
        """To one place."""
        return self.reached(goal).percent

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_achieved_on(self, goal: Goal) -> Any:
        """None as long as it isn't."""
        return self.reached(goal).achieved_on

    def create(self, validated_data: dict[str, Any]) -> Goal:
        """Of the asker's."""
        pk = validated_data.pop("id", None)
        return create_goal(self.context["request"].user, validated_data, pk)

    def update(self, instance: Goal, validated_data: dict[str, Any]) -> Goal:
        """The goal as it stands after the change."""
        seen = validated_data.pop("seen", None)
        return change_goal(instance, validated_data, seen)


class GoalPointSerializer(serializers.Serializer):
    """What was reached on a day, or of a goal for each week or month in the one that begins then."""

    date = serializers.DateField()
    value = serializers.FloatField()


class GoalProjectionSerializer(serializers.Serializer):
    """When a straight line through the points of the last half year reaches the target."""

    on = serializers.DateField()
    low = serializers.DateField(help_text="Not before then, with 95 % confidence.")
    high = serializers.DateField(allow_null=True, help_text="Not after then; null where it may as well never be.")
    points_used = serializers.IntegerField()


class DeedSerializer(serializers.Serializer):
    """What did it; ids are null where it was no set, or no workout."""

    on = serializers.DateField()
    workout_id = serializers.UUIDField(allow_null=True)
    set_id = serializers.UUIDField(allow_null=True)


class GoalProgressSerializer(serializers.Serializer):
    """How far a goal is, by what was done until now. Weights are in kg."""

    goal_id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=[(status, status) for status in STATUSES])
    unit = serializers.ChoiceField(choices=[(KG, KG), (WORKOUTS, WORKOUTS)])
    start_value = serializers.FloatField(allow_null=True, help_text="The bodyweight from which it goes to the target.")
    value = serializers.FloatField(allow_null=True)
    target = serializers.FloatField()
    percent = serializers.FloatField()
    remaining = serializers.FloatField(allow_null=True)
    points = GoalPointSerializer(many=True, help_text="The last 400 at most.")
    projection = GoalProjectionSerializer(allow_null=True, help_text="Null with too few points, or on no way there.")
    best = DeedSerializer(allow_null=True, help_text="The set of a strength goal's value.")
    achieved = DeedSerializer(allow_null=True)
    definitions = DefinitionsField()


@extend_schema(tags=["goals"])
@extend_schema_view(
    list=extend_schema(summary="Goals, newest first", examples=[LISTED]),
    create=extend_schema(summary="Set a goal", examples=EXAMPLES),
    retrieve=extend_schema(summary="A goal", examples=EXAMPLES),
    update=extend_schema(summary="Replace a goal, or set one under your own id", examples=EXAMPLES),
    partial_update=extend_schema(summary="Change a goal"),
    destroy=extend_schema(summary="Delete a goal"),
)
class GoalViewSet(IdempotentPostMixin, PutCreatesUnlessBuriedMixin, viewsets.ModelViewSet):
    """What somebody means to reach. Status and progress follow what was done: whoever edits that, moves them."""

    queryset = Goal.objects.none()
    serializer_class = GoalSerializer
    filterset_class = GoalFilter
    lookup_value_converter = "uuid"

    def get_queryset(self) -> GoalQuerySet:
        """The asker's own."""
        user = self.request.user
        assert isinstance(user, User)
        return Goal.objects.for_user(user).newest_first()

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters belong to lists."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page of goals, told together."""
        return tell(self.request.user, super().paginate_queryset(queryset))

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Where the goal is."""
        return {"Location": f"/api/v1/goals/{data['id']}"}

    def perform_destroy(self, instance: Goal, seen: Any) -> None:
        """History keeps it."""
        delete_goal(instance, seen)

    @extend_schema(
        summary="How far a goal is", responses=GoalProgressSerializer, examples=[PROGRESS_EXAMPLE], filters=False
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def progress(self, request: Request, pk: Any = None) -> Response:
        """Its points, what achieved it, and when it will be reached at the pace of the last half year."""
        return Response(body(goal_progress(request.user, self.get_object())))


def body(told: GoalProgress) -> dict[str, Any]:
    """What the serializer declares."""
    reached, line = told.reached, told.projection
    return {
        "goal_id": told.goal.pk,
        "status": reached.status,
        "unit": WORKOUTS if told.goal.metric == WORKOUTS else KG,
        "start_value": reached.start_value,
        "value": reached.value,
        "target": told.goal.target,
        "percent": reached.percent,
        "remaining": reached.remaining,
        "points": [{"date": day, "value": value} for day, value in reached.points],
        "projection": line and {"on": line.on, "low": line.low, "high": line.high, "points_used": line.points_used},
        "best": deed(told.best),
        "achieved": deed(told.achieved),
        "definitions": definitions("status", "percent", "projection"),
    }


def deed(done: Deed | None) -> dict[str, Any] | None:
    """What the serializer declares of it."""
    return done and {"on": done.on, "workout_id": done.workout_id, "set_id": done.set_id}
