import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db
WORKOUTS = "/api/v1/workouts"


def test_complete_copy_bin_and_restore(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat))
    address = f"{WORKOUTS}/{workout.pk}"
    done = api.post(f"{address}/complete", {"completed_at": "2026-03-02T19:00:00Z"})
    assert (done.status_code, done.json()["status"], done.json()["duration_minutes"]) == (200, "completed", 60)
    assert api.post(f"{address}/complete").json() == done.json()
    copied = api.post(f"{address}/copy")
    assert (copied.status_code, copied.json()["status"], copied.json()["totals"]["sets"]) == (201, "in_progress", 0)
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404
    assert [row["id"] for row in api.get(f"{WORKOUTS}/bin").json()["data"]] == [str(workout.pk)]
    assert api.post(f"{address}/restore").json()["totals"]["sets"] == 1
    assert api.get(f"{WORKOUTS}/bin").json()["data"] == []


def test_writes_to_the_bin_are_conflicts(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    made = make_set(row)
    address = f"{WORKOUTS}/{workout.pk}"
    api.delete(address)
    answers = [
        api.put(address, {}),
        api.patch(address, {"title": "x"}),
        api.delete(address),
        api.post(f"{address}/complete"),
        api.post(f"{address}/exercises", {"exercise_id": str(squat.pk)}),
        api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"reps": 5}),
        api.patch(f"/api/v1/sets/{made.pk}", {"reps": 6}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "in_bin")] * len(answers)
    assert (Set.objects.get().reps, Workout.objects.get().title) == (5, "Push")


def test_emptied_bin_can_not_be_refilled_by_a_late_put(api: APIClient, lifter: User) -> None:
    address = f"{WORKOUTS}/{make_workout(lifter).pk}"
    api.delete(address)
    assert api.delete(f"{WORKOUTS}/bin").status_code == 204
    answer = api.put(address, {"title": "late"})
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")
    assert not Workout.objects.exists()
