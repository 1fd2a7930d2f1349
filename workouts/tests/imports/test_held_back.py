"""Workouts with a row that was refused: left out whole, so that the mended file brings them in whole."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone as clock

from accounts.models import User
from accounts.tests.factories import UserFactory
from workouts.imports.commit import commit
from workouts.imports.history import RefusedRow
from workouts.logbook.audit import differing_rows
from workouts.models import ImportBatch, Set, Workout
from workouts.models.ranges import MOST_EXERCISES_IN_A_WORKOUT, MOST_SETS_IN_A_WORKOUT
from workouts.tests.imports.exports import FITNOTES, HEVY, STRONG, days_of_squats, fitnotes, hevy, read, strong

pytestmark = pytest.mark.django_db

EXPORTS = {
    "strong": STRONG + "2024-05-01 18:00:00,Pull,1h,Row,1,60,5,0,0,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Squat,1,100,5,0,0,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Squat,Rest Timer,0,0,0,120,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Squat,2,{bad},5,0,0,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Lunge,Note,,,,,slow,,\n"
    "2024-05-02 18:00:00,Legs,1h,Lunge,1,40,8,0,0,,,\n",
    "hevy": HEVY + 'Legs,"2 May 2024, 18:00",,,Squat,,,0,normal,100,5,,,\n'
    'Legs,"2 May 2024, 18:00",,,Squat,,,1,normal,{bad},5,,,\n'
    'Pull,"1 May 2024, 18:00",,,Row,,,0,normal,60,5,,,\n',
    "fitnotes": FITNOTES + "2024-05-01,Row,Back,60,kgs,5,,,\n2024-05-02,Squat,Legs,100,kgs,5,,,\n"
    "2024-05-03,Squat,Legs,90,kgs,5,,,\n2024-05-02,Squat,Legs,{bad},kgs,5,,,\n",
}


def sets_of(user):
    """What each set of the logbook says, workout by workout."""
    told = ("source_row", "weight", "weight_unit", "reps", "rest_seconds", "set_number")
    around = ("workout_exercise__source_name", "workout_exercise__order", "workout_exercise__workout__source_key")
    sets = Set.objects.filter(workout_exercise__user=user)
    return list(sets.order_by("source_row").values_list(*around, *told))


@pytest.mark.parametrize("app", EXPORTS)
def test_file_that_was_mended_and_imported_again_is_as_if_mended_at_once(app, lifter, stranger):
    broken, mended = (EXPORTS[app].format(bad=weight) for weight in ("1x0", "110"))
    first = commit(lifter, read(broken), "kg")
    assert (first.workouts_held, Workout.objects.filter(title="Legs", local_date="2024-05-02").count()) == (1, 0)
    second = commit(lifter, read(mended), "kg")
    assert (second.workouts_added, second.workouts_held, second.refused) == (1, 0, [])
    commit(stranger, read(mended), "kg")
    assert sets_of(lifter) == sets_of(stranger)
    assert list(differing_rows()) == []
    before = sets_of(lifter)
    assert commit(lifter, read(mended), "kg").workouts_added == 0
    assert sets_of(lifter) == before


@pytest.mark.parametrize("app", EXPORTS)
def test_rows_read_are_sets_rests_notes_and_refused_where_a_workout_is_held_back(app, lifter):
    result = commit(lifter, read(EXPORTS[app].format(bad="1x0")), "kg")
    assert result.rows_read == result.set_rows + result.rest_rows + result.note_rows + len(result.refused)
    assert (result.sets_added, result.rest_rows, result.note_rows) == (result.set_rows, 0, 0)
    assert ImportBatch.objects.get().refused_rows == len(result.refused)


def test_weight_over_two_tonnes_holds_back_its_workout_alone(lifter):
    rows = [("2024-05-02 18:00:00", "Squat", number, weight, 5, 0, 0) for number, weight in ((1, 100), (2, 3000))]
    history = strong(*rows, ("2024-05-03 18:00:00", "Squat", 1, 100, 5, 0, 0))
    result = commit(lifter, history, "kg")
    key = "2024-05-02T18:00:00"
    assert result.refused == [
        RefusedRow(2, "Its workout waits for line 3.", "", key),
        RefusedRow(3, "3000 kg is over 2,000 kg: correct the weight and import again.", "", key),
    ]
    assert (result.workouts_added, result.workouts_held, result.set_rows) == (1, 1, 1)
    assert commit(lifter, history, "lb").workouts_added == 1


def test_weight_of_two_tonnes_is_taken_in_either_unit(lifter, stranger):
    assert commit(lifter, strong(("2024-05-02 18:00:00", "Squat", 1, 2000, 5, 0, 0)), "kg").workouts_added == 1
    assert commit(stranger, strong(("2024-05-02 18:00:00", "Squat", 1, 4409.245, 5, 0, 0)), "lb").workouts_added == 1


def test_start_more_than_a_day_ahead_holds_back_its_workout_alone(lifter):
    rows = [("2087-05-02 18:00:00", "Squat", 1, 100, 5, 0, 0), ("2024-05-03 18:00:00", "Squat", 1, 100, 5, 0, 0)]
    result = commit(lifter, strong(*rows), "kg")
    assert [(row.row, row.reason) for row in result.refused] == [
        (2, "2087-05-02 18:00:00 is not between 1900 and tomorrow: correct the date and import again.")
    ]
    assert [workout.local_date.year for workout in Workout.objects.all()] == [2024]


def test_start_of_a_phone_that_is_ahead_is_taken():
    lifter = UserFactory(timezone="Pacific/Kiritimati")  # UTC+14
    start = clock.now() + timedelta(hours=14 + 23)
    result = commit(lifter, strong((f"{start:%Y-%m-%d %H:%M:%S}", "Squat", 1, 100, 5, 0, 0)), "kg")
    assert (result.workouts_added, result.refused) == (1, [])


def test_start_before_1900_on_the_clock_of_greenwich_holds_back_its_workout_alone():
    history = hevy(("1 Jan 1900, 00:30", "", "Squat", 0, 100, 5), ("1 Jan 2024, 00:30", "", "Squat", 0, 100, 5))
    result = commit(UserFactory(timezone="Europe/Berlin"), history)
    assert ([row.row for row in result.refused], result.workouts_added) == ([2], 1)


def test_day_beyond_the_calendar_of_the_logbook_holds_back_its_workout_alone(lifter):
    result = commit(lifter, fitnotes(("2099-01-01", "Squat", 100, 5), ("2024-01-01", "Squat", 100, 5)))
    assert [(row.row, row.reason) for row in result.refused] == [
        (2, "2099-01-01 is not between 1900 and ten years ahead: correct the date and import again.")
    ]
    assert (result.workouts_added, Workout.objects.get().local_date.year) == (1, 2024)


@pytest.mark.parametrize(
    "names",
    [["Squat"] * (MOST_SETS_IN_A_WORKOUT + 1), [f"Lift {number}" for number in range(MOST_EXERCISES_IN_A_WORKOUT + 1)]],
    ids=["sets", "exercises"],
)
def test_workout_of_more_than_its_page_can_show_is_held_back(lifter, names):
    rows = [("2024-05-02 18:00:00", name, 1, 100, 5, 0, 0) for name in names]
    result = commit(lifter, strong(*rows, ("2024-05-03 18:00:00", "Squat", 1, 100, 5, 0, 0)), "kg")
    assert (result.workouts_added, result.workouts_held, len(result.refused)) == (1, 1, len(rows))
    assert result.refused[0].reason.startswith("The workout has over 200 exercises, or 1000 sets:")


def test_workout_that_is_there_already_is_held_back_no_more(lifter):
    history = strong(("2024-05-02 18:00:00", "Squat", 1, 3000, 5, 0, 0))
    commit(lifter, history, "lb")
    result = commit(lifter, history, "kg")
    assert (result.workouts_skipped, result.workouts_held, result.refused) == (1, 0, [])


@pytest.mark.parametrize("app", EXPORTS)
def test_row_refused_in_a_workout_that_is_there_holds_nothing_back(app, lifter):
    commit(lifter, read(EXPORTS[app].format(bad="110")), "kg")
    before = sets_of(lifter)
    result = commit(lifter, read(EXPORTS[app].format(bad="1x0")), "kg")
    assert (result.workouts_added, result.workouts_held, sets_of(lifter)) == (0, 0, before)


def test_value_that_no_reader_gives_names_its_line_and_nothing_is_written(lifter):
    history = days_of_squats(250)
    history.workouts[230].title = "t" * 201
    with pytest.raises(ValidationError) as refused:
        commit(lifter, history, "kg")
    assert refused.value.messages == ["Line 232: Ensure this value has at most 200 characters (it has 201)."]
    assert (Workout.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_history_is_left_as_it_was_read(lifter):
    history = days_of_squats(2)
    history.workouts[0].exercises[0].sets[0].weight *= 30
    commit(lifter, history, "kg")
    assert (len(history.workouts), history.set_rows, history.refused) == (2, 2, [])


def test_what_breaks_a_rule_is_found_before_anybody_has_to_wait(lifter):
    history = hevy(("1 Jan 2024, 10:30", "", "Squat", 0, 100, 5))
    history.workouts[0].title = "t" * 201
    with CaptureQueriesContext(connection) as asked, pytest.raises(ValidationError):
        commit(lifter, history)
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


def test_account_that_changed_since_it_was_read_counts_as_it_is_now(lifter):
    stale = User.objects.get(pk=lifter.pk)
    User.objects.filter(pk=lifter.pk).update(timezone="Asia/Tokyo", e1rm_formula="brzycki")
    commit(stale, hevy(("1 Jan 2024, 10:30", "", "Squat", 0, 100, 5)))
    workout = Workout.objects.get()
    assert (workout.timezone, workout.started_at.hour, list(differing_rows())) == ("Asia/Tokyo", 1, [])
