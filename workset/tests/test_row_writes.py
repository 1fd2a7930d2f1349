"""Rows that are written by kept statements say what the ORM would have them say."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone as clock

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workset.row_writes import insert, update

pytestmark = pytest.mark.django_db

Write = Callable[[Sequence[models.Model]], None]
MADE = {"created_at", "updated_at", "id"}
SAID: list[dict[str, Any]] = [
    {"status": "planned"},
    {
        "status": "completed",
        "weight": Decimal("62.125"),
        "weight_kg": Decimal("62.125"),
        "reps": 0,
        "rpe": Decimal("8.5"),
        "distance_m": Decimal("400.5"),
        "tempo": "30X0 100% 'up'",
        "notes": "ü\n%s",
        "as_prescribed": True,
        "prescribed_weight_kg": Decimal(60),
        "completed_at": datetime(2026, 3, 2, 18, 0, 0, 123456, tzinfo=UTC),
    },
]


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    return make_exercise(make_workout(lifter), squat)


def told(pk: Any, model: Any = Set) -> dict[str, Any]:
    """All columns of a row, as the database has it."""
    found: dict[str, Any] = model.objects.filter(pk=pk).values().get()
    return found


def by_the_orm(rows: Sequence[models.Model]) -> None:
    for one in rows:
        one.save()


@pytest.mark.parametrize("values", SAID)
def test_new_row_is_as_the_orm_writes_it(row: WorkoutExercise, values: dict[str, Any]) -> None:
    written = []
    for number, write in enumerate((insert, by_the_orm), start=1):
        one = Set(workout_exercise=row, set_number=number, **values)
        before = clock.now()
        write([one])
        found = told(one.pk)
        assert (found["created_at"], found["updated_at"]) == (one.created_at, one.updated_at)
        assert before <= one.created_at <= one.updated_at <= clock.now()
        assert (one._state.adding, one._state.db) == (False, "default")
        written.append({name: value for name, value in found.items() if name not in MADE | {"set_number"}})
    assert written[0] == written[1]


def test_many_rows_are_written_at_once(row: WorkoutExercise, django_assert_num_queries: Any) -> None:
    sets = [Set(workout_exercise=row, set_number=number, status="planned") for number in range(1, 4)]
    with django_assert_num_queries(1):
        insert(sets)
    assert list(Set.objects.order_by("set_number")) == sets
    for one in sets:
        one.reps = one.set_number
    with django_assert_num_queries(1):
        update(sets)
    assert list(Set.objects.order_by("set_number").values_list("reps", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("write", [update, by_the_orm])
def test_row_that_stands_is_written_whole_and_made_when_it_was(row: WorkoutExercise, write: Write) -> None:
    workout = row.workout
    stood, other = told(workout.pk, Workout), make_workout(workout.user, title="Other")
    theirs = told(other.pk, Workout)
    workout.title, workout.notes, workout.bodyweight_kg, workout.started_at = "Legs", "%", Decimal("80.5"), None
    write([workout])
    found = told(workout.pk, Workout)
    assert found.pop("updated_at") == workout.updated_at > stood.pop("updated_at")
    assert found == stood | {
        "title": "Legs",
        "notes": "%",
        "bodyweight_kg": Decimal("80.5"),
        "started_at": None,
        "version": workout.version,
    }
    assert told(other.pk, Workout) == theirs


def test_only_the_named_fields_are_written(row: WorkoutExercise) -> None:
    stood = told(row.pk, WorkoutExercise)
    row.reps, row.notes, row.local_date = 7, "not written", row.local_date + timedelta(days=1)
    update([row], ("reps", "local_date"))
    assert told(row.pk, WorkoutExercise) == stood | {"reps": 7, "local_date": row.local_date}


def test_row_that_is_gone_stays_gone(row: WorkoutExercise) -> None:
    one = Set(workout_exercise=row, set_number=1, status="planned")
    insert([one])
    Set.objects.all().delete()
    update([one])
    assert Set.objects.count() == 0


def test_nothing_is_written_of_no_rows(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert([])
        update([])


def test_rules_of_the_database_hold(row: WorkoutExercise) -> None:
    first, second = (Set(workout_exercise=row, set_number=1, status="planned") for _ in range(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([first, second])
    assert Set.objects.count() == 0
