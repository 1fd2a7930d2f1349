"""What is made of rows is what the declared serializers make of models, to the byte."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Workout
from workouts.serializers.workouts import WorkoutDetailSerializer, WorkoutSerializer
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.api.rendering import JSONRenderer

pytestmark = pytest.mark.django_db
WORKOUTS = "/api/v1/workouts"


@pytest.fixture
def history(lifter: User, squat: Exercise, push_up: Exercise) -> list[Workout]:
    """A workout with nothing in it, and one with something in every field."""
    empty = make_workout(lifter, status="planned", started_at=None)
    start = datetime(2026, 3, 2, 18, 0, 5, 120_000, tzinfo=UTC)
    full = make_workout(
        lifter,
        title="Legs",
        type="Strength",
        notes="Ö",
        started_at=start,
        duration_seconds=3599,
        bodyweight_kg=Decimal("80.5"),
    )
    first = make_exercise(full, squat, notes="wide", superset=1, rest_seconds=90)
    make_set(first, Decimal("102.5"), 5, rpe=Decimal("8.5"), as_prescribed=True, tempo="3-1-1-0", notes="up")
    make_set(
        first,
        225,
        None,
        weight_unit="lb",
        set_type="warm_up",
        prescribed_reps_min=3,
        prescribed_weight_kg=Decimal("100.25"),
        duration_seconds=30,
        distance_m=Decimal("12.5"),
        avg_heart_rate=100,
        max_heart_rate=120,
        calories=Decimal(9),
        rest_seconds=60,
        completed_at=start,
    )
    make_set(first, None, None, status="skipped")
    make_exercise(full, push_up)
    make_exercise(full, squat)
    return [empty, full]


def written(serializer: type[WorkoutSerializer], workout: Workout, user: User) -> bytes:
    """The serializer's JSON."""
    found = Workout.objects.with_tree().get(pk=workout.pk)
    return JSONRenderer().render(serializer(found, context={"request": SimpleNamespace(user=user)}).data)


def test_a_workout_reads_as_its_serializer_writes_it(api: APIClient, lifter: User, history: list[Workout]) -> None:
    for workout in history:
        assert api.get(f"{WORKOUTS}/{workout.pk}").content == written(WorkoutDetailSerializer, workout, lifter)


@pytest.mark.parametrize("asked", ["", "?from=2000-01-01"])
def test_a_list_reads_as_its_serializer_writes_it(
    api: APIClient, lifter: User, history: list[Workout], asked: str
) -> None:
    newest = sorted(history, key=lambda workout: (workout.local_date, workout.pk), reverse=True)
    rows = b",".join(written(WorkoutSerializer, workout, lifter) for workout in newest)
    assert api.get(WORKOUTS + asked).content.startswith(b'{"data":[' + rows + b'],"links"')


def test_pages_of_a_list_go_on_where_the_one_before_ended(api: APIClient, lifter: User) -> None:
    made = [make_workout(lifter) for _ in range(5)]
    pages = [api.get(f"{WORKOUTS}?page_size=2&page={number}").json() for number in (1, 2, 3, 4)]
    assert [row["id"] for page in pages for row in page["data"]] == [str(workout.pk) for workout in reversed(made)]
    assert pages[3]["meta"]["total"] == 5


def test_who_changed_a_workout_holds_what_a_read_would_answer(api: APIClient, history: list[Workout]) -> None:
    changed = api.patch(f"{WORKOUTS}/{history[1].pk}", {"title": "Squats"})
    assert api.get(f"{WORKOUTS}/{history[1].pk}", headers={"If-None-Match": changed["ETag"]}).status_code == 304


def test_the_number_of_workouts_is_that_of_the_moment(api: APIClient, history: list[Workout]) -> None:
    def told() -> tuple[int, int]:
        page = api.get(f"{WORKOUTS}?page_size=1").json()
        return page["meta"]["total"], page["meta"]["last_page"]

    assert told() == (2, 2)
    new = api.post(WORKOUTS, {"title": "One more"}).json()["id"]
    assert told() == (3, 3)
    api.delete(f"{WORKOUTS}/{new}")
    assert told() == (2, 2)
    api.post(f"{WORKOUTS}/{new}/restore")
    assert told() == (3, 3)


def test_pages_link_to_each_other_with_what_else_was_asked(api: APIClient, history: list[Workout]) -> None:
    links = api.get(f"{WORKOUTS}?q=&xpage=2&page_size=1&other=%C3%B6+%26&page=2&page=1").json()["links"]
    address = "http://testserver/api/v1/workouts?other=%C3%B6+%26&page={}&page_size=1&q=&xpage=2"
    assert links == {"first": address.format(1), "last": address.format(2), "prev": None, "next": address.format(2)}
