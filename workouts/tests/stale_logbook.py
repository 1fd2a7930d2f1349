"""Forms of the logbook that outlive what they show: of workouts, their exercises, and bodies."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.forms.body import MeasurementEditForm
from workouts.forms.exercises import WorkoutExerciseForm
from workouts.forms.workouts import WorkoutEditForm
from workouts.logbook.body import change_measurement
from workouts.logbook.exercises import change_workout_exercise
from workouts.logbook.workouts import change_workout
from workouts.models import BodyMeasurement, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout, weigh
from workouts.tests.stale import Case

ENDED = datetime(2026, 3, 2, 19, 0, 30, tzinfo=UTC)


def case_workout(lifter: User) -> Case:
    workout = make_workout(lifter, title="Push", notes="One\nTwo", completed_at=ENDED)

    def state() -> Any:
        workout.refresh_from_db()
        return workout.title, workout.type, workout.duration_seconds

    return Case(
        address=reverse("workout-edit", args=[workout.pk]),
        row=workout,
        elsewhere=lambda: change_workout(workout, {"title": "Desk"}),
        typed={"title": "Phone"},
        same={"title": "Desk"},
        other={"type": "Strength"},
        told=[("Title", "Desk")],
        states=(("Desk", "", 3630), ("Phone", "", 3630), ("Desk", "Strength", 3630)),
        state=state,
        opened=lambda sent: WorkoutEditForm(sent, workout=Workout.objects.get(), unit="kg"),
        verb=change_workout,
    )


def case_workout_times(lifter: User) -> Case:
    workout = make_workout(lifter, completed_at=ENDED)

    def state() -> Any:
        workout.refresh_from_db()
        return f"{workout.started_at:%d %H:%M}"

    return Case(
        address=reverse("workout-edit", args=[workout.pk]),
        row=workout,
        elsewhere=lambda: change_workout(workout, {"started_at": workout.started_at.replace(day=1)}),
        typed={"date": "2026-02-28"},
        same={"date": "2026-03-01"},
        other={"time": "17:30"},
        told=[("Date", "1 Mar 2026")],
        states=("01 18:00", "28 18:00", "01 17:30"),
        state=state,
        opened=lambda sent: WorkoutEditForm(sent, workout=Workout.objects.get(), unit="kg"),
        verb=change_workout,
    )


def case_exercise_of_a_workout(lifter: User) -> Case:
    row = make_exercise(make_workout(lifter), Exercise.objects.get(name="Barbell Squat"), notes="A", rest_seconds=60)

    def state() -> Any:
        row.refresh_from_db()
        return row.rest_seconds, row.notes

    return Case(
        address=reverse("workout-exercise-edit", args=[row.pk]),
        row=row,
        elsewhere=lambda: change_workout_exercise(row, {"rest_seconds": 90}),
        typed={"rest_seconds": "2:00"},
        same={"rest_seconds": "90"},
        other={"notes": "Paused."},
        told=[("Rest between sets", "1:30")],
        states=((90, "A"), (120, "A"), (90, "Paused.")),
        state=state,
        opened=lambda sent: WorkoutExerciseForm(sent, row=WorkoutExercise.objects.get()),
        verb=change_workout_exercise,
    )


def case_body(lifter: User) -> Case:
    measured = weigh(lifter, date(2026, 3, 1), Decimal("80.5"))

    def state() -> Any:
        measured.refresh_from_db()
        return measured.value, f"{measured.date:%d}"

    return Case(
        address=reverse("measurement", args=[measured.pk]),
        row=measured,
        elsewhere=lambda: change_measurement(measured, {"value": Decimal(81)}),
        typed={"value": "82,5"},
        same={"value": "81"},
        other={"date": "2026-03-02"},
        told=[("Bodyweight, kg", "81")],
        states=((81, "01"), (Decimal("82.5"), "01"), (81, "02")),
        state=state,
        opened=lambda sent: MeasurementEditForm(sent, measurement=BodyMeasurement.objects.get()),
        verb=change_measurement,
    )
