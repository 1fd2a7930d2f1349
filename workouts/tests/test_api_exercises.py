from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Alias, Exercise, SecondaryMuscle
from exercises.tests.factories import ExerciseFactory
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workset.lib.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

EXERCISES = "/api/v1/exercises"
KEYS = {
    "id",
    "name",
    "owner",
    "category",
    "equipment",
    "primary_muscle",
    "secondary_muscles",
    "mechanic",
    "force",
    "level",
    "tracking",
    "load_mode",
    "per_hand",
    "unilateral",
    "bodyweight_fraction",
    "aliases",
    "instructions",
    "video_url",
    "weight_unit",
    "pinned_note",
    "is_favourite",
    "version",
    "archived_at",
    "merged_into",
    "created_at",
    "updated_at",
}


def names(answer: Any) -> list[str]:
    return [row["name"] for row in answer.json()["data"]]


def test_own_exercise_is_made_with_its_lists(api: APIClient) -> None:
    body = {
        "name": " Zercher  Carry ",
        "equipment": "barbell",
        "primary_muscle": "quadriceps",
        "secondary_muscles": ["traps", "abdominals", "traps"],
        "tracking": "short_distance_weight",
        "aliases": ["Front Carry", "front carry"],
        "pinned_note": "bar in the elbows",
        "weight_unit": "lb",
    }
    answer = api.post(EXERCISES, body)
    made = answer.json()
    assert (answer.status_code, answer["Location"], set(made)) == (201, f"{EXERCISES}/{made['id']}", KEYS)
    assert (made["name"], made["owner"], made["secondary_muscles"], made["aliases"]) == (
        "Zercher Carry",
        "me",
        ["traps", "abdominals"],
        ["Front Carry"],
    )
    assert (made["pinned_note"], made["weight_unit"]) == ("bar in the elbows", "lb")
    assert api.get(answer["Location"]).json() == made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("category", "fun"),
        ("primary_muscle", "heart"),
        ("secondary_muscles", ["heart"]),
        ("tracking", "guess"),
        ("load_mode", "none"),
        ("bodyweight_fraction", 0.5),
        ("video_url", "javascript:alert(1)"),
        ("aliases", ["x"] * 51),
    ],
)
def test_bad_field_is_refused_and_nothing_is_written(api: APIClient, field: str, value: Any) -> None:
    answer = api.post(EXERCISES, {"name": "Lift", field: value})
    assert (answer.status_code, [key.split(".")[0] for key in answer.json()["errors"]]) == (422, [field])
    assert not Exercise.objects.exists()


def test_name_that_one_has_already_is_refused(api: APIClient, lifter: User) -> None:
    ExerciseFactory(owner=lifter, name="My Lift")
    assert api.post(EXERCISES, {"name": "my lift"}).status_code == 422
    assert Exercise.objects.count() == 1


def test_catalogue_and_own_are_listed_a_strangers_not(api: APIClient, lifter: User, stranger: User) -> None:
    ExerciseFactory(name="B")
    ExerciseFactory(name="A", owner=lifter)
    ExerciseFactory(name="C", owner=stranger)
    ExerciseFactory(name="D", archived_at=STARTED)
    answer = api.get(EXERCISES)
    assert names(answer) == ["A", "B"]
    assert set(answer.json()["data"][0]) == KEYS


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=squat", ["Front Squat"]),
        ("q=military press", ["Overhead Press"]),
        ("muscle=triceps", ["Overhead Press"]),
        ("muscle=quadriceps", ["Front Squat"]),
        ("equipment=dumbbell", ["Overhead Press"]),
        ("category=cardio", ["Running"]),
        ("tracking=distance_duration", ["Running"]),
        ("owner=me", ["Running"]),
        ("owner=catalogue", ["Front Squat", "Overhead Press"]),
    ],
)
def test_filters(api: APIClient, lifter: User, query: str, expected: list[str]) -> None:
    ExerciseFactory(name="Front Squat")
    press = ExerciseFactory(name="Overhead Press", equipment="dumbbell", primary_muscle="shoulders")
    SecondaryMuscle.objects.create(exercise=press, muscle="triceps", position=0)
    Alias.objects.create(exercise=press, name="Military Press", position=0)
    ExerciseFactory(name="Running", cardio=True, owner=lifter, primary_muscle="calves")
    assert names(api.get(f"{EXERCISES}?{query}")) == expected


@pytest.mark.parametrize(
    "query", ["muscle=heart", "owner=you", "ordering=random", "level=god", "favourite=maybe", "equipment=sofa"]
)
def test_filter_with_an_unknown_value_is_refused(api: APIClient, query: str) -> None:
    assert api.get(f"{EXERCISES}?{query}").status_code == 422


