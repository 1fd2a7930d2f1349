import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
WORKOUTS = "/api/v1/workouts"


def test_end_before_the_start_is_refused(api: APIClient) -> None:
    answer = api.post(WORKOUTS, {"started_at": "2026-03-02T18:00:00Z", "completed_at": "2026-03-02T17:00:00Z"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["completed_at"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, "planned"),
        ({"planned_on": "2026-03-04"}, "planned"),
        ({"started_at": "2026-03-02T17:30:00Z"}, "in_progress"),
        ({"status": "in_progress"}, "in_progress"),
        ({"started_at": "2026-03-02T17:30:00Z", "duration_minutes": 20}, "completed"),
        ({"started_at": "2026-03-02T05:00:00Z"}, "completed"),
        ({"started_at": "2026-03-02T05:00:00Z", "status": "in_progress"}, "in_progress"),
    ],
)
def test_status_follows_from_what_is_given(api: APIClient, body: dict[str, str], status: str) -> None:
    with time_machine.travel(STARTED, tick=False):
        api = _fresh(api)
        answer = api.post(WORKOUTS, body).json()
    assert (answer["status"], answer["local_date"]) == (status, "2026-03-04" if "planned_on" in body else "2026-03-02")


def _fresh(api: APIClient) -> APIClient:
    """The same person with a token of the moment, as time has been set."""
    from accounts.tokens import sign_in

    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {sign_in(User.objects.get(), 'phone')[1].access}")
    return client


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-02T18:00:00+02:00", "2026-03-02T16:00:00Z"),
        ("2026-03-02T18:00:00", "2026-03-02T17:00:00Z"),
        ("2026-03-02 18:00:00", "2026-03-02T17:00:00Z"),
        ("2026-03-02", "2026-03-01T23:00:00Z"),
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
    ],
)
def test_times_without_an_offset_are_the_accounts_wall_clock(
    api: APIClient, lifter: User, written: str, expected: str
) -> None:
    User.objects.update(timezone="Europe/Berlin")
    assert api.post(WORKOUTS, {"started_at": written}).json()["started_at"] == expected


def test_put_that_omits_the_start_keeps_it(api: APIClient, lifter: User) -> None:
    workout = make_workout(lifter)
    assert api.put(f"{WORKOUTS}/{workout.pk}", {"title": "b"}).json()["started_at"] == "2026-03-02T18:00:00Z"


def test_duration_in_minutes_is_taken_back_by_null(api: APIClient, lifter: User) -> None:
    workout = make_workout(lifter, duration_seconds=3600)
    body = api.patch(f"{WORKOUTS}/{workout.pk}", {"duration_minutes": None}).json()
    assert (body["duration_seconds"], body["completed_at"]) == (None, None)


def test_finished_workout_has_skipped_what_was_only_planned(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat), status="planned")
    api.post(f"{WORKOUTS}/{workout.pk}/complete")
    assert Set.objects.get().status == "skipped"


def test_plan_with_a_set_that_is_done_has_begun(api: APIClient, squat: Exercise) -> None:
    row = {"exercise_id": str(squat.pk), "sets": [{"reps": 5, "status": "completed"}]}
    assert api.post(WORKOUTS, {"exercises": [row]}).json()["status"] == "in_progress"
