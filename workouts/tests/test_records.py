"""New records: what a set reached that no earlier one had."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.loads import LoadFacts, load
from workouts.logbook.bin import move_to_bin
from workouts.logbook.recount import bodyweight_of
from workouts.logbook.sets import add_sets, change_set
from workouts.logbook.workouts import change_workout
from workouts.marks import Bests, marks
from workouts.models import Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.records import bests, bests_before, records_of
from workouts.strength import e1rm
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

EXTERNAL, ASSISTED = LoadFacts("external"), LoadFacts("assisted", fraction=Decimal(1))


def done(weight: Any, reps: int | None = 5, **values: Any) -> Set:
    """A set, unsaved."""
    kg = None if weight is None else Decimal(weight)
    return Set(**({"weight": kg, "weight_kg": kg, "reps": reps, "status": "completed"} | values))


def squats(user: User, exercise: Exercise, day: int, *weights: Any) -> WorkoutExercise:
    """A workout of so many days after the first, with sets of five."""
    workout = make_workout(user, started_at=STARTED + timedelta(days=day))
    row = make_exercise(workout, exercise)
    for weight in weights:
        make_set(row, weight)
    return row


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ([done(100), done(101), done(101)], [[], ["weight", "e1rm"], []]),
        ([done(90, 10), done(105, 1)], [["e1rm"], ["weight"]]),  # 120 by Epley, beside 116.667
        ([done(105, set_type="warm_up"), done(105, status="planned"), done(105)], [[], [], ["weight", "e1rm"]]),
        ([done(200, 0), done(105, 13)], [[], ["weight"]]),  # a failed try; too many reps for an estimate
        ([done(105, None, duration_seconds=30)], [["weight"]]),
        ([done(None)], [[]]),
    ],
)
def test_set_is_marked_for_what_it_was_the_first_to_reach(sets: list[Set], told: list[list[str]]) -> None:
    before = Bests(Decimal(100), Decimal("116.667"), has_history=True)
    assert list(marks(sets, EXTERNAL, before)) == told


def test_first_workout_of_an_exercise_is_not_marked() -> None:
    assert list(marks([done(100), done(105)], EXTERNAL, Bests())) == [[], []]


def test_less_help_is_the_record_of_assisted_work() -> None:
    before = Bests(Decimal(20), None, has_history=True)
    sets = [done(25), done(15), done(0), done(0)]
    assert list(marks(sets, ASSISTED, before)) == [[], ["weight"], ["weight"], []]
    assert list(marks([done(15)], ASSISTED, before, Decimal(80))) == [["weight", "e1rm"]]


def test_first_added_weight_is_a_record_and_none_added_is_not() -> None:
    before = Bests(None, None, has_history=True)
    assert list(marks([done(0), done(5)], LoadFacts("bodyweight", fraction=Decimal(1)), before)) == [[], ["weight"]]


def test_work_without_a_load_has_no_heaviest_weight() -> None:
    before = Bests(None, None, has_history=True)
    assert list(marks([done(5, None, duration_seconds=60)], LoadFacts("none"), before)) == [[]]


def test_bests_are_those_of_the_workouts_before(lifter: User, stranger: User, squat: Exercise) -> None:
    squats(lifter, squat, 0, 100, 110)
    today = squats(lifter, squat, 7, 130).workout
    squats(lifter, squat, 14, 150)
    squats(stranger, squat, 0, 200)
    move_to_bin(squats(lifter, squat, 1, 300).workout)
    other = ExerciseFactory()
    assert bests_before(today, [squat.pk, other.pk]) == {
        squat.pk: Bests(Decimal(110), e1rm(Decimal(110), 5), has_history=True),
        other.pk: Bests(),
    }
    assert bests(lifter) == {squat.pk: Bests(Decimal(150), Decimal(175), has_history=True)}


def test_least_help_is_the_best_of_assisted_work(lifter: User) -> None:
    pull_up = ExerciseFactory(assisted=True)
    for day, helped in enumerate((30, 20, 25)):
        squats(lifter, pull_up, day, helped)
    assert bests(lifter) == {pull_up.pk: Bests(Decimal(20), None, has_history=True)}


def test_record_in_a_second_place_of_the_same_workout_has_the_first_place_to_beat(
    lifter: User, squat: Exercise
) -> None:
    squats(lifter, squat, 0, 100)
    row = squats(lifter, squat, 7, 110)
    again = make_exercise(row.workout, squat)
    lighter, heavier = make_set(again, 105), make_set(again, 115)
    assert records_of(lifter, [lighter, heavier]) == {lighter.pk: [], heavier.pk: ["weight", "e1rm"]}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("squat", 2), ("push_up", 3)])
def test_records_of_sets_take_few_queries(
    lifter: User, name: str, queries: int, count: int, request: pytest.FixtureRequest, django_assert_num_queries: Any
) -> None:
    exercise = request.getfixturevalue(name)
    for day in range(count):
        sets = list(squats(lifter, exercise, day, *range(100, 100 + count)).sets.select_related("workout_exercise"))
    with django_assert_num_queries(queries):
        records_of(lifter, sets)
    with django_assert_num_queries(0):
        assert records_of(lifter, [done(100, set_type="warm_up", workout_exercise=sets[0].workout_exercise)])


def test_answer_to_a_write_says_which_records_the_set_set(api: APIClient, lifter: User, squat: Exercise) -> None:
    squats(lifter, squat, 0, 100)
    row = squats(lifter, squat, 7)
    logged = api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"weight": 100, "reps": 8}).json()
    assert logged["records"] == ["e1rm"]
    many = api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"sets": [{"weight": 101, "reps": 1}] * 2}).json()
    assert [one["records"] for one in many["sets"]] == [["weight"], []]
    place = {"workout_id": str(row.workout_id), "exercise_id": str(squat.pk), "weight": 102, "reps": 1}
    assert api.post("/api/v1/sets", place).json()["records"] == ["weight"]
    address = f"/api/v1/sets/{logged['id']}"
    assert api.patch(address, {"weight": 120}).json()["records"] == ["weight", "e1rm"]
    assert api.put(address, {"weight": 90, "reps": 1}).json()["records"] == []
    again = f"/api/v1/sets/{many['sets'][0]['id']}"
    assert api.get(again).json()["records"] == ["weight"]


def test_replayed_put_says_the_records_again(api: APIClient, lifter: User, squat: Exercise) -> None:
    squats(lifter, squat, 0, 100)
    row = squats(lifter, squat, 7)
    address = f"/api/v1/sets/{uuid7()}"
    body = {"workout_exercise_id": str(row.pk), "weight": 110, "reps": 5}
    answers = [api.put(address, body, HTTP_IF_NONE_MATCH="*") for _ in range(2)]
    assert [(one.status_code, one.json()["records"]) for one in answers] == [
        (201, ["weight", "e1rm"]),
        (200, ["weight", "e1rm"]),
    ]


def test_first_set_of_a_planned_workout_is_compared_by_the_day_on_which_it_is_done(
    api: APIClient, lifter: User, squat: Exercise
) -> None:
    squats(lifter, squat, 0, 100)
    ahead = make_exercise(make_workout(lifter, status="planned", planned_on="2026-01-01", started_at=None), squat)
    answer = api.post(f"/api/v1/workout-exercises/{ahead.pk}/sets", {"weight": 110, "reps": 5, "status": "completed"})
    assert answer.json()["records"] == ["weight", "e1rm"]


def test_workout_says_the_records_of_its_sets_where_they_are_asked_for(
    api: APIClient, lifter: User, squat: Exercise
) -> None:
    squats(lifter, squat, 0, 100)
    row = squats(lifter, squat, 7, 100, 110)
    squats(lifter, squat, 14, 120)
    address = f"/api/v1/workouts/{row.workout_id}"
    told = api.get(address, {"include": "records"}).json()
    every = ["weight", "e1rm", "set_volume", "workout_volume", "reps_at_weight", "rep_max"]
    assert [one["records"] for one in told["exercises"][0]["sets"]] == [[], every]
    assert all("records" not in one for one in api.get(address).json()["exercises"][0]["sets"])


def test_records_stay_with_their_owner(stranger_api: APIClient, lifter: User, squat: Exercise) -> None:
    row = squats(lifter, squat, 0, 100)
    assert stranger_api.get(f"/api/v1/workouts/{row.workout_id}", {"include": "records"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_workout_with_records_takes_a_fixed_number_of_queries(
    api: APIClient, lifter: User, count: int, django_assert_num_queries: Any
) -> None:
    workout = make_workout(lifter)
    for _ in range(count):
        make_set(make_exercise(workout, ExerciseFactory(bodyweight=True)))
    with django_assert_num_queries(7):  # device and user, workout, exercises, their names, sets, bests, bodyweight
        api.get(f"/api/v1/workouts/{workout.pk}", {"include": "records"})


def test_set_of_assisted_work_says_that_less_help_is_its_record(api: APIClient, lifter: User) -> None:
    pull_up = ExerciseFactory(assisted=True)
    squats(lifter, pull_up, 0, 20)
    row = squats(lifter, pull_up, 7)
    logged = api.post(f"/api/v1/workout-exercises/{row.pk}/sets", {"weight": 15, "reps": 5}).json()
    assert logged["records"] == ["assistance"]


def test_workout_of_which_only_the_day_is_known_comes_before_those_that_tell_a_time(
    lifter: User, squat: Exercise
) -> None:
    timed = squats(lifter, squat, 0, 100).sets.select_related("workout_exercise").get()
    squats(lifter, squat, -7, 90)
    untimed = make_workout(lifter, started_at=None, planned_on=STARTED.date(), status="completed")
    entry = make_set(make_exercise(untimed, squat), 100)
    assert records_of(lifter, [timed]) == {timed.pk: []}
    assert records_of(lifter, [entry]) == {entry.pk: ["weight", "e1rm"]}


def test_edit_of_an_earlier_set_moves_the_record(lifter: User, squat: Exercise) -> None:
    first = squats(lifter, squat, 0, 100).sets.get()
    later = squats(lifter, squat, 7, 110)
    entry = later.sets.select_related("workout_exercise").get()
    assert records_of(lifter, [entry])[entry.pk] == ["weight", "e1rm"]
    change_set(first, {"weight": Decimal(120)})
    assert records_of(lifter, [entry])[entry.pk] == []
    change_workout(first.workout_exercise.workout, {"started_at": STARTED + timedelta(days=8)})
    make_set(squats(lifter, squat, -7), 50)
    assert records_of(lifter, [entry])[entry.pk] == ["weight", "e1rm"]


set_values = st.fixed_dictionaries(
    {
        "weight": st.none() | st.integers(0, 5).map(lambda number: Decimal(number * 20)),
        "reps": st.none() | st.integers(0, 14),
        "set_type": st.sampled_from(["normal", "warm_up", "top_set"]),
        "status": st.sampled_from(["completed", "completed", "planned", "skipped"]),
        "rpe": st.none() | st.just(Decimal(8)),
    }
)
rows_of_workout = st.lists(st.tuples(st.integers(0, 2), st.lists(set_values, max_size=4)), max_size=3)


class TestMarks(TestCase):
    """Against a plain reading of the definition over every set that was ever done."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        workouts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), rows_of_workout), max_size=4),
        kg=st.none() | st.integers(60, 90),
    )
    def test_marks_are_those_of_a_fold_over_the_whole_history(self, workouts: list, kg: int | None) -> None:
        user = UserFactory()
        kinds = [ExerciseFactory(), ExerciseFactory(bodyweight=True), ExerciseFactory(assisted=True)]
        for exercise in kinds:
            exercise.refresh_from_db()  # the share of the body as a number
        if kg:
            weigh(user, STARTED.date() + timedelta(days=1), Decimal(kg))
        for days, hours, rows in workouts:
            workout = make_workout(user, started_at=STARTED + timedelta(days=days, hours=hours))
            for kind, sets in rows:
                row = make_exercise(workout, kinds[kind])
                if sets:
                    add_sets(row, sets)
        told: dict = {}
        for workout in Workout.objects.for_user(user).with_tree():
            sets = [one for row in workout.exercises.all() for one in row.sets.all()]
            told |= records_of(user, sets)
        assert told == {pk: kinds for exercise in kinds for pk, kinds in every_record(user, exercise).items()}


