"""Goals: what may be set, changed, deleted and brought back, and how they follow what was done."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from reports.goal_reads import Deed, goal_progress, tell
from reports.goals import change_goal, create_goal, delete_goal, undelete_goal
from reports.models import Goal
from reports.tests.factories import make_goal
from workouts.logbook.bin import move_to_bin
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.own_exercises import delete_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout
from workouts.models import Set, Tombstone, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workset.lib.errors import Conflict
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

START = date(2026, 3, 1)


def train(user: User, exercise: Exercise, day: date, *sets: tuple[Any, int], **values: Any) -> Workout:
    """A completed workout at six in the evening with these sets of weight and reps."""
    start = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    workout = make_workout(user, status="completed", **{"started_at": start} | values)
    row = make_exercise(workout, exercise)
    for weight, reps in sets:
        make_set(row, weight, reps)
    workout.refresh_from_db()
    return workout


def status(goal: Goal) -> tuple[str, Decimal | None, date | None]:
    """Where a goal stands now."""
    (told,) = tell(goal.user, [Goal.objects.select_related("user").get(pk=goal.pk)])
    assert told.reached is not None
    return told.reached.status, told.reached.value, told.reached.achieved_on


def refused(verb: Any, *given: Any) -> dict[str, list[str]]:
    """What a verb says is wrong, by field."""
    with pytest.raises(ValidationError) as told, transaction.atomic():
        verb(*given)
    return told.value.message_dict


def test_goal_starts_today_where_no_day_is_given(lifter: User) -> None:
    goal = create_goal(lifter, {"type": "consistency", "target_value": 3, "period": "week"})
    assert (goal.metric, goal.starts_on, goal.target_kg) == ("workouts", lifter.today(), None)


def test_target_stays_as_typed_with_its_kg_beside_it(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=Decimal(225), weight_unit="lb")
    goal.refresh_from_db()
    assert (goal.target_value, goal.weight_unit, goal.target_kg) == (225, "lb", Decimal("102.058"))


BAD = [
    ({"type": "strength"}, "exercise_id"),
    ({"type": "volume", "metric": "e1rm"}, "metric"),
    ({"type": "bodyweight", "target_value": 80, "period": "week"}, "period"),
    ({"type": "consistency", "target_value": Decimal("2.5")}, "target_value"),
    ({"type": "consistency", "target_value": 0}, "target_value"),
    ({"type": "consistency", "target_value": 10_001}, "target_value"),
    ({"type": "bodyweight", "target_value": 701}, "target_value"),
    ({"type": "bodyweight", "target_value": 2, "weight_unit": "lb"}, "target_value"),
    ({"type": "volume", "target_value": 1, "deadline": date(2026, 2, 28)}, "deadline"),
    ({"type": "volume", "starts_on": date(1899, 12, 31)}, "starts_on"),
    ({"type": "volume", "deadline": date(2099, 1, 1)}, "deadline"),
]


@pytest.mark.parametrize(("values", "field"), BAD)
def test_goal_that_makes_no_sense_is_refused(lifter: User, values: dict[str, Any], field: str) -> None:
    told = refused(create_goal, lifter, {"target_value": 140, "starts_on": START} | values)
    assert list(told) == [field]
    assert not Goal.objects.exists()


def test_strength_is_of_an_exercise_in_which_a_load_is_lifted(lifter: User, stranger: User) -> None:
    archived = create_exercise(lifter, {"name": "Log Press"})
    make_exercise(make_workout(lifter), archived)
    delete_exercise(archived)
    strangers = create_exercise(stranger, {"name": "Theirs"})
    given = {"type": "strength", "target_value": 100}
    for exercise, fields in (
        (ExerciseFactory(cardio=True), ["exercise_id"]),
        (archived, ["exercise_id"]),
        (strangers, ["exercise_id"]),
        (ExerciseFactory(assisted=True), ["metric"]),
    ):
        assert list(refused(create_goal, lifter, given | {"exercise": exercise})) == fields
    assert create_goal(lifter, given | {"exercise": ExerciseFactory(assisted=True), "metric": "e1rm"}).pk


@pytest.mark.parametrize(
    "change",
    [
        {"metric": "workouts"},
        {"exercise": None},
        {"period": "week"},
        {"target_kg": None},
        {"target_value": 0},
        {"deadline": date(2026, 2, 1)},
    ],
)
def test_database_refuses_what_does_not_fit_together(lifter: User, squat: Exercise, change: dict[str, Any]) -> None:
    make_goal(lifter, squat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.update(**change)


def test_change_counts_up_keeps_history_and_moves_the_data_version(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    lifter.refresh_from_db()
    before = lifter.data_version
    changed = change_goal(goal, {"target_value": Decimal(150), "deadline": date(2026, 6, 1)})
    lifter.refresh_from_db()
    assert (changed.target_kg, changed.version, lifter.data_version > before) == (150, 2, True)
    assert list(Goal.history.order_by("history_id").values_list("history_type", "target_value")) == [
        ("+", 140),
        ("~", 150),
    ]


def test_type_stays_what_it_was(lifter: User, squat: Exercise) -> None:
    assert list(refused(change_goal, make_goal(lifter, squat), {"type": "volume"})) == ["type"]


def test_change_of_what_was_not_seen_is_stale_and_of_what_is_gone_a_conflict(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    for verb, seen, code in (
        (lambda seen: change_goal(goal, {"target_value": 150}, seen), {"version": 7}, "stale"),
        (lambda seen: delete_goal(goal, seen), {"version": 7}, "stale"),
        (lambda seen: delete_goal(goal, seen), {"version": 1}, None),
        (lambda seen: delete_goal(goal, seen), None, "deleted"),
        (lambda seen: change_goal(goal, {"target_value": 150}, seen), None, "deleted"),
    ):
        if code is None:
            verb(seen)
            continue
        with pytest.raises(Conflict) as told:
            verb(seen)
        assert told.value.code == code


def test_deleted_goal_comes_back_as_it_was(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=Decimal(225), weight_unit="lb", deadline=date(2026, 6, 1))
    change_goal(goal, {"metric": "e1rm"})
    stood = Goal.objects.values().get()
    delete_goal(goal)
    assert not Goal.objects.exists()
    with pytest.raises(Conflict) as told:
        create_goal(lifter, {"type": "volume", "target_value": 1}, goal.pk)
    assert told.value.code == "deleted"
    for _twice in range(2):
        assert undelete_goal(lifter, goal.pk).pk == goal.pk
    now = Goal.objects.values().get()
    assert (now.pop("version"), now.pop("updated_at") > stood.pop("updated_at")) == (stood.pop("version") + 1, True)
    assert now == stood
    assert not Tombstone.objects.exists()


def test_goal_of_a_stranger_or_of_a_deleted_exercise_does_not_come_back(lifter: User, stranger: User) -> None:
    own = create_exercise(lifter, {"name": "Log Press"})
    goal = make_goal(lifter, own)
    delete_goal(goal)
    delete_exercise(own)
    assert not Exercise.objects.filter(pk=own.pk).exists()
    for user, code in ((stranger, "not_deleted"), (lifter, "deleted")):
        with pytest.raises(Conflict) as told:
            undelete_goal(user, goal.pk)
        assert told.value.code == code


def test_exercise_with_a_goal_is_archived_rather_than_deleted(lifter: User) -> None:
    own = create_exercise(lifter, {"name": "Log Press"})
    make_goal(lifter, own)
    delete_exercise(own)
    own.refresh_from_db()
    assert own.archived_at is not None
    assert not Tombstone.objects.exists()
    assert not Exercise.history.filter(history_type="-").exists()


def test_account_takes_its_goals_along(lifter: User) -> None:
    make_goal(lifter, create_exercise(lifter, {"name": "Log Press"}))
    delete_goal(make_goal(lifter, create_exercise(lifter, {"name": "Axle Press"})))
    lifter.delete()
    assert (Goal.objects.count(), Goal.history.count(), Exercise.objects.count()) == (0, 0, 0)


def test_strength_counts_working_sets_since_the_start(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=120)
    train(lifter, squat, START - timedelta(days=1), (130, 1))
    workout = train(lifter, squat, START, (100, 5), (110, 0))
    make_set(workout.exercises.get(), 125, 3, set_type="warm_up")
    move_to_bin(train(lifter, squat, START, (130, 5)))
    train(lifter, ExerciseFactory(), START, (130, 5))
    assert status(goal) == ("active", 100, None)


def test_first_set_that_reached_the_target_achieved_it(lifter: User, squat: Exercise) -> None:
    heavy, estimated = (
        make_goal(lifter, squat, target_value=120),
        make_goal(lifter, squat, metric="e1rm", target_value=120),
    )
    first = train(lifter, squat, START, (100, 5), (110, 3), (102.5, 6))
    train(lifter, squat, START + timedelta(days=2), (122.5, 1), (125, 1))
    sets = list(Set.objects.order_by("workout_exercise__local_date", "set_number"))
    second = sets[3].workout_exercise.workout_id
    told = goal_progress(lifter, heavy)
    assert told.achieved == Deed(START + timedelta(days=2), second, sets[3].pk)
    assert told.best == Deed(START + timedelta(days=2), second, sets[4].pk)
    assert goal_progress(lifter, estimated).achieved == Deed(START, first.pk, sets[1].pk)


def test_status_follows_what_was_done_and_moves_back(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=120, deadline=START + timedelta(days=30))
    workout = train(lifter, squat, START + timedelta(days=3), (120, 1))
    entry = Set.objects.get()
    achieved = ("achieved", 120, START + timedelta(days=3))
    assert status(goal) == achieved
    change_set(entry, {"weight": Decimal(119)})
    assert status(goal) == ("missed", 119, None)
    change_set(entry, {"weight": Decimal(120)})
    change_workout(workout, {"started_at": datetime(2026, 2, 27, 18, tzinfo=UTC)})
    assert status(goal) == ("missed", None, None)
    change_workout(workout, {"started_at": datetime(2026, 3, 4, 18, tzinfo=UTC)})
    assert status(goal) == achieved
    delete_set(entry)
    assert status(goal) == ("missed", None, None)


def test_e1rm_of_a_lifted_body_counts_its_bodyweight(lifter: User, push_up: Exercise) -> None:
    goal = make_goal(lifter, push_up, metric="e1rm", target_value=60)
    train(lifter, push_up, START, (None, 5))
    assert status(goal) == ("active", None, None)
    weigh(lifter, START, Decimal(90))
    done = goal_progress(lifter, goal)
    assert (done.reached.value, done.achieved) == (
        Decimal("67.2"),
        Deed(START, Workout.objects.get().pk, Set.objects.get().pk),
    )


def test_consistency_is_reached_by_the_workout_that_makes_it_up(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, type="consistency", target_value=3)
    train(lifter, squat, START, (100, 5))
    make_workout(lifter, started_at=datetime(2026, 3, 2, 8, tzinfo=UTC))  # still in progress
    day = START + timedelta(days=4)
    evening = train(lifter, squat, day, (100, 5))
    train(lifter, squat, day, (100, 5), started_at=datetime(2026, 3, 5, 7, tzinfo=UTC))
    told = goal_progress(lifter, goal)
    assert (told.reached.status, told.reached.value, told.achieved) == ("achieved", 3, Deed(day, evening.pk))


def test_volume_is_added_up_to_the_workout_that_makes_it_up(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, type="volume", target_value=1000)
    train(lifter, squat, START, (100, 5))
    assert status(goal) == ("active", 500, None)
    second = train(lifter, squat, START + timedelta(days=1), (120, 5))
    assert goal_progress(lifter, goal).achieved == Deed(START + timedelta(days=1), second.pk)


def test_goal_for_every_week_is_about_the_running_one(lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, type="consistency", target_value=1, period="week")
    train(lifter, squat, lifter.today() - timedelta(days=7), (100, 5))
    assert status(goal) == ("active", 0, None)
    train(lifter, squat, lifter.today(), (100, 5))
    assert status(goal) == ("achieved", 1, lifter.today())


def test_bodyweight_goes_from_the_start_to_the_target(lifter: User) -> None:
    goal = make_goal(lifter, type="bodyweight", target_value=80)
    weigh(lifter, START - timedelta(days=3), Decimal(84))
    weigh(lifter, START + timedelta(days=9), Decimal(81))
    told = goal_progress(lifter, goal)
    assert (told.reached.status, told.reached.value, told.reached.percent) == ("active", 81, 75)
    weigh(lifter, START + timedelta(days=12), Decimal("79.9"))
    assert goal_progress(lifter, goal).achieved == Deed(START + timedelta(days=12))


def test_goal_goes_along_with_a_merge_and_comes_back_when_it_is_undone(lifter: User, squat: Exercise) -> None:
    own, middle = (create_exercise(lifter, {"name": name}) for name in ("My Squat", "Squats"))
    goal = make_goal(lifter, own, target_value=120)
    train(lifter, own, START, (110, 1))
    train(lifter, squat, START, (115, 1))
    merge_exercise(own, middle)
    assert status(goal) == ("active", 110, None)
    merge_exercise(middle, squat)
    assert status(goal) == ("active", 115, None)
    change_goal(goal, {"exercise": squat, "target_value": Decimal(130)})  # the same lift, named anew
    undo_merge(middle)
    undo_merge(own)
    assert status(goal) == ("active", 110, None)
    assert Goal.objects.get().lift == own


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_goals_is_told_in_three_queries(
    lifter: User, squat: Exercise, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_goal(lifter, squat)
        make_goal(lifter, ExerciseFactory(), metric="e1rm")
        make_goal(lifter, type="bodyweight", target_value=80)
        make_goal(lifter, type="volume", target_value=1000 + number, period="month")
        make_goal(lifter, type="consistency", target_value=100)
    goals = list(Goal.objects.for_user(lifter))
    with django_assert_num_queries(3):
        assert len(tell(lifter, goals)) == 5 * count


def test_goals_on_a_long_chain_of_merges_are_told_in_one_query_more(
    api: APIClient, lifter: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    chain = [create_exercise(lifter, {"name": f"Lift {number}"}) for number in range(8)]
    for number in range(5):
        make_goal(lifter, chain[number])
    for source, target in pairwise(chain):
        merge_exercise(source, target)
    goals = list(Goal.objects.for_user(lifter))
    with django_assert_num_queries(2):
        assert {goal.lift for goal in tell(lifter, goals)} == {chain[-1]}
    alone = Goal.objects.for_user(lifter).first()
    with django_assert_num_queries(1):
        assert alone.lift == chain[-1]
    with django_assert_max_num_queries(7):  # who asks, the number, the sources of merges, the page, what was done
        assert len(api.get("/api/v1/goals", {"exercise": chain[-1].pk}).data["data"]) == 5


def test_id_of_the_clients_own_making_must_be_new_and_of_version_7(lifter: User, squat: Exercise) -> None:
    given = {"type": "strength", "exercise": squat, "target_value": 100}
    made = create_goal(lifter, given, pk := uuid7())
    assert made.pk == pk
    with pytest.raises(Conflict) as told:
        create_goal(lifter, given, pk)
    assert told.value.code == "id_taken"


def test_every_verb_moves_the_data_version(lifter: User, squat: Exercise) -> None:
    def version() -> int:
        return User.objects.values_list("data_version", flat=True).get(pk=lifter.pk)

    versions = [version()]
    goal = make_goal(lifter, squat)
    versions.append(version())
    for verb in (lambda: change_goal(goal, {"target_value": 150}), lambda: delete_goal(goal)):
        verb()
        versions.append(version())
    undelete_goal(lifter, goal.pk)
    versions.append(version())
    assert versions == sorted(set(versions))
