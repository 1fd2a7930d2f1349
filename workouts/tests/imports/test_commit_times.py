"""When an imported workout was: wall clocks, nights of a clock change, and ends that can't be meant."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone as clock

from accounts.tests.factories import UserFactory
from workouts.imports.commit import commit
from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workouts.models import Workout
from workouts.tests.imports.exports import hevy

pytestmark = pytest.mark.django_db


def timed(**times):
    sets = [ImportedSet(source_row=2, reps=5)]
    done = ImportedWorkout("key", "Legs", source_row=2, exercises=[ImportedExercise("Squat", 2, sets=sets)], **times)
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