def test_ordering_by_what_one_did_last_and_most(api: APIClient, lifter: User, stranger: User) -> None:
    often, lately, never = (ExerciseFactory(name=name) for name in ("Often", "Lately", "Never"))
    for day in (1, 2):
        make_exercise(make_workout(lifter, started_at=STARTED.replace(day=day)), often)
    make_exercise(make_workout(lifter, started_at=STARTED.replace(day=9)), lately)
    for _ in range(4):
        make_exercise(make_workout(stranger), never)
    assert names(api.get(f"{EXERCISES}?ordering=recent")) == ["Lately", "Often", "Never"]
    assert names(api.get(f"{EXERCISES}?ordering=frequent")) == ["Often", "Lately", "Never"]


def test_catalogue_is_read_only_but_for_ones_own_settings(
    api: APIClient, stranger_api: APIClient, squat: Exercise
) -> None:
    address = f"{EXERCISES}/{squat.pk}"
    for answer in (api.patch(address, {"name": "x"}), api.put(address, {"name": "x"}), api.delete(address)):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    body = api.patch(address, {"weight_unit": "lb", "pinned_note": "heels down"}).json()
    assert (body["name"], body["weight_unit"], body["pinned_note"]) == ("Barbell Squat", "lb", "heels down")
    theirs = stranger_api.get(address).json()
    assert (theirs["weight_unit"], theirs["pinned_note"]) == (None, None)


def test_edit_of_an_own_exercise_makes_a_version_and_recounts(api: APIClient, lifter: User) -> None:
    exercise = ExerciseFactory(owner=lifter)
    workout = make_workout(lifter)
    make_set(make_exercise(workout, exercise), weight=20, reps=10)
    body = api.patch(f"{EXERCISES}/{exercise.pk}", {"per_hand": True}).json()
    workout.refresh_from_db()
    assert (body["version"], workout.volume_kg, workout.exercises.get().exercise_version) == (2, 400, 1)


def test_put_replaces_an_own_exercise(api: APIClient, lifter: User) -> None:
    exercise = ExerciseFactory(owner=lifter, instructions="Slowly.")
    body = api.put(f"{EXERCISES}/{exercise.pk}", {"name": "Renamed"}).json()
    assert (body["name"], body["instructions"], body["primary_muscle"]) == ("Renamed", "", "")


def test_put_makes_an_exercise_under_an_own_id(api: APIClient) -> None:
    address = f"{EXERCISES}/{uuid7()}"
    assert [api.put(address, {"name": "Own"}).status_code for _ in range(2)] == [201, 200]
    assert Exercise.objects.count() == 1


def test_used_exercise_is_archived_an_unused_one_deleted(api: APIClient, lifter: User) -> None:
    used, unused = ExerciseFactory(owner=lifter), ExerciseFactory(owner=lifter)
    make_exercise(make_workout(lifter), used)
    for exercise in (used, unused):
        assert api.delete(f"{EXERCISES}/{exercise.pk}").status_code == 204
    assert api.get(f"{EXERCISES}/{used.pk}").json()["archived_at"] is not None
    assert api.get(f"{EXERCISES}/{unused.pk}").status_code == 404
    assert api.put(f"{EXERCISES}/{unused.pk}", {"name": "back"}).json()["code"] == "deleted"


def test_strangers_exercise_does_not_exist(api: APIClient, stranger: User) -> None:
    theirs = ExerciseFactory(owner=stranger, name="Secret")
    address = f"{EXERCISES}/{theirs.pk}"
    calls = [api.get(address), api.patch(address, {"name": "x"}), api.put(address, {"name": "x"}), api.delete(address)]
    assert [answer.status_code for answer in calls] == [404] * 4
    theirs.refresh_from_db()
    assert theirs.name == "Secret"


def test_vocabularies_count_what_can_be_chosen(api: APIClient, squat: Exercise) -> None:
    SecondaryMuscle.objects.create(exercise=squat, muscle="glutes", position=0)
    muscles = {row["value"]: row for row in api.get(f"{EXERCISES}/muscle-groups").json()}
    assert len(muscles) == 17
    assert (muscles["quadriceps"], muscles["glutes"]["count"]) == (
        {"value": "quadriceps", "label": "Quadriceps", "count": 1, "region": "legs"},
        1,
    )
    categories = {row["value"]: row["count"] for row in api.get(f"{EXERCISES}/categories").json()}
    assert (categories["strength"], categories["cardio"]) == (1, 0)
    assert {row["value"] for row in api.get(f"{EXERCISES}/equipment").json()} >= {"barbell", "dumbbell"}


def test_formula_of_the_account_moves_the_estimates(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat), weight=100, reps=5)
    assert api.patch("/api/v1/me", {"e1rm_formula": "brzycki"}).status_code == 200
    assert str(workout.exercises.get().best_e1rm_kg) == "112.500"


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_fixed_number_of_queries(api: APIClient, count: int, django_assert_num_queries: Any) -> None:
    for exercise in ExerciseFactory.create_batch(count):
        SecondaryMuscle.objects.create(exercise=exercise, muscle="glutes", position=0)
    with django_assert_num_queries(6):  # device and user, count, page, muscles, aliases, settings
        api.get(EXERCISES)
