"""Filters of the API's lists of goals. An unknown value is a 422, an unknown parameter is ignored."""

from uuid import UUID

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from reports.goal_progress import STATUSES
from reports.goal_reads import having_status
from reports.models import Goal, merged_into_one_of


class GoalFilter(filters.FilterSet):
    """By what a goal is about, and by its status today."""

    type = filters.ChoiceFilter(choices=Goal.Type.choices)
    metric = filters.ChoiceFilter(choices=Goal.Metric.choices)
    period = filters.ChoiceFilter(choices=Goal.Period.choices)
    exercise = filters.UUIDFilter(method="of_exercise", label="The id of the exercise whose history counts.")
    status = filters.ChoiceFilter(method="with_status", choices=[(status, status) for status in STATUSES])

    class Meta:
        model = Goal
        fields: list[str] = []

    def of_exercise(self, goals: QuerySet[Goal], name: str, value: UUID) -> QuerySet[Goal]:
        """Goals for the exercise, and for what was merged into it."""
        return goals.filter(exercise__in=merged_into_one_of(self.request.user, {value}))

    def with_status(self, goals: QuerySet[Goal], name: str, value: str) -> QuerySet[Goal]:
        """Goals that have the status today: it isn't stored, so all of them are looked at."""
        return goals.filter(pk__in=having_status(self.request.user, goals, value))
