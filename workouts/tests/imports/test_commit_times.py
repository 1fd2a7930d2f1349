"""When an imported workout was: wall clocks, nights of a clock change, and ends that can't be meant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone as clock

from accounts.tests.factories import UserFactory
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.logbook.audit import differing_rows
from workouts.logbook.workouts import change_workout
from workouts.models import Set, Workout
from workouts.tests.imports.exports import fitnotes, hevy

pytestmark = pytest.mark.django_db


def timed(**times):
    sets = [ImportedSet(source_row=2, reps=5)]
    exercises = [ImportedExercise("Squat", 2, sets=sets)]
    done = ImportedWorkout("key", "Legs", times["started_at"].date(), source_row=2, exercises=exercises, **times)
    return History("strong", "S1c", workouts=[done], rows_read=1, set_rows=1)


@pytest.mark.parametrize(
    ("start", "end", "started", "completed"),
    [
        ("31 Mar 2024, 01:30", "31 Mar 2024, 03:30", "00:30", "01:30"),  # over the hour that is skipped
        ("31 Mar 2024, 02:30", "31 Mar 2024, 03:15", "01:30", "02:15"),  # from within it: a start later than its end
        ("27 Oct 2024, 02:30", "27 Oct 2024, 03:30", "00:30", "02:30"),  # over the hour that comes twice
    ],
)
def test_night_of_a_clock_change_refuses_no_workout(start, end, started, completed):
    commit(UserFactory(timezone="Europe/Berlin"), hevy((start, end, "Squat", 0, 100, 5)))
    workout = Workout.objects.get()
    assert (f"{workout.started_at:%H:%M}", f"{workout.completed_at:%H:%M}") == (started, completed)
    assert workout.duration_seconds == (workout.completed_at - workout.started_at).total_seconds()
    assert workout.local_date == datetime.strptime(start, "%d %b %Y, %H:%M").date()


@pytest.mark.parametrize(
    "times",
    [
        {"duration_seconds": 10**12},
        {"duration_seconds": -1},
        {"completed_at": datetime(2024, 5, 1)},
        {"completed_at": datetime(2024, 6, 2)},
    ],
)
def test_end_that_can_not_be_meant_is_left_out_and_said(lifter, times):
    result = commit(lifter, timed(started_at=datetime(2024, 5, 2, 18), **times))
    workout = Workout.objects.get()
    assert (workout.status, workout.completed_at, workout.duration_seconds) == ("completed", None, None)
    assert result.warnings == [
        "The end of a workout can't be meant and was left out (1 x, first: 2024-05-02 18:00:00)."
    ]


def test_timer_that_runs_into_the_future_is_left_out(lifter):
    yesterday = (clock.now() - timedelta(days=1)).replace(tzinfo=None)
    commit(lifter, timed(started_at=yesterday, duration_seconds=9 * 86_400))
    assert Workout.objects.values_list("completed_at", "duration_seconds").get() == (None, None)


def test_workout_without_a_time_is_done_on_its_day_and_claims_no_start(lifter):
    result = commit(lifter, fitnotes(("2023-11-21", "Squat", 100, 5)))
    workout = Workout.objects.get()
    assert (workout.status, workout.local_date) == ("completed", date(2023, 11, 21))
    assert (workout.started_at, workout.completed_at, workout.duration_seconds) == (None, None, None)
    assert (workout.exercises.get().local_date, result.warnings) == (date(2023, 11, 21), [])


@pytest.mark.parametrize(
    "changes",
    [
        {"notes": "heavy"},
        {"timezone": "Pacific/Kiritimati"},
        {"status": "completed"},
        {"started_at": None, "completed_at": None, "duration_seconds": None},
        {"duration_seconds": 3600},
    ],
)
def test_workout_without_a_time_stays_on_its_day_when_it_is_edited(lifter, changes):
    commit(lifter, fitnotes(("2023-11-21", "Squat", 100, 5)))
    workout = change_workout(Workout.objects.get(), changes)
    assert (workout.local_date, workout.status, workout.started_at) == (date(2023, 11, 21), "completed", None)


def test_workout_without_a_time_moves_to_the_start_that_is_given_later(lifter):
    commit(lifter, fitnotes(("2023-11-21", "Squat", 100, 5)))
    started = datetime(2023, 11, 20, 18, tzinfo=UTC)
    assert change_workout(Workout.objects.get(), {"started_at": started}).local_date == date(2023, 11, 20)


def test_days_are_written_oldest_first(lifter):
    commit(lifter, fitnotes(("2023-11-23", "Squat", 90, 5), ("2023-11-21", "Squat", 100, 5)))
    days = Workout.objects.order_by("id").values_list("local_date", flat=True)
    assert list(days) == [date(2023, 11, 21), date(2023, 11, 23)]


def test_day_that_lies_ahead_is_a_plan_that_counts_nothing(lifter):
    tomorrow, later = (lifter.today() + timedelta(days=days) for days in (1, 2))
    result = commit(lifter, fitnotes((tomorrow, "Squat", 90, 5), (later, "Squat", 100, 5)))
    done, plan = Workout.objects.order_by("local_date")
    assert [(one.local_date, one.status, one.reps) for one in (done, plan)] == [
        (tomorrow, "completed", 5),  # the account may lie a day behind the phone
        (later, "planned", 0),
    ]
    assert Set.objects.get(workout_exercise__workout=plan).status == "planned"
    assert result.warnings == [f"A workout lies ahead and was taken as a plan (1 x, first: {later})."]
    assert list(differing_rows()) == []
