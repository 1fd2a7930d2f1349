"""Records over the API: those that stand, how they came about, and what moves them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from reports.api.records import RecordSerializer, RecordsOfExerciseSerializer
from workouts.logbook.bin import move_to_bin, restore
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout
from workouts.models import Set
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db


def lift(user: User, exercise: Exercise, day: int, *sets: tuple[Any, int | None], **values: Any) -> list[Set]:
    """A workout of so many days after the first, with sets of (weight, reps)."""
    row = make_exercise(make_workout(user, started_at=STARTED + timedelta(days=day)), exercise)
    return [make_set(row, weight, reps, **values) for weight, reps in sets]


def told(answer: Any, *names: str) -> list[tuple]:
    """Some fields of each record of a list."""
    assert answer.status_code == 200, answer.content
    return [tuple(row[name] for name in names) for row in answer.json()["data"]]


def heaviest(api: APIClient, exercise: Exercise) -> list[tuple]:
    """The heaviest weight that stands, and the day."""
    return told(api.get(f"/api/v1/records?exercise={exercise.pk}&kind=weight"), "value", "local_date")


def test_records_that_stand_are_listed_with_their_sets(api: APIClient, lifter: User, squat: Exercise) -> None:
    first, second = lift(lifter, squat, 0, (100, 2), (90, 3))
    (third,) = lift(lifter, squat, 1, (110, 1))
    answer = api.get("/api/v1/records")
    # 110 x 1 = 110 and 100 x 2 = 106.667 by Epley; 90 x 3 = 270; 100 x 2 + 90 x 3 = 470.
    assert told(answer, "kind", "value", "unit", "reps", "before", "set_id", "local_date") == [
        ("rep_max", 110.0, "kg", 1, 100.0, str(third.pk), "2026-03-03"),
        ("reps_at_weight", 110.0, "kg", 1, None, str(third.pk), "2026-03-03"),
        ("e1rm", 110.0, "kg", 1, 106.667, str(third.pk), "2026-03-03"),
        ("weight", 110.0, "kg", 1, 100.0, str(third.pk), "2026-03-03"),
        ("workout_volume", 470.0, "kg", None, None, str(second.pk), "2026-03-02"),
        ("rep_max", 90.0, "kg", 3, None, str(second.pk), "2026-03-02"),
        ("reps_at_weight", 90.0, "kg", 3, 2.0, str(second.pk), "2026-03-02"),
        ("set_volume", 270.0, "kg", 3, 200.0, str(second.pk), "2026-03-02"),
        ("rep_max", 100.0, "kg", 2, None, str(first.pk), "2026-03-02"),
        ("reps_at_weight", 100.0, "kg", 2, None, str(first.pk), "2026-03-02"),
    ]
    row = answer.json()["data"][0]
    assert row["workout_id"] == str(third.workout_exercise.workout_id)
    assert (row["exercise_id"], row["exercise_name"]) == (str(squat.pk), "Barbell Squat")
    assert [RecordSerializer(one).data for one in answer.json()["data"]] == answer.json()["data"]


def test_records_of_an_exercise_come_with_their_history(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    lift(lifter, squat, 1, (110, 5))
    lift(lifter, squat, 2, (105, 5))
    answer = api.get(f"/api/v1/records/{squat.pk}?kind=weight").json()
    assert [(one["value"], one["before"]) for one in answer["current"]] == [(110.0, 100.0)]
    assert [(one["value"], one["before"]) for one in answer["history"]] == [(110.0, 100.0), (100.0, None)]
    assert answer["meta"] | {"total": 2} == answer["meta"]
    assert RecordsOfExerciseSerializer(answer).data == answer
    second = api.get(f"/api/v1/records/{squat.pk}?kind=weight&page=2&page_size=1").json()
    assert [one["value"] for one in second["history"]] == [100.0]
    assert [one["value"] for one in second["current"]] == [110.0]
    # Weight, e1RM, volume of the set and of the workout, reps at the weight, five rep maxes: twice.
    assert api.get(f"/api/v1/records/{squat.pk}").json()["meta"]["total"] == 20


def test_exercise_without_a_set_has_no_records(api: APIClient, squat: Exercise) -> None:
    answer = api.get(f"/api/v1/records/{squat.pk}").json()
    assert (answer["current"], answer["history"]) == ([], [])
    assert told(api.get("/api/v1/records"), "kind") == []


def test_records_are_narrowed_by_exercise_kind_and_day(api: APIClient, lifter: User, squat: Exercise) -> None:
    run, pull_up = ExerciseFactory(cardio=True), ExerciseFactory(assisted=True)
    lift(lifter, squat, 0, (100, 5))
    lift(lifter, run, 1, (None, None), duration_seconds=1500, distance_m=5000)
    lift(lifter, pull_up, 2, (20, 5))

    def kinds(query: str) -> list[tuple]:
        return told(api.get(f"/api/v1/records?{query}"), "exercise_name", "kind", "value", "unit")

    assert kinds("kind=duration") == [(run.name, "duration", 1500.0, "s")]
    assert kinds("kind=distance") == [(run.name, "distance", 5000.0, "m")]
    assert kinds("kind=assistance") == [(pull_up.name, "assistance", 20.0, "kg")]
    assert kinds("kind=weight") == [("Barbell Squat", "weight", 100.0, "kg")]
    assert {name for name, *_ in kinds(f"exercise={squat.pk}")} == {"Barbell Squat"}
    assert {name for name, *_ in kinds("from=2026-03-03&to=2026-03-03")} == {run.name}
    assert kinds("from=2026-03-05") == []
    assert [name for name, *_ in kinds("kind=reps_at_weight")] == [pull_up.name, "Barbell Squat"]


def test_records_of_days_are_those_set_on_them(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    lift(lifter, squat, 7, (110, 1))
    other = ExerciseFactory()
    lift(lifter, other, 0, (50, 5))
    since = api.get("/api/v1/records?from=2026-03-09")
    assert set(told(since, "exercise_name", "value")) == {("Barbell Squat", 110.0)}
    assert since.json()["meta"]["total"] == 1
    until = told(api.get("/api/v1/records?to=2026-03-08&kind=e1rm"), "exercise_name", "value")
    assert set(until) == {(other.name, 58.333), ("Barbell Squat", 116.667)}
    assert told(api.get("/api/v1/records?to=2026-03-08&kind=weight"), "exercise_name") == [(other.name,)]


@pytest.mark.parametrize("query", ["kind=heaviest", "exercise=1", "from=soon", "to=1899-12-31", "page=0"])
def test_unknown_value_is_refused(api: APIClient, squat: Exercise, query: str) -> None:
    for address in ("/api/v1/records", f"/api/v1/records/{squat.pk}"):
        answer = api.get(f"{address}?{query}")
        if query.startswith("exercise") and address.endswith(str(squat.pk)):
            assert answer.status_code == 200  # not asked there
        else:
            assert (answer.status_code, list(answer.json()["errors"])) == (422, [query.partition("=")[0]])


def test_page_holds_whole_exercises_the_one_done_last_first(api: APIClient, lifter: User) -> None:
    exercises = [ExerciseFactory() for _ in range(6)]
    for day, exercise in enumerate(exercises):
        lift(lifter, exercise, day, (100, 1))
    first, second = (api.get(f"/api/v1/records?kind=weight&page={page}") for page in (1, 2))
    assert told(first, "exercise_name") == [(one.name,) for one in exercises[:0:-1]]
    assert told(second, "exercise_name") == [(exercises[0].name,)]
    assert first.json()["meta"]["total"] == 6
    assert first.json()["links"]["next"].endswith("page=2")


def test_strangers_see_nothing_of_it(
    api: APIClient, stranger_api: APIClient, anonymous_api: APIClient, lifter: User, squat: Exercise
) -> None:
    own = create_exercise(lifter, {"name": "Zercher Squat"})
    lift(lifter, own, 0, (100, 5))
    lift(lifter, squat, 0, (100, 5))
    assert told(stranger_api.get("/api/v1/records"), "kind") == []
    assert stranger_api.get(f"/api/v1/records/{own.pk}").status_code == 404
    assert stranger_api.get(f"/api/v1/records/{squat.pk}").json()["history"] == []
    assert stranger_api.get(f"/api/v1/records?exercise={own.pk}").status_code == 422
    assert anonymous_api.get("/api/v1/records").status_code == 401
    assert anonymous_api.get(f"/api/v1/records/{squat.pk}").status_code == 401
    assert api.post("/api/v1/records").status_code == 405


def test_unchanged_records_are_not_sent_twice(api: APIClient, lifter: User, squat: Exercise) -> None:
    (entry,) = lift(lifter, squat, 0, (100, 5))
    for address in ("/api/v1/records", f"/api/v1/records/{squat.pk}"):
        tag = api.get(address)["ETag"]
        assert api.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
        change_set(entry, {"weight": entry.weight + 1})
        again = api.get(address, HTTP_IF_NONE_MATCH=tag)
        assert again.status_code == 200
        assert again["ETag"] != tag


def test_records_follow_edits_deletes_and_the_bin(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    (entry,) = lift(lifter, squat, 7, (120, 5))
    assert heaviest(api, squat) == [(120.0, "2026-03-09")]
    change_set(entry, {"weight": entry.weight - 10})
    assert heaviest(api, squat) == [(110.0, "2026-03-09")]
    move_to_bin(entry.workout_exercise.workout)
    assert heaviest(api, squat) == [(100.0, "2026-03-02")]
    restore(entry.workout_exercise.workout)
    assert heaviest(api, squat) == [(110.0, "2026-03-09")]
    delete_set(Set.objects.get(pk=entry.pk))
    assert heaviest(api, squat) == [(100.0, "2026-03-02")]


def test_back_dated_workout_takes_the_record(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    (later,) = lift(lifter, squat, 7, (100, 5))
    assert heaviest(api, squat) == [(100.0, "2026-03-02")]
    change_workout(later.workout_exercise.workout, {"started_at": STARTED - timedelta(days=1)})
    assert heaviest(api, squat) == [(100.0, "2026-03-01")]


def test_merged_exercise_brings_its_records_along(api: APIClient, lifter: User, squat: Exercise) -> None:
    own = create_exercise(lifter, {"name": "Back Squat"})
    lift(lifter, own, 0, (120, 5))
    lift(lifter, squat, 7, (110, 5))
    merge_exercise(own, squat)
    assert (heaviest(api, squat), heaviest(api, own)) == ([(120.0, "2026-03-02")], [])
    undo_merge(own)
    assert (heaviest(api, squat), heaviest(api, own)) == ([(110.0, "2026-03-09")], [(120.0, "2026-03-02")])


def test_unit_changes_no_record(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (225, 5), weight_unit="lb")
    before = api.get("/api/v1/records").json()["data"]
    assert api.patch("/api/v1/me", {"weight_unit": "lb"}).status_code == 200
    assert api.get("/api/v1/records").json()["data"] == before
    assert heaviest(api, squat) == [(102.058, "2026-03-02")]


def test_formula_changes_the_estimates(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 5))
    assert told(api.get("/api/v1/records?kind=e1rm"), "value") == [(116.667,)]
    api.patch("/api/v1/me", {"e1rm_formula": "brzycki"})
    assert told(api.get("/api/v1/records?kind=e1rm"), "value") == [(112.5,)]


@pytest.mark.parametrize("count", [1, 3])
def test_records_take_few_queries(api: APIClient, lifter: User, count: int) -> None:
    for day in range(count):
        for exercise in (ExerciseFactory(), ExerciseFactory(bodyweight=True)):
            lift(lifter, exercise, day, (100, 5), (101, 5))
    counts = {}
    for address in ("/api/v1/records", f"/api/v1/records/{exercise.pk}"):
        with CaptureQueriesContext(connection) as asked:
            assert api.get(address).status_code == 200
        counts[address] = len(asked)
    # Device and user; exercises of the past and the present, their facts, weighings and sets of either. One: its
    # facts, weighings, sets.
    assert list(counts.values()) == [8, 4]


def test_table_has_a_row_for_each_record(api: APIClient, lifter: User, squat: Exercise) -> None:
    lift(lifter, squat, 0, (100, 1))
    answer = api.get("/api/v1/records.csv?kind=weight")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("exercise_id,exercise_name,kind,value,unit,reps,before,set_id")
    assert lines[1].startswith(f"{squat.pk},Barbell Squat,weight,100.000,kg,1,,")
    assert len(lines) == 2
