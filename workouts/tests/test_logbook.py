from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook import bin as workout_bin
from workouts.logbook.exercises import add_exercise, change_workout_exercise, find_or_add, remove_exercise
from workouts.logbook.sets import add_sets, change_set, delete_set
from workouts.logbook.workouts import change_workout, complete, copy, log_workout
from workouts.models import Set, Tombstone, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, names_in_order
from workset.lib.errors import Conflict

pytestmark = pytest.mark.django_db


def test_set_in_pounds_keeps_what_was_typed_and_counts_in_kg(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    made = make_set(row, weight=225, reps=5, weight_unit="lb")
    row.refresh_from_db()
    assert (made.weight, made.weight_unit, made.weight_kg) == (Decimal(225), "lb", Decimal("102.058"))
    assert row.volume_kg == Decimal("510.290")


def test_totals_follow_a_set_that_is_added_changed_and_deleted(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    made = make_set(make_exercise(workout, squat), weight=100, reps=5)
    workout.refresh_from_db()
    assert (workout.exercise_count, workout.set_count, workout.reps, workout.volume_kg) == (1, 1, 5, Decimal(500))
    change_set(made, {"reps": 6})
    workout.refresh_from_db()
    assert (workout.set_count, workout.reps, workout.volume_kg) == (1, 6, Decimal(600))
    delete_set(made)
    workout.refresh_from_db()
    assert (workout.exercise_count, workout.set_count, workout.volume_kg) == (1, 0, Decimal(0))


def test_versions_rise_with_every_change_below(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    made = make_set(row)
    before = (Workout.objects.get().version, workout.exercises.get().version)
    change_set(made, {"notes": "belt"})
    after = (Workout.objects.get().version, workout.exercises.get().version)
    assert after == (before[0] + 1, before[1] + 1)
    assert Set.objects.get().version == made.version + 1


def test_sets_are_logged_all_or_none(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    with pytest.raises(ValidationError) as refused:
        add_sets(row, [{"weight": 100, "reps": 5}, {"weight": 100, "reps": 10_000}], path="sets")
    assert list(refused.value.message_dict) == ["sets.1.reps"]
    assert Set.objects.count() == 0


def test_taken_set_number_is_a_conflict(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    make_set(row, set_number=1)
    with pytest.raises(Conflict) as refused:
        add_sets(row, [{"reps": 5, "set_number": 1}])
    assert refused.value.code == "set_number_taken"
    assert Set.objects.count() == 1


def test_set_without_a_number_takes_the_next(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    assert [make_set(row).set_number, make_set(row, set_number=7).set_number, make_set(row).set_number] == [1, 7, 8]


def test_deleted_id_is_never_taken_again(lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    made = make_set(row)
    delete_set(made)
    with pytest.raises(Conflict) as refused:
        add_sets(row, [{"id": made.pk, "reps": 5}])
    assert refused.value.code == "deleted"


def test_id_that_a_stranger_deleted_is_taken(lifter: User, stranger: User, squat: Exercise) -> None:
    theirs = make_set(make_exercise(make_workout(stranger), squat))
    delete_set(theirs)
    with pytest.raises(Conflict) as refused:
        add_sets(make_exercise(make_workout(lifter), squat), [{"id": theirs.pk, "reps": 5}])
    assert refused.value.code == "id_taken"


def test_client_made_id_of_another_version_is_refused(lifter: User) -> None:
    with pytest.raises(ValidationError) as refused:
        log_workout(lifter, {"id": uuid4()})
    assert list(refused.value.message_dict) == ["id"]


def test_first_set_starts_a_workout_planned_for_today(lifter: User, squat: Exercise) -> None:
    with time_machine.travel(STARTED, tick=False):
        workout = log_workout(lifter, {"title": "Legs", "planned_on": STARTED.date()})
        assert workout.status == Workout.Status.PLANNED
        made = make_set(make_exercise(workout, squat))
    workout.refresh_from_db()
    assert (workout.status, workout.started_at) == (Workout.Status.IN_PROGRESS, STARTED)
    assert made.status == Set.Status.COMPLETED


def test_set_noted_down_for_a_later_day_stays_planned(lifter: User, squat: Exercise) -> None:
    with time_machine.travel(STARTED, tick=False):
        workout = log_workout(lifter, {"planned_on": STARTED.date() + timedelta(days=2)})
        made = make_set(make_exercise(workout, squat))
    workout.refresh_from_db()
    assert (workout.status, made.status, workout.set_count) == ("planned", "planned", 0)


def test_local_date_is_the_day_in_the_workouts_zone(lifter: User) -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert make_workout(lifter, started_at=late, timezone="Australia/Brisbane").local_date == date(2026, 3, 3)
    assert make_workout(lifter, started_at=late, timezone="America/Lima").local_date == date(2026, 3, 2)


def test_local_date_stays_when_the_account_moves(lifter: User) -> None:
    workout = make_workout(lifter, started_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    lifter.timezone = "Australia/Brisbane"
    lifter.save()
    assert change_workout(workout, {"title": "Legs"}).local_date == date(2026, 3, 2)


def test_completed_workout_of_which_only_the_day_is_known_keeps_it(lifter: User) -> None:
    workout = log_workout(lifter, {"status": "completed", "planned_on": date(2026, 3, 2)})
    assert change_workout(workout, {"planned_on": None}).local_date == date(2026, 3, 2)


def test_backdated_workout_takes_its_exercises_along(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat))
    change_workout(workout, {"started_at": STARTED - timedelta(days=30)})
    assert workout.exercises.get().local_date == date(2026, 1, 31)


def test_start_in_the_far_future_is_refused_and_nothing_is_changed(lifter: User) -> None:
    workout = make_workout(lifter)
    with pytest.raises(ValidationError) as refused:
        change_workout(workout, {"started_at": datetime(2126, 1, 1, tzinfo=UTC), "title": "Later"})
    assert list(refused.value.message_dict) == ["started_at"]
    workout.refresh_from_db()
    assert (workout.title, workout.started_at) == ("Push", STARTED)


def test_completing_twice_changes_nothing_the_second_time(lifter: User) -> None:
    workout = make_workout(lifter)
    first = complete(workout, STARTED + timedelta(minutes=50))
    second = complete(workout)
    assert (first.completed_at, first.duration_seconds) == (STARTED + timedelta(minutes=50), 3000)
    assert (second.completed_at, second.version) == (first.completed_at, first.version)


def test_edit_of_the_title_finishes_nothing(lifter: User) -> None:
    workout = make_workout(lifter)
    with time_machine.travel(STARTED + timedelta(days=1)):
        assert change_workout(workout, {"title": "Legs"}).status == Workout.Status.IN_PROGRESS


@pytest.mark.parametrize("changes", [{"duration_seconds": 3600}, {"completed_at": STARTED + timedelta(hours=1)}])
def test_end_that_is_given_finishes_the_workout(lifter: User, changes: dict[str, object]) -> None:
    finished = change_workout(make_workout(lifter), changes)
    assert (finished.status, finished.duration_seconds) == (Workout.Status.COMPLETED, 3600)


def test_start_that_is_given_begins_a_planned_workout(lifter: User) -> None:
    workout = log_workout(lifter, {"planned_on": STARTED.date()})
    with time_machine.travel(STARTED + timedelta(hours=1)):
        assert change_workout(workout, {"started_at": STARTED}).status == Workout.Status.IN_PROGRESS


def test_reopened_workout_has_no_end(lifter: User) -> None:
    done = change_workout(make_workout(lifter), {"duration_seconds": 3600})
    again = change_workout(done, {"status": "in_progress"})
    assert (again.status, again.completed_at, again.duration_seconds) == ("in_progress", None, None)


def test_forgotten_workout_ends_with_its_last_set(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    with time_machine.travel(STARTED + timedelta(minutes=40), tick=False):
        make_set(make_exercise(workout, squat))
    with time_machine.travel(STARTED + timedelta(days=20), tick=False):
        assert complete(workout).duration_seconds == 2400


def test_workout_taken_up_again_weeks_later_can_still_be_finished(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    with time_machine.travel(STARTED + timedelta(days=20), tick=False):
        make_set(make_exercise(workout, squat))
        finished = complete(workout)
    assert (finished.status, finished.duration_seconds) == ("completed", None)


def test_forgotten_workout_without_a_set_ends_at_no_known_time(lifter: User) -> None:
    finished = complete(make_workout(lifter))
    assert (finished.status, finished.completed_at, finished.duration_seconds) == ("completed", None, None)


def test_exercise_put_on_a_taken_place_moves_the_others_down(lifter: User) -> None:
    workout = make_workout(lifter)
    for name in ("Squat", "Bench"):
        make_exercise(workout, ExerciseFactory(name=name))
    add_exercise(workout, ExerciseFactory(name="Row"), {"order": 1})
    assert names_in_order(workout) == ["Row", "Squat", "Bench"]


@pytest.mark.parametrize(
    ("moved", "to", "expected"),
    [(0, 3, ["B", "C", "A"]), (2, 1, ["C", "A", "B"]), (1, 1, ["B", "A", "C"]), (0, 99, ["B", "C", "A"])],
)
def test_moved_exercise_takes_its_place(lifter: User, moved: int, to: int, expected: list[str]) -> None:
    workout = make_workout(lifter)
    rows = [make_exercise(workout, ExerciseFactory(name=name)) for name in "ABC"]
    change_workout_exercise(rows[moved], {"order": to})
    assert names_in_order(workout) == expected
    assert list(workout.exercises.values_list("order", flat=True)) == [1, 2, 3]


def test_removed_exercise_closes_the_gap_and_leaves_tombstones(lifter: User) -> None:
    workout = make_workout(lifter)
    rows = [make_exercise(workout, ExerciseFactory(name=name)) for name in "ABC"]
    made = make_set(rows[0])
    remove_exercise(rows[0])
    assert list(workout.exercises.values_list("order", flat=True)) == [1, 2]
    assert set(Tombstone.objects.values_list("pk", flat=True)) == {rows[0].pk, made.pk}


def test_find_or_add_finds_the_stretch_that_stands(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    first = find_or_add(workout, squat)
    assert find_or_add(workout, squat) == first
    assert workout.exercises.count() == 1


def test_archived_exercise_can_not_be_added(lifter: User, squat: Exercise) -> None:
    squat.archived_at = STARTED
    squat.save()
    with pytest.raises(ValidationError) as refused:
        add_exercise(make_workout(lifter), squat)
    assert list(refused.value.message_dict) == ["exercise_id"]


def test_strangers_exercise_can_not_be_added(lifter: User, stranger: User) -> None:
    with pytest.raises(ValidationError) as refused:
        add_exercise(make_workout(lifter), ExerciseFactory(owner=stranger))
    assert list(refused.value.message_dict) == ["exercise_id"]


def test_workout_in_the_bin_takes_no_writes_and_comes_back_whole(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    made = make_set(row)
    workout_bin.move_to_bin(workout)
    for write in (
        lambda: add_sets(row, [{"reps": 5}]),
        lambda: change_set(made, {"reps": 6}),
        lambda: delete_set(made),
        lambda: add_exercise(workout, squat),
        lambda: remove_exercise(row),
        lambda: change_workout(workout, {"title": "x"}),
        lambda: workout_bin.move_to_bin(workout),
    ):
        with pytest.raises(Conflict) as refused:
            write()
        assert refused.value.code == "in_bin"
    assert not Workout.objects.for_user(lifter).exists()
    workout_bin.restore(workout)
    kept = Workout.objects.for_user(lifter).get()
    assert (kept.set_count, kept.volume_kg, Set.objects.get().reps) == (1, Decimal(500), 5)


def test_emptied_bin_leaves_tombstones_and_nobody_elses_workouts(lifter: User, stranger: User, squat: Exercise) -> None:
    mine, theirs = make_workout(lifter), make_workout(stranger)
    made = make_set(make_exercise(mine, squat))
    for workout in (mine, theirs):
        workout_bin.move_to_bin(workout)
    assert workout_bin.empty_bin(lifter) == 1
    assert Workout.objects.get() == theirs
    assert {mine.pk, made.pk} < set(Tombstone.objects.values_list("pk", flat=True))


def test_large_bin_is_emptied_some_at_a_time(lifter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workout_bin, "AT_ONCE", 2)
    for _number in range(5):
        workout_bin.move_to_bin(make_workout(lifter))
    with CaptureQueriesContext(connection) as asked:
        assert workout_bin.empty_bin(lifter) == 5
    assert not Workout.objects.exists()
    texts = [one["sql"] or "" for one in asked]  # PostgreSQL's driver tells none of what it has prepared
    assert sum(text.startswith("SAVEPOINT") for text in texts) >= 3  # each of them a lock of its own


def test_copy_is_a_plan_of_what_was_done(lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat, rest_seconds=180), weight=100, reps=5)
    again = copy(workout)
    planned = Set.objects.get(workout_exercise__workout=again)
    assert (again.title, again.status, again.set_count) == ("Push", "in_progress", 0)
    assert (planned.weight, planned.reps, planned.status) == (Decimal(100), 5, "planned")
    assert again.exercises.get().rest_seconds == 180
