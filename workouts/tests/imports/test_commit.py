"""Committing a history: everything the file says, once, under the logbook's own rules, or nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.imports.commit import commit, needs_weight_unit
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.models import ImportBatch, Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh
from workouts.tests.imports.exports import HEVY, STRONG, days_of_squats, hevy, read, strong

pytestmark = pytest.mark.django_db

TWO_DAYS = (
    STRONG + '2024-05-02 18:00:00,Legs,1h 5m,Squat (Barbell),W,60,5,0,0,"slow",after work,\n'
    "2024-05-02 18:00:00,Legs,1h 5m,Squat (Barbell),1,100,5,0,0,,,8.5\n"
    "2024-05-02 18:00:00,Legs,1h 5m,Squat (Barbell),Rest Timer,0,0,0,120,,,\n"
    "2024-05-02 18:00:00,Legs,1h 5m,Zercher Hold,1,0,0,0,30,,,\n"
    "2024-05-01 08:00:00,Push,45m,Push Up,1,0,20,0,0,,,\n"
)


def logbook():
    """Every row that an import writes."""
    return [
        list(model.objects.order_by("pk").values()) for model in (ImportBatch, Exercise, Workout, WorkoutExercise, Set)
    ]


@pytest.fixture
def berlin():
    """A lifter in Berlin: UTC+1, UTC+2 in summer."""
    return UserFactory(timezone="Europe/Berlin")


def test_workout_is_written_with_everything_that_the_file_says(berlin, squat):
    result = commit(berlin, read(TWO_DAYS), "kg", "strong.csv")
    legs = Workout.objects.get(title="Legs")
    assert {
        name: getattr(legs, name)
        for name in ("user", "status", "timezone", "local_date", "notes", "source", "source_key", "batch")
    } == {
        "user": berlin,
        "status": "completed",
        "timezone": "Europe/Berlin",
        "local_date": date(2024, 5, 2),
        "notes": "after work",
        "source": "strong",
        "source_key": "2024-05-02T18:00:00",
        "batch": result.batch,
    }
    assert legs.started_at == datetime(2024, 5, 2, 16, tzinfo=UTC)
    assert (legs.completed_at, legs.duration_seconds) == (datetime(2024, 5, 2, 17, 5, tzinfo=UTC), 3900)
    first, second = legs.exercises.all()
    assert (first.exercise, first.source_name, first.notes, first.order) == (squat, "Squat (Barbell)", "slow", 1)
    assert (second.exercise.owner, second.source_name, second.order) == (berlin, "Zercher Hold", 2)
    assert {row.local_date for row in (first, second)} == {date(2024, 5, 2)}
    fields = ("set_number", "set_type", "status", "weight", "weight_unit", "weight_kg", "reps", "rpe", "rest_seconds")
    assert list(first.sets.values_list(*fields, "source_row")) == [
        (1, "warm_up", "completed", Decimal(60), "kg", Decimal(60), 5, None, None, 2),
        (2, "normal", "completed", Decimal(100), "kg", Decimal(100), 5, Decimal("8.5"), 120, 3),
    ]
    assert list(second.sets.values_list("weight", "reps", "duration_seconds", "source_row")) == [(None, None, 30, 5)]


def test_result_accounts_for_every_row(berlin, squat):
    history = read(TWO_DAYS + "2024-05-03 18:00:00,Legs,1h,Squat,x,100,5,0,0,,,\n")
    result = commit(berlin, history, "kg", "strong.csv")
    assert (result.workouts_added, result.workouts_skipped, result.workouts_held, result.sets_added) == (2, 0, 1, 4)
    assert (result.rows_read, result.set_rows, result.rest_rows, result.note_rows) == (6, 4, 1, 0)
    assert [row.row for row in result.refused] == [7]
    assert (result.exercises_matched, result.exercises_made) == (1, ["Push Up", "Zercher Hold"])
    assert result.warnings == history.warnings
    assert ImportBatch.objects.values().get() == {
        "id": result.batch.pk,
        "user_id": berlin.pk,
        "source": "strong",
        "dialect": "S1c",
        "filename": "strong.csv",
        "rows_read": 6,
        "set_rows": 4,
        "rest_rows": 1,
        "note_rows": 0,
        "refused_rows": 1,
        "created_at": result.batch.created_at,
    }


def test_oldest_workout_is_written_first_so_that_lists_by_id_run_by_time(lifter):
    rows = [("3 May 2024, 18:00", "", "Squat", 0, 100, 5), ("3 May 2024, 08:00", "", "Squat", 0, 90, 5)]
    commit(lifter, hevy(*rows))
    assert [workout.started_at.hour for workout in Workout.objects.newest_first()] == [18, 8]


def test_totals_are_what_the_logbook_itself_would_count(lifter, squat):
    ExerciseFactory(name="Assisted Pull Up", assisted=True)
    ExerciseFactory(name="Dip", bodyweight=True)
    ExerciseFactory(name="Dumbbell Curl", dumbbells=True)
    weigh(lifter, date(2024, 5, 1), Decimal(80), "kg")
    weigh(lifter, date(2024, 5, 3), Decimal(90), "kg")
    names = ("Squat (Barbell)", "Dip", "Pull Up (Assisted)", "Dumbbell Curl", "My Lift", "Squat (Barbell)")
    history = strong(
        *((f"2024-05-0{day} 18:00:00", name, "1", 20, 10, 0, 0) for day in (1, 2, 3, 4) for name in names),
        ("2024-04-30 18:00:00", "Dip", 1, 20, 10, 0, 0),
    )
    commit(lifter, history, "kg")
    assert list(differing_rows()) == []
    dips = WorkoutExercise.objects.filter(exercise__name="Dip").order_by("local_date")
    assert [dip.volume_kg for dip in dips] == [200, 712, 712, 776, 776]  # (0.64 of the body + 20 kg) x 10
    counts = Workout.objects.order_by("local_date").values_list("exercise_count", "set_count", "reps")
    assert list(counts) == [(1, 1, 10), *[(5, 6, 60)] * 4]


def test_estimates_follow_the_account_formula(lifter, squat):
    lifter.e1rm_formula = "brzycki"
    lifter.save()
    commit(lifter, strong(("2024-05-02 18:00:00", "Squat (Barbell)", 1, 100, 5, 0, 0)), "kg")
    assert WorkoutExercise.objects.get().best_e1rm_kg == Decimal("112.500")


def test_second_import_adds_nothing(berlin, squat):
    commit(berlin, read(TWO_DAYS), "kg")
    before = logbook()
    result = commit(berlin, read(TWO_DAYS), "kg")
    assert (result.batch, result.workouts_added, result.workouts_skipped) == (None, 0, 2)
    assert (result.sets_added, result.exercises_made) == (0, [])
    assert logbook() == before


def test_later_export_adds_what_is_new_and_leaves_edits_alone(berlin, squat):
    commit(berlin, read(TWO_DAYS), "kg")
    Workout.objects.update(title="Renamed")
    later = read(TWO_DAYS + "2024-05-04 18:00:00,Legs,1h,Zercher  hold,1,0,0,0,40,,,\n")
    result = commit(berlin, later, "kg")
    assert (result.workouts_added, result.workouts_skipped, result.exercises_made) == (1, 2, [])
    assert sorted(Workout.objects.values_list("title", flat=True)) == ["Legs", "Renamed", "Renamed"]
    assert Exercise.objects.filter(name="Zercher Hold").count() == 1


def test_workout_in_the_bin_stays_there(lifter):
    commit(lifter, days_of_squats(2), "kg")
    move_to_bin(Workout.objects.newest_first()[0])
    result = commit(lifter, days_of_squats(2), "kg")
    assert (result.workouts_added, result.workouts_skipped, result.workouts_in_bin) == (0, 2, 1)
    empty_bin(lifter)
    assert commit(lifter, days_of_squats(2), "kg").workouts_added == 1


def test_strangers_rows_stay_as_they_are(lifter, stranger):
    ExerciseFactory(name="Zercher Hold", owner=stranger)
    make_set(make_exercise(make_workout(stranger), ExerciseFactory(name="Push Up")))
    commit(stranger, read(TWO_DAYS), "kg")
    before = logbook()
    result = commit(lifter, read(TWO_DAYS), "kg")
    assert (result.workouts_added, result.exercises_made) == (2, ["Squat (Barbell)", "Zercher Hold"])
    after = logbook()
    assert [[row for row in rows if row in kept] for rows, kept in zip(after, before, strict=True)] == before
    assert not WorkoutExercise.objects.filter(user=lifter, exercise__owner=stranger).exists()


@pytest.mark.parametrize(("unit", "kg"), [("kg", "100.000"), ("lb", "45.359")])
def test_weight_without_a_unit_takes_the_one_that_was_chosen(lifter, unit, kg):
    commit(lifter, days_of_squats(1), unit)
    assert Set.objects.values_list("weight", "weight_unit", "weight_kg").get() == (100, unit, Decimal(kg))
    assert list(differing_rows()) == []


def test_weight_without_a_unit_is_never_guessed(lifter):
    with pytest.raises(ValidationError) as refused:
        commit(lifter, days_of_squats(1))
    assert (refused.value.messages, refused.value.code) == (
        ["The file does not say its weight unit. Choose kg or lb."],
        "weight_unit",
    )
    assert logbook() == [[], [], [], [], []]


def test_file_in_pounds_stays_in_pounds_whatever_was_chosen(lifter):
    text = HEVY.replace("weight_kg", "weight_lbs") + 'Legs,"2 May 2024, 18:00",,,Squat,,,0,normal,225,5,,,\n'
    assert not needs_weight_unit(read(text))
    commit(lifter, read(text), "kg")
    assert Set.objects.values_list("weight", "weight_unit", "weight_kg").get() == (225, "lb", Decimal("102.058"))


def test_set_with_a_unit_of_its_own_keeps_it(lifter):
    header = (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes\n"
    )
    row = "2024-05-02 18:00:00;Legs;Squat;{};{};{};5;;;;;\n"
    commit(lifter, read(header + row.format(1, 100, "kg") + row.format(2, 225, "lbs")))
    assert list(Set.objects.values_list("weight", "weight_unit", "weight_kg")) == [
        (100, "kg", Decimal(100)),
        (225, "lb", Decimal("102.058")),
    ]


def test_history_without_weights_needs_no_unit(lifter):
    history = strong(("2024-05-02 18:00:00", "Push Up", 1, 0, 20, 0, 0))
    assert not needs_weight_unit(history)
    assert commit(lifter, history).sets_added == 1


def test_queries_do_not_grow_with_the_workouts_of_a_batch(lifter, stranger):
    ExerciseFactory(name="Squat")
    counts = []
    for user, days in ((lifter, 1), (stranger, 12)):
        with CaptureQueriesContext(connection) as queries:
            commit(user, days_of_squats(days), "kg")
        counts.append(len(queries))
    assert counts == [14, 14]


def test_progress_is_told_of_every_workout(lifter):
    told = []
    commit(lifter, days_of_squats(700), "kg", progress=told.append)
    assert told == [666, 34]


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_add_it_once():
    user = UserFactory()
    gate = Barrier(2)

    def run(number):
        history = days_of_squats(30)
        gate.wait()
        try:
            return commit(user, history, "kg").workouts_added
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [0, 30]
    assert (Workout.objects.count(), ImportBatch.objects.count(), Exercise.objects.count()) == (30, 1, 1)
