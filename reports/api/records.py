"""Records over the API: those that stand, and how those of an exercise came about."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import User
from exercises.models import Exercise
from reports.api.asking import FIRST_DAY, DaysAsked, ExerciseField
from reports.api.definitions import definitions
from reports.api.parts import DefinitionsField
from reports.api.views import Body, Pages, Report, Row, as_table
from reports.periods import Span
from reports.records import Wanted, exercises_with_records, present_records, record_book
from workouts.models.workout import ten_years_ahead
from workouts.record_book import KINDS, UNITS, Record

MEASURES = sorted(set(UNITS.values()))


class ExercisePages(Pages):
    """Pages of exercises, each with all its records: what is computed is a few exercises, however long the history."""

    page_size = 5
    max_page_size = 20
    figures = ("records", "reps_at_weight", "e1rm", "volume_kg")


class RecordsOfExerciseAsked(DaysAsked):
    """Records of a kind, set on some days; all of them where nothing is said."""

    kind = serializers.ChoiceField(choices=KINDS, required=False, help_text="Of which kind.")

    def usual(self, values: dict[str, Any]) -> Span:
        """All days."""
        return Span(FIRST_DAY, ten_years_ahead())

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """With `wanted`."""
        checked = super().validate(values)
        exercise = checked.get("exercise")
        wanted = Wanted(exercise and exercise.pk, checked.get("kind", ""), checked.get("from"), checked.get("to"))
        return checked | {"wanted": wanted}


class RecordsAsked(RecordsOfExerciseAsked):
    """The same, of one exercise or of all."""

    exercise = ExerciseField(required=False, help_text="The id of an exercise.")


class RecordSerializer(serializers.Serializer):
    """A value that no earlier working set of the exercise had reached."""

    exercise_id = serializers.UUIDField()
    exercise_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    value = serializers.FloatField(
        help_text="In `unit`. Of `reps_at_weight` and `rep_max` the weight as typed, in kg: the added one where a body "
        "is lifted, the help of assisted work."
    )
    unit = serializers.ChoiceField(choices=MEASURES)
    reps = serializers.IntegerField(
        allow_null=True,
        help_text="Those of the set; of a `rep_max` those for which it is one; null of a workout's volume.",
    )
    before = serializers.FloatField(
        allow_null=True, help_text="What it beat, in `unit`; of `reps_at_weight` the reps. Null for the first."
    )
    set_id = serializers.UUIDField(help_text="Of `workout_volume` the set that completed it.")
    workout_id = serializers.UUIDField()
    local_date = serializers.DateField()


class LinksSerializer(serializers.Serializer):
    """Other pages."""

    first = serializers.URLField()
    last = serializers.URLField()
    prev = serializers.URLField(allow_null=True)
    next = serializers.URLField(allow_null=True)


class MetaSerializer(serializers.Serializer):
    """Which page this is, and of how many records."""

    current_page = serializers.IntegerField()
    vars()["from"] = serializers.IntegerField(allow_null=True)
    last_page = serializers.IntegerField()
    per_page = serializers.IntegerField()
    to = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField()


class RecordsOfExerciseSerializer(serializers.Serializer):
    """The records of one exercise, the newest first."""

    exercise_id = serializers.UUIDField()
    exercise_name = serializers.CharField()
    current = RecordSerializer(many=True, help_text="Those that stand, all of them.")
    history = RecordSerializer(many=True, help_text="Every one that was ever set, a page of them.")
    links = LinksSerializer()
    meta = MetaSerializer()
    definitions = DefinitionsField()


EXAMPLE = {
    "exercise_id": "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a",
    "exercise_name": "Barbell Squat",
    "kind": "weight",
    "value": 110.0,
    "unit": "kg",
    "reps": 5,
    "before": 100.0,
    "set_id": "0193a5c1-02ac-7a94-b7c5-2d8e4f1a6b09",
    "workout_id": "0193a5c1-02aa-7b60-9d1c-5e7f3a2b8c40",
    "local_date": "2026-03-02",
}
HERE = "https://workset.example/api/v1/records/0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a?page=1"
EXAMPLE_OF_EXERCISE = {
    "exercise_id": EXAMPLE["exercise_id"],
    "exercise_name": EXAMPLE["exercise_name"],
    "current": [EXAMPLE],
    "history": [EXAMPLE],
    "links": {"first": HERE, "last": HERE, "prev": None, "next": None},
    "meta": {"current_page": 1, "from": 1, "last_page": 1, "per_page": 20, "to": 1, "total": 1},
    "definitions": {"records": "/help/#records"},
}
PAGE = [
    OpenApiParameter(one["name"], one["schema"], description=one["description"])
    for one in Pages().get_schema_operation_parameters(APIView())
]


class RecordsReport(Report):
    """The records that stand."""

    asked = RecordsAsked
    pagination_class = ExercisePages

    @extend_schema(
        tags=["records"],
        operation_id="records_list",
        summary="The records that stand, exercise by exercise",
        description=(
            "The exercise that was done last comes first, and of each exercise its newest record. A page holds whole "
            "exercises: `page_size` (5, at most 20) and the numbers in `meta` count exercises, not records. With a "
            "filter a page may hold exercises without any record, so an empty page is not the end: `links.next` tells."
        ),
        parameters=[RecordsAsked],
        responses=RecordSerializer(many=True),
        examples=[OpenApiExample("Records", EXAMPLE, summary="A record", response_only=True)],
    )
    def get(self, request: Request) -> HttpResponse:
        """Derived from the working sets as they stand."""
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """A page."""
        pages = ExercisePages()
        exercises = pages.paginate_queryset(exercises_with_records(user, asked["wanted"]), self.request, self)
        return dict(pages.get_paginated_response(list(self.told(user, asked["wanted"], exercises))).data)

    def told(self, user: User, wanted: Wanted, exercises: list[Any]) -> Iterator[Body]:
        """The wanted records of these exercises."""
        for exercise, records in present_records(user, wanted, exercises):
            yield from record_bodies(exercise, records)

    def table(self, user: User, asked: dict[str, Any]) -> Iterator[Row]:
        """A row a record, of all exercises."""
        yield tuple(EXAMPLE)
        exercises = exercises_with_records(user, asked["wanted"])
        for start in range(0, len(exercises), ExercisePages.page_size):
            chunk = exercises[start : start + ExercisePages.page_size]
            for row in self.told(user, asked["wanted"], chunk):
                yield tuple(row.values())


class RecordsOfExerciseReport(Report):
    """The records of one exercise."""

    asked = RecordsOfExerciseAsked

    @extend_schema(
        tags=["records"],
        operation_id="records_retrieve",
        summary="The records of an exercise and their history",
        description="A page is one of the history. What is asked for narrows both.",
        parameters=[RecordsOfExerciseAsked, *PAGE],
        responses=RecordsOfExerciseSerializer,
        examples=[OpenApiExample("RecordsOfExercise", EXAMPLE_OF_EXERCISE, summary="One record", response_only=True)],
    )
    def get(self, request: Request, pk: Any) -> HttpResponse:
        """404 for an exercise that the asker can't see."""
        assert isinstance(request.user, User)
        self.exercise = get_object_or_404(Exercise.objects.visible_to(request.user), pk=pk)
        return super().get(request)

    def body(self, user: User, asked: dict[str, Any]) -> Body:
        """What stands, and a page of the history."""
        book, wanted, pages = record_book(user, self.exercise), asked["wanted"], Pages()
        history = pages.paginate_queryset(wanted.among(book.history), self.request, self)
        envelope = pages.get_paginated_response([]).data
        return {
            "exercise_id": self.exercise.pk,
            "exercise_name": self.exercise.name,
            "current": list(record_bodies(self.exercise, wanted.among(book.present))),
            "history": list(record_bodies(self.exercise, history)),
            "links": envelope["links"],
            "meta": envelope["meta"],
            "definitions": definitions(*ExercisePages.figures),
        }


def record_bodies(exercise: Exercise, records: Iterable[Record]) -> Iterator[Body]:
    """The records of an exercise as they are answered: what `RecordSerializer` would make of them."""
    for one in records:
        yield {
            "exercise_id": exercise.pk,
            "exercise_name": exercise.name,
            "kind": one.kind,
            "value": one.value,
            "unit": one.unit,
            "reps": one.reps,
            "before": one.before,
            "set_id": one.set_id,
            "workout_id": one.workout_id,
            "local_date": one.local_date,
        }


RecordsTable = as_table(RecordsReport, "The records that stand")