def every_record(user: User, exercise: Exercise) -> dict:
    """Each set of an exercise in the order in which they were done, with what no earlier one had reached."""
    sets = Set.objects.for_user(user).filter(workout_exercise__exercise=exercise)
    place = ("workout_exercise__workout__" + name for name in ("local_date", "started_at", "id"))
    facts, told = load_facts(exercise), {}
    weights: list[Decimal] = []
    estimates: list[Decimal] = []
    first: Any = None
    for one in sets.order_by(*place, "workout_exercise__order", "set_number"):
        workout = one.workout_exercise.workout
        told[one.pk] = []
        if one.status != "completed" or one.set_type == "warm_up":
            continue
        first = first or workout.pk
        if one.reps == 0:
            continue
        if one.weight_kg is not None:
            better = all((one.weight_kg < w) if facts.mode == "assisted" else (one.weight_kg > w) for w in weights)
            if better and (one.weight_kg or facts.mode == "assisted"):
                told[one.pk].append("assistance" if facts.mode == "assisted" else "weight")
            weights.append(one.weight_kg)
        moved = load(facts, one.weight_kg, bodyweight_of(workout))
        estimate = None if moved is None else e1rm(moved, one.reps, one.rpe, user.e1rm_formula)
        if estimate is not None:
            if all(estimate > e for e in estimates):
                told[one.pk].append("e1rm")
            estimates.append(estimate)
        if workout.pk == first:
            told[one.pk] = []
    return told
