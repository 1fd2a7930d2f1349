"""What is refused of a set: in one sentence by its field, with what was typed kept and the cursor where to mend it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workouts.tests.shown import shown


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def row(workout: Workout, squat: Exercise) -> WorkoutExercise:
    return make_exercise(workout, squat)


def page(pages: Client, workout: Workout):
    return pages.get(reverse("workout", args=[workout.pk]))


def card(answer):
    return next(answer.context["sheet"].cards())


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"weight": "heavy"}, "weight", "Write the weight like 62.5 or 62,5, thousands without a separator."),
        ({"weight": "2000.5"}, "weight", "Give a weight of at most 2,000 kg."),
        ({"weight": "123456.5"}, "weight", "Give a weight of at most 2,000 kg."),
        ({"weight": "12345.12345"}, "weight", "Give a weight of at most 2,000 kg."),
        ({"weight": "1.2345"}, "weight", "Write the weight with three decimals at most."),
        ({"reps": "five"}, "reps", "Give the reps as a whole number, like 8."),
        ({"reps": "10000"}, "reps", "Give a number of reps from 0 to 9,999."),
        ({"reps": "-5"}, "reps", "Give a number of reps from 0 to 9,999."),
        ({"reps": ""}, "reps", "Give the reps."),
        ({"rpe": "8.3"}, "rpe", "Give an RPE from 1 to 10, whole or half, like 8 or 8.5."),
        ({"rpe": "0.3"}, "rpe", "Give an RPE from 1 to 10, whole or half, like 8 or 8.5."),
        ({"rpe": "eight"}, "rpe", "Give an RPE from 1 to 10, whole or half, like 8 or 8.5."),
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_set_with_a_wrong_field_is_refused_by_it_and_keeps_what_was_typed(
    pages: Client, row: WorkoutExercise, wrong: dict, field: str, message: str, changed: bool
) -> None:
    User.objects.update(track_rpe=True)
    entry = make_set(row, 100, 5)
    typed = {"weight": "61,5", "reps": "7", "rpe": "8", "status": "completed"} | wrong
    name, pk = ("set-edit", entry.pk) if changed else ("set-add", row.pk)
    answer = pages.post(reverse(name, args=[pk]), typed)
    cells = card(answer).rows[0 if changed else 1].cells
    assert {cell.name: list(cell.errors) for cell in cells if cell.errors} == {field: [message]}
    assert {cell.name: cell.value for cell in cells} == {name: typed[name] for name in ("weight", "reps", "rpe")}
    assert message.encode() in answer.content
    kept = row.sets.get()
    assert (kept.weight, kept.reps, kept.version) == (100, 5, 1)


def test_limits_are_told_in_the_unit_in_which_they_are_typed(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    User.objects.update(weight_unit="lb", distance_unit="mi")
    run = make_exercise(row.workout, ExerciseFactory(cardio=True))
    typed = {"weight": "4409.3", "reps": "x"}
    heavy = pages.post(reverse("set-add", args=[row.pk]), typed)
    assert heavy.context["form"].errors == {
        "weight": ["Give a weight of at most 4,409 lb."],
        "reps": ["Give the reps as a whole number, like 8."],
    }
    far = pages.post(reverse("set-add", args=[run.pk]), {"distance_m": "621.4", "duration_seconds": "99:00:00:00"})
    assert far.context["form"].errors == {
        "distance_m": ["Give a distance of at most 621 mi."],
        "duration_seconds": ["Write the time like 1:30, or in seconds like 90."],
    }
    long = pages.post(reverse("set-add", args=[run.pk]), {"distance_m": "5", "duration_seconds": "864001"})
    assert long.context["form"].errors == {"duration_seconds": ["Give a time of at most 240 hours."]}
    assert Set.objects.count() == 0


@pytest.mark.parametrize("added", [False, True])
def test_refused_page_says_so_in_its_title_and_puts_the_cursor_where_it_is_to_be_mended(
    pages: Client, row: WorkoutExercise, added: bool
) -> None:
    address = reverse("set-add", args=[row.pk]) if added else reverse("set-edit", args=[make_set(row).pk])
    answer = shown(pages.post(address, {"weight": "60", "reps": "x", "status": "completed"}))
    assert "<title>Error: Push" in answer
    assert answer.count("autofocus") == 1
    assert re.search(r'<input [^>]*name="reps"[^>]*aria-invalid="true"[^>]*autofocus', answer)
    assert re.search(r'<div role="alert"><ul class="errorlist[^"]*" id="[^"]*reps-error', answer)
    assert "autofocus" not in shown(page(pages, row.workout))


def test_refused_field_of_the_panel_has_the_cursor(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6)
    typed = {"weight": "80", "reps": "6", "status": "completed", "set_type": "normal", "rest_seconds": "x", "notes": ""}
    answer = pages.post(reverse("set-edit", args=[entry.pk]), typed).content.decode()
    assert re.findall(r'<input [^>]*name="(\w+)"[^>]*autofocus', answer) == ["rest_seconds"]


@pytest.mark.parametrize("forged", [{"status": "lifted"}, {"set_type": "giant"}])
def test_forged_button_is_refused_in_the_open(pages: Client, row: WorkoutExercise, forged: dict) -> None:
    answer = pages.post(reverse("set-add", args=[row.pk]), {"weight": "60", "reps": "5"} | forged)
    assert b"This page is out of date. Nothing was saved: reload it and send it again." in answer.content
    assert row.sets.count() == 0


@pytest.mark.parametrize(
    ("facts", "typed", "message"),
    [
        ({"tracking": "duration", "load_mode": "none"}, {"duration_seconds": "0:00"}, "Give the time, like 1:30."),
        ({"cardio": True}, {"duration_seconds": "0", "distance_m": "0"}, "Give the time, like 1:30."),
        ({"tracking": "short_distance_weight"}, {"weight": "60", "distance_m": "0"}, "Give the distance."),
    ],
)
def test_set_of_no_time_and_no_way_is_not_done(
    pages: Client, workout: Workout, facts: dict, typed: dict, message: str
) -> None:
    row = make_exercise(workout, ExerciseFactory(**facts))
    answer = pages.post(reverse("set-add", args=[row.pk]), typed)
    assert [error for errors in answer.context["form"].errors.values() for error in errors] == [message]
    assert row.sets.count() == 0


def test_open_panel_with_a_wrong_field_stays_open_and_changes_nothing(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6)
    typed = {
        "weight": "85",
        "reps": "6",
        "status": "completed",
        "set_type": "normal",
        "rest_seconds": "x",
        "notes": "!",
    }
    answer = pages.post(reverse("set-edit", args=[entry.pk]), typed)
    assert list(card(answer).rows[0].form.errors) == ["rest_seconds"]
    assert b"Write the rest like 1:30, or in seconds like 90." in answer.content
    entry.refresh_from_db()
    assert (entry.weight, entry.notes, entry.version) == (80, "", 1)
