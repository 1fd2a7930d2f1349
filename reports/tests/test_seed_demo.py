"""`manage.py seed_demo`: an account with two years to look around in."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from reports.goal_reads import goal_progress, tell
from reports.models import Goal
from workouts.imports.demo import demo_history
from workouts.logbook.audit import differing_rows
from workouts.models import BodyMeasurement, ImportBatch, Set, Workout, WorkoutExercise
from workouts.tests.factories import make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def catalogue() -> None:
    """The exercises that everybody has."""
    call_command("load_catalogue", stdout=StringIO())


def seed() -> list[str]:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue().splitlines()


def rows() -> list[list]:
    """Everything that a second run could add or change."""
    models = (User, ImportBatch, BodyMeasurement, Exercise, Workout, WorkoutExercise, Set, Goal)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_demo_has_two_years_of_all_that_a_logbook_knows(catalogue: None) -> None:
    said = seed()
    assert said[-1] == "Sign in as demo@example.org with the password two-years-of-iron"
    user = User.objects.get(email="demo@example.org")
    workouts = Workout.objects.for_user(user)
    days = sorted(workouts.values_list("local_date", flat=True))
    assert len(days) >= 200
    assert days[-1] < user.today() <= days[-1] + timedelta(days=14)
    assert timedelta(weeks=102) < days[-1] - days[0] < timedelta(weeks=106)
    assert set(workouts.values_list("status", flat=True)) == {"completed"}

    sets = Set.objects.for_user(user)
    assert set(sets.values_list("set_type", flat=True)) == {"normal", "warm_up", "drop_set", "failure"}
    assert set(sets.values_list("weight_unit", flat=True)) == {"kg", "lb"}
    modes = set(sets.values_list("workout_exercise__exercise__load_mode", flat=True))
    assert modes == {"external", "bodyweight", "assisted", "none"}
    for found in (
        sets.filter(reps=0),
        sets.filter(distance_m__gt=0, duration_seconds__gt=0),
        sets.filter(rpe=10),
        sets.exclude(notes=""),
        workouts.exclude(notes=""),
        WorkoutExercise.objects.filter(workout__user=user, superset=1),
    ):
        assert found.exists()
    assert Exercise.objects.of(user).count() == 0
    assert set(BodyMeasurement.objects.for_user(user).values_list("kind", flat=True)) == {
        "bodyweight",
        "waist",
        "upper_arm",
    }
    assert list(differing_rows()) == []


def test_demo_aims_at_what_it_has_not_reached_yet(catalogue: None) -> None:
    seed()
    user = User.objects.get()
    goals = tell(user, Goal.objects.for_user(user))
    assert {goal.type for goal in goals} == {"strength", "consistency", "bodyweight"}
    for goal in goals:
        assert goal.reached.points
        if goal.period is None:
            assert (goal.reached.status, goal.reached.percent > 0) == ("active", True)
    assert any(goal_progress(user, goal).projection for goal in goals)


def test_second_run_changes_nothing_and_tells_the_password_again(catalogue: None) -> None:
    seed()
    before = rows()
    assert seed() == [
        "The demo account is there already. Nothing was changed.",
        "Sign in as demo@example.org with the password two-years-of-iron",
    ]
    assert rows() == before


def test_one_can_sign_in_to_the_demo(catalogue: None, client: Client) -> None:
    seed()
    assert client.login(email="demo@example.org", password="two-years-of-iron")
    assert client.get(reverse("workouts")).status_code == 200


def test_password_that_was_changed_is_not_told(catalogue: None) -> None:
    seed()
    user = User.objects.get()
    user.set_password("mine-alone-now-42")
    user.save()
    assert seed()[-1] == "Its address is demo@example.org; its password was changed since."


@pytest.mark.parametrize("workouts", [0, 1])
def test_account_of_somebody_else_is_left_alone(catalogue: None, workouts: int) -> None:
    user = UserFactory(email="demo@example.org")
    for _ in range(workouts):
        make_workout(user)
    before = rows()
    with pytest.raises(CommandError, match="did not make"):
        seed()
    assert rows() == before


def test_seed_without_the_catalogue_is_refused() -> None:
    with pytest.raises(CommandError, match="catalogue of exercises is empty"):
        seed()
    assert not User.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2024, 2, 29), date(2025, 12, 28)])
def test_demo_is_the_same_for_the_same_day(day: date) -> None:
    assert demo_history(day) == demo_history(day)
    assert max(workout.local_date for workout in demo_history(day).workouts) < day


def test_lifts_of_the_demo_grow() -> None:
    workouts = demo_history(date(2026, 3, 2)).workouts
    squats = [workout.exercises[0] for workout in workouts if workout.title == "Leg day"]
    best = [max(one.weight for one in squat.sets if one.weight_unit == "kg") for squat in squats[:4] + squats[-4:]]
    assert {squat.name for squat in squats} == {"Barbell Squat"}
    assert max(best[:4]) + 30 < max(best[4:])
