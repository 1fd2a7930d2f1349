"""Idempotency-Key: what is sent again is answered again, and done once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.urls import get_resolver
from django.utils import timezone as clock
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workset.api.idempotency import IdempotentPostMixin
from workset.due import ask_for_recurring, carry_out, claim
from workset.models import DueWork, StoredAnswer
from workset.tests.races import race

pytestmark = pytest.mark.django_db

WORKOUTS = "/api/v1/workouts"
CAMEL = "application/vnd.workset.v1+json"
KEY = {"HTTP_IDEMPOTENCY_KEY": "phone-1/2026-03-02"}


def test_same_request_again_gets_the_same_answer(api: APIClient, squat: Exercise) -> None:
    body = {"title": "Push", "exercises": [{"exercise_id": str(squat.pk), "sets": [{"reps": 5, "weight": 62.5}]}]}
    first, again = api.post(WORKOUTS, body, **KEY), api.post(WORKOUTS, body, **KEY)
    assert (first.status_code, again.status_code, Workout.objects.count(), Set.objects.count()) == (201, 201, 1, 1)
    assert again.content == first.content
    assert ("Idempotency-Replayed" in first.headers, again["Idempotency-Replayed"]) == (False, "true")
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])


def test_long_answer_is_given_again_to_the_byte_and_kept_small(api: APIClient, lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter, title="Größte Serie ✓"), squat)
    Set.objects.bulk_create(Set(workout_exercise=row, set_number=n, status="completed", reps=n) for n in range(1, 1001))
    address = f"{WORKOUTS}/{row.workout_id}/copy"
    first, again = api.post(address, {}, **KEY), api.post(address, {}, **KEY)
    assert (first.status_code, again["Idempotency-Replayed"], Workout.objects.count()) == (201, "true", 2)
    assert again.content == first.content
    stored = StoredAnswer.objects.get()
    assert stored.body == ""
    assert stored.packed is not None
    assert 8 * len(stored.packed) < len(first.content)


def test_answer_that_was_kept_before_long_ones_were_packed_is_given_again(api: APIClient, lifter: User) -> None:
    long = {"title": "Push", "notes": "x" * 5000}
    first = api.post(WORKOUTS, long, **KEY)
    StoredAnswer.objects.update(body=first.content.decode(), packed=None)
    assert api.post(WORKOUTS, long, **KEY).content == first.content


def test_answer_stays_what_it_was_when_the_row_has_changed(api: APIClient) -> None:
    first = api.post(WORKOUTS, {"title": "Push"}, **KEY)
    api.delete(first["Location"])
    assert api.post(WORKOUTS, {"title": "Push"}, **KEY).json() == first.json()
    assert Workout.objects.filter(deleted_at=None).count() == 0


def test_same_body_written_otherwise_is_the_same_request(api: APIClient) -> None:
    api.post(WORKOUTS, {"title": "Push", "planned_on": "2026-12-01"}, **KEY)
    written = '{ "plannedOn": "2026-12-01",\n "title": "Push" }'
    again = api.post(WORKOUTS, written, content_type=CAMEL, HTTP_ACCEPT=CAMEL, **KEY)
    assert (again.status_code, again.json()["plannedOn"], Workout.objects.count()) == (201, "2026-12-01", 1)


@pytest.mark.parametrize(
    ("path", "body"),
    [(WORKOUTS, {"title": "Pull"}), ("/api/v1/exercises", {"title": "Push"}), (f"{WORKOUTS}?x=1", None)],
)
def test_key_of_another_request_is_refused(api: APIClient, path: str, body: Any) -> None:
    api.post(WORKOUTS, {"title": "Push"}, **KEY)
    answer = api.post(path, body or {"title": "Push"}, **KEY)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["Idempotency-Key"])
    assert [workout.title for workout in Workout.objects.all()] == ["Push"]


def test_key_belongs_to_one_account(api: APIClient, stranger_api: APIClient) -> None:
    answers = [client.post(WORKOUTS, {"title": "Push"}, **KEY) for client in (api, stranger_api)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert "Idempotency-Replayed" not in answers[1].headers
    assert Workout.objects.count() == 2


@pytest.mark.parametrize("body", [{"status": "done"}, {"exercises": [{"exercise_id": None}]}, "nonsense"])
def test_refused_request_does_not_use_the_key_up(api: APIClient, body: Any) -> None:
    assert api.post(WORKOUTS, body, **KEY).status_code == 422
    assert (StoredAnswer.objects.count(), Workout.objects.count()) == (0, 0)
    assert api.post(WORKOUTS, {"title": "Push"}, **KEY).status_code == 201


def test_conflict_does_not_use_the_key_up(api: APIClient, lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    address = f"/api/v1/workout-exercises/{row.pk}/sets"
    api.post(address, {"reps": 5})
    assert api.post(address, {"reps": 5, "set_number": 1}, **KEY).status_code == 409
    assert api.post(address, {"reps": 5}, **KEY).status_code == 201


def test_fault_of_ours_leaves_neither_effect_nor_key(api: APIClient) -> None:
    def fail_late(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "storedanswer" in sql:
            raise RuntimeError("power cut")
        return execute(sql, *rest)

    with connection.execute_wrapper(fail_late):
        assert api.post(WORKOUTS, {"title": "Push"}, **KEY).status_code == 500
    assert (StoredAnswer.objects.count(), Workout.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "tab\there", "schlüssel"])
def test_key_has_1_to_255_visible_characters(api: APIClient, key: str) -> None:
    answer = api.post(WORKOUTS, {"title": "Push"}, HTTP_IDEMPOTENCY_KEY=key)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["Idempotency-Key"])
    assert not Workout.objects.exists()
    assert api.post(WORKOUTS, {"title": "Push"}, HTTP_IDEMPOTENCY_KEY="~" * 255).status_code == 201


def test_every_action_takes_a_key(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row, own = make_exercise(workout, squat), ExerciseFactory(owner=lifter)
    calls = {
        f"{WORKOUTS}/{workout.pk}/copy": {},
        f"{WORKOUTS}/{workout.pk}/exercises": {"exercise_id": str(squat.pk)},
        f"/api/v1/workout-exercises/{row.pk}/sets": {"sets": [{"reps": 5}]},
        "/api/v1/sets": {"workout_exercise_id": str(row.pk), "reps": 5},
        "/api/v1/exercises": {"name": "Zercher Squat"},
        "/api/v1/body-measurements": {"date": "2026-03-02", "kind": "waist", "value": 80},
        "/api/v1/goals": {"type": "consistency", "target_value": 3, "period": "week"},
        f"/api/v1/exercises/{own.pk}/merge": {"into": str(squat.pk)},
        f"{WORKOUTS}/{workout.pk}/complete": {},
        f"{WORKOUTS}/{workout.pk}/restore": {},
    }
    for number, (path, body) in enumerate(calls.items()):
        first, again = (api.post(path, body, HTTP_IDEMPOTENCY_KEY=f"key-{number}") for _ in range(2))
        assert (path, again["Idempotency-Replayed"], again.json()) == (path, "true", first.json())
    assert (Workout.objects.count(), WorkoutExercise.objects.count(), Set.objects.count()) == (2, 3, 2)


def test_every_post_but_those_of_sign_in_takes_a_key() -> None:
    (api_urls,) = [part for part in get_resolver().url_patterns if str(part.pattern) == "api/v1/"]
    without = set()
    for route in api_urls.url_patterns:
        actions = getattr(route.callback, "actions", None)
        posts = "post" in actions if actions else hasattr(route.callback.view_class, "post")
        view = getattr(route.callback, "cls", None)
        if posts and not issubclass(view, IdempotentPostMixin):
            without.add(str(route.pattern))
    assert without
    assert [path for path in sorted(without) if not path.startswith("auth/")] == []


def test_sign_in_stores_no_answer(anonymous_api: APIClient, lifter: User) -> None:
    anonymous_api.post("/api/v1/auth/login", {"email": lifter.email, "password": "x"}, **KEY)
    anonymous_api.post("/api/v1/auth/register", {"email": "x@example.org", "password": "long-iron-and-chalk"}, **KEY)
    assert not StoredAnswer.objects.exists()


def test_request_of_nobody_uses_no_key(anonymous_api: APIClient) -> None:
    assert anonymous_api.post(WORKOUTS, {"title": "Push"}, **KEY).status_code == 401
    assert not StoredAnswer.objects.exists()


def test_answers_are_forgotten_after_30_days(api: APIClient) -> None:
    ask_for_recurring()
    assert settings.RECURRING_WORK["purge-answers"] == timedelta(days=1)
    api.post(WORKOUTS, {"title": "Push"}, HTTP_IDEMPOTENCY_KEY="old")
    api.post(WORKOUTS, {"title": "Push"}, HTTP_IDEMPOTENCY_KEY="young")
    StoredAnswer.objects.filter(key="old").update(created_at=clock.now() - timedelta(days=30, minutes=1))
    StoredAnswer.objects.filter(key="young").update(created_at=clock.now() - timedelta(days=29))
    DueWork.objects.exclude(kind="purge-answers").delete()
    work = claim()
    assert work is not None
    assert carry_out(work)
    assert [stored.key for stored in StoredAnswer.objects.all()] == ["young"]
    assert Workout.objects.count() == 2


def test_answers_go_with_the_account(api: APIClient, lifter: User) -> None:
    api.post(WORKOUTS, {"title": "Push"}, **KEY)
    User.objects.filter(pk=lifter.pk).first().delete()
    assert not StoredAnswer.objects.exists()


@pytest.mark.parametrize("again", [False, True])
def test_key_costs_few_queries(api: APIClient, again: bool, django_assert_num_queries: Any) -> None:
    if again:
        api.post(WORKOUTS, {"title": "Push"}, **KEY)
        with django_assert_num_queries(5):  # device and user, savepoint, key, answer, release
            api.post(WORKOUTS, {"title": "Push"}, **KEY)
    else:
        with django_assert_num_queries(8):
            api.post(WORKOUTS, {"title": "Push"})
        with django_assert_num_queries(13):  # savepoint, key, answer, what was answered, release
            api.post(WORKOUTS, {"title": "Push"}, **KEY)


# --- Races ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_32_retries_at_once_are_one_workout_and_one_answer(api_of: Callable[[User], APIClient]) -> None:
    user, exercise = UserFactory(), ExerciseFactory()
    client = api_of(user)
    body = {"title": "Push", "exercises": [{"exercise_id": str(exercise.pk), "sets": [{"reps": 5}]}]}
    answers = race(lambda _: client.post(WORKOUTS, body, **KEY), 32)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert (Workout.objects.count(), Set.objects.count(), StoredAnswer.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_32_different_bodies_with_one_key_one_counts(api_of: Callable[[User], APIClient]) -> None:
    client = api_of(UserFactory())
    answers = race(lambda number: client.post(WORKOUTS, {"title": f"try {number}"}, **KEY), 32)
    assert sorted(answer.status_code for answer in answers) == [201] + [422] * 31
    assert Workout.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_refused_first_lets_the_second_be_carried_out(api_of: Callable[[User], APIClient]) -> None:
    user, exercise = UserFactory(), ExerciseFactory()
    address = f"/api/v1/workout-exercises/{make_exercise(make_workout(user), exercise).pk}/sets"
    client = api_of(user)
    client.post(address, {"reps": 5})
    answers = race(lambda _: client.post(address, {"reps": 5, "set_number": 1}, **KEY), 8)
    assert [answer.status_code for answer in answers] == [409] * 8
    assert (Set.objects.count(), StoredAnswer.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_one_that_still_runs_is_409_that_says_when_to_ask_again(api_of: Callable[[User], APIClient]) -> None:
    user = UserFactory()
    client = api_of(user)
    taken, answered = Event(), Event()

    def run_long() -> None:
        with transaction.atomic():
            StoredAnswer.objects.create(user=user, key=KEY["HTTP_IDEMPOTENCY_KEY"], fingerprint="")
            taken.set()
            answered.wait(30)
        connections.close_all()

    other = Thread(target=run_long)
    other.start()
    taken.wait(30)
    patience = "PRAGMA busy_timeout = 200" if connection.vendor == "sqlite" else "SET lock_timeout = '200ms'"
    with connection.cursor() as cursor:
        cursor.execute(patience)
    answer = client.post(WORKOUTS, {"title": "Push"}, **KEY)
    answered.set()
    other.join()
    connection.close()  # with its patience
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "still_running", "1")
    assert not Workout.objects.exists()
