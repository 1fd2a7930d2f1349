"""Filters of the API's lists. An unknown value is a 422, an unknown parameter is ignored."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from accounts.models import User
from workouts.models import BodyMeasurement, Tombstone, Workout
from workouts.models.ranges import TEXT
from workouts.models.workout import LONG_AGO
from workset.api.fields import WRITTEN_MOMENT, MomentField, zone_of
from workset.api.filters import FlagFilter
from workset.lib.dates import read_moment


class WorkoutFilter(filters.FilterSet):
    """`from` and `to` are local dates, both included; `q` looks in title, type, notes and the exercises' names."""

    status = filters.ChoiceFilter(choices=Workout.Status.choices)
    type = filters.CharFilter(lookup_expr="iexact", max_length=TEXT, label="In whatever case.")
    exercise = filters.UUIDFilter(method="with_exercise", label="The id of one that stands in it.")
    q = filters.CharFilter(method="search", max_length=200, label="Every word in title, type, notes or exercises.")
    updated_since = filters.CharFilter(method="changed_since", max_length=40)
    deleted = FlagFilter(method="unchanged", label="Also the ids of those deleted since.")
    # `from` is a word of Python's, which a class body can only name this way.
    vars()["from"] = filters.DateFilter(field_name="local_date", lookup_expr="gte", label="The first local date.")
    to = filters.DateFilter(field_name="local_date", lookup_expr="lte", label="The last local date.")

    class Meta:
        model = Workout
        fields: list[str] = []

    def with_exercise(self, workouts: QuerySet[Workout], name: str, value: UUID) -> QuerySet[Workout]:
        """Workouts in which the exercise stands, once each."""
        return workouts.filter(pk__in=Workout.objects.filter(exercises__exercise=value).values("pk"))

    @extend_schema_field(
        {
            "type": "string",
            "pattern": WRITTEN_MOMENT,
            "description": "A moment: what was changed then or later, in any part.",
        }
    )
    def changed_since(self, workouts: QuerySet[Workout], name: str, value: str) -> QuerySet[Workout]:
        """Workouts that were changed at or after a moment, in their own fields or below."""
        return workouts.filter(updated_at__gte=self.moment(name, value))

    def unchanged(self, workouts: QuerySet[Workout], name: str, value: bool) -> QuerySet[Workout]:
        """All of them: ids of what is gone are listed beside the workouts, by `deleted_ids`."""
        return workouts

    def deleted_ids(self, user: User) -> list[UUID]:
        """The workouts that `user` deleted since `updated_since`, in the bin or for good; ever where it isn't given."""
        written = self.form.cleaned_data["updated_since"]
        since = self.moment("updated_since", written) if written else LONG_AGO
        binned = Workout.objects.of(user).filter(deleted_at__gte=since).order_by("pk")
        buried = Tombstone.objects.filter(user=user, kind=Tombstone.Kind.WORKOUT, deleted_at__gte=since)
        return sorted([*binned.values_list("pk", flat=True), *buried.values_list("pk", flat=True)])

    def moment(self, name: str, value: str) -> datetime:
        """A moment as the asker writes it; ValidationError on `name` for what is none."""
        try:
            return read_moment(value, zone_of(self.request))
        except ValueError:
            raise ValidationError({name: [MomentField.default_error_messages["invalid"]]}) from None

    def search(self, workouts: QuerySet[Workout], name: str, value: str) -> QuerySet[Workout]:
        """Workouts that hold every word of the text."""
        return workouts.containing(value)  # type: ignore[attr-defined, no-any-return]


class BodyMeasurementFilter(filters.FilterSet):
    """`from` and `to` are dates, both included."""

    kind = filters.ChoiceFilter(choices=BodyMeasurement.Kind.choices)
    vars()["from"] = filters.DateFilter(field_name="date", lookup_expr="gte", label="The first date.")
    to = filters.DateFilter(field_name="date", lookup_expr="lte", label="The last date.")

    class Meta:
        model = BodyMeasurement
        fields: list[str] = []
