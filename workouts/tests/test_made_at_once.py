"""What makes or deletes many rows for a small request is counted as the writes that it saves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.merge import merge_exercise
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workset.models import StoredAnswer
from workset.tests.rates import HEADERS, told

pytestmark = pytest.mark.django_db

Ask = Callable[[], Any]


class Logbook:
    """A lifter with a workout of 120 sets and an own exercise that was done 120 times, in the browser and by API."""

    def __init__(self, user: User, squat: Exercise, pages: Client, api: APIClient) -> None:
        self.squat, self.pages, self.api = squat, pages, api
        self.own = create_exercise(user, {"name": "Own"})
        self.workout = make_workout(user)
        self.row = make_exercise(self.workout, squat)
        sets = [Set(workout_exercise=self.row, set_number=n, status="completed", reps=5) for n in range(1, 121)]
        Set.objects.bulk_create(sets)
        often = make_workout(user)
        for order in range(1, 121):
            make_exercise(often, self.own, order=order)

    def post(self, name: str, row: Model, **data: Any) -> Any:
        """A form of a page, sent."""
        return self.pages.post(reverse(name, args=[row.pk]), data)


def removed(book: Logbook) -> WorkoutExercise:
    """The exercise with 120 sets, taken out."""
    row = WorkoutExercise.objects.get(pk=book.row.pk)
    remove_exercise(book.row)
    return row


def merged(book: Logbook) -> Exercise:
    """The own exercise, merged."""
    merge_exercise(book.own, book.squat)
    return book.own


# What prepares each, and the request.
REQUESTS: dict[str, Callable[[Logbook], Ask]] = {
    "copy by page": lambda it: lambda: it.post("workout-copy", it.workout),
    "copy by API": lambda it: lambda: it.api.post(f"/api/v1/workouts/{it.workout.pk}/copy", {}),
    "removal by page": lambda it: lambda: it.post("workout-exercise-remove", it.row),
    "removal by API": lambda it: lambda: it.api.delete(f"/api/v1/workout-exercises/{it.row.pk}"),
    "return by page": lambda it: (lambda row: lambda: it.post("workout-exercise-undelete", row))(removed(it)),
    "merge by page": lambda it: lambda: it.post("exercise-merge", it.own, into=it.squat.pk),
    "merge by API": lambda it: lambda: it.api.post(f"/api/v1/exercises/{it.own.pk}/merge", {"into": str(it.squat.pk)}),
    "undone merge by page": lambda it: (lambda own: lambda: it.post("exercise-unmerge", own))(merged(it)),
    "undone merge by API": lambda it: (lambda own: lambda: it.api.delete(f"/api/v1/exercises/{own.pk}/merge"))(
        merged(it)
    ),
}


@pytest.fixture
def book(lifter: User, squat: Exercise, pages: Client, api: APIClient) -> Logbook:
    return Logbook(lifter, squat, pages, api)


def rows() -> list[Any]:
    """All that these requests could change."""
    models = (Workout, WorkoutExercise, Set, Exercise, Set.history.model, WorkoutExercise.history.model)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("name", REQUESTS)
def test_120_rows_count_as_two_writes_more(book: Logbook, settings: Any, name: str) -> None:
    ask = REQUESTS[name](book)
    settings.RATE_WRITE = "3/d"
    before = rows()
    assert ask().status_code in (200, 201, 204, 302)
    assert rows() != before
    assert book.api.post("/api/v1/workouts", {}).status_code == 429


@pytest.mark.parametrize("name", REQUESTS)
def test_what_would_be_too_many_rows_is_refused_and_nothing_written(book: Logbook, settings: Any, name: str) -> None:
    ask = REQUESTS[name](book)
    settings.RATE_WRITE = "3/d"
    assert book.api.post("/api/v1/workouts", {}).status_code == 201
    before = rows()
    refused = ask()
    assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
    assert rows() == before
    if "API" in name:
        assert told(refused) == (3, 0)
        assert (refused.json()["code"], refused.json()["retry_after"] > 0) == ("too_many_requests", True)
        assert [header for header in HEADERS if header not in refused] == []
    else:
        assert "That was too often. Try again in" in refused.content.decode()


def test_workout_of_an_ordinary_day_counts_as_one_write(book: Logbook, settings: Any) -> None:
    Set.objects.filter(set_number__gt=49).delete()
    settings.RATE_WRITE = "2/d"
    assert [REQUESTS[name](book)().status_code for name in ("copy by page", "copy by API")] == [302, 201]


def test_largest_copy_passes_a_small_limit_that_is_unused(book: Logbook, settings: Any) -> None:
    settings.RATE_WRITE = "2/d"
    answer = REQUESTS["copy by API"](book)()
    assert (answer.status_code, told(answer)) == (201, (2, 0))


def test_copy_that_is_sent_again_counts_once_and_a_refused_one_uses_no_key(book: Logbook, settings: Any) -> None:
    def copy(key: str) -> Any:
        return book.api.post(f"/api/v1/workouts/{book.workout.pk}/copy", {}, HTTP_IDEMPOTENCY_KEY=key)

    settings.RATE_WRITE = "5/d"
    assert [copy(key).status_code for key in ("one", "one", "two")] == [201, 201, 429]
    assert [stored.key for stored in StoredAnswer.objects.all()] == ["one"]
