"""The forms of sets: each logs or changes one, and a refusal keeps what was typed."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise, Preference
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout


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


def written(cells) -> list[tuple[str, str]]:
    return [(cell.value, cell.placeholder) for cell in cells]


@pytest.mark.parametrize("typed", ["62.5", "62,5"])
def test_set_is_logged_with_dot_or_comma(pages: Client, row: WorkoutExercise, typed: str) -> None:
    answer = pages.post(reverse("set-add", args=[row.pk]), {"weight": typed, "reps": "5"})
    assert answer.url == f"{reverse('workout', args=[row.workout_id])}#exercise-{row.pk}"
    entry = row.sets.get()
    assert (entry.weight, entry.weight_unit, entry.reps, entry.status) == (Decimal("62.5"), "kg", 5, "completed")


def test_set_is_logged_in_the_unit_of_the_exercise(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    Preference.objects.create(user=lifter, exercise=row.exercise, weight_unit="lb")
    pages.post(reverse("set-add", args=[row.pk]), {"weight": "135", "reps": "5"})
    assert (row.sets.get().weight, row.sets.get().weight_kg) == (135, Decimal("61.235"))


def test_warm_up_is_logged_by_its_own_button(pages: Client, row: WorkoutExercise) -> None:
    pages.post(reverse("set-add", args=[row.pk]), {"weight": "40", "reps": "8", "set_type": "warm_up"})
    assert row.sets.get().set_type == "warm_up"


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"weight": "heavy"}, "weight", "Write the weight like 62.5 or 62,5, thousands without a separator."),
        ({"weight": "2000.5"}, "weight", "Give a weight of at most 2000 kg."),
        ({"weight": "1.2345"}, "weight", "Ensure that there are no more than 3 decimal places."),
        ({"reps": "five"}, "reps", "Give a whole number, like 8."),
        ({"reps": "10000"}, "reps", "Ensure this value is less than or equal to 9999."),
        ({"reps": ""}, "reps", "Give the reps."),
        ({"rpe": "8.3"}, "rpe", "Give a whole or half number, such as 8 or 8.5."),
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
    cells = card(answer).rows[0].cells if changed else card(answer).next_cells
    assert {cell.name: list(cell.errors) for cell in cells if cell.errors} == {field: [message]}
    assert {cell.name: cell.value for cell in cells} == {name: typed[name] for name in ("weight", "reps", "rpe")}
    assert message.encode() in answer.content
    kept = row.sets.get()
    assert (kept.weight, kept.reps, kept.version) == (100, 5, 1)


def test_planned_set_is_logged_as_planned_by_one_press(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6, status="planned")
    assert written(card(page(pages, row.workout)).rows[0].cells) == [("", "80"), ("", "6")]
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "", "reps": "", "status": "completed"})
    entry.refresh_from_db()
    assert (entry.status, entry.weight, entry.reps) == ("completed", 80, 6)


def test_done_set_is_taken_back_with_its_numbers_as_the_plan(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6)
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "80", "reps": "6", "status": "planned"})
    entry.refresh_from_db()
    row.refresh_from_db()
    assert (entry.status, entry.weight, entry.reps, row.set_count) == ("planned", 80, 6, 0)


def test_open_panel_saves_the_row_and_what_is_below_it(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6)
    address = reverse("set-edit", args=[entry.pk])
    assert f'form="row-{entry.pk}"'.encode() in pages.get(address).content
    below = {"set_type": "back_off", "rest_seconds": "1:30", "tempo": "3-1-1", "notes": "Easy."}
    pages.post(address, {"weight": "75", "reps": "8", "status": "completed"} | below)
    entry.refresh_from_db()
    assert (entry.weight, entry.reps, entry.set_type) == (75, 8, "back_off")
    assert (entry.rest_seconds, entry.tempo, entry.notes) == (90, "3-1-1", "Easy.")


def test_open_panel_saves_a_planned_set_without_doing_it(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6, status="planned")
    typed = {"weight": "85", "reps": "", "status": "planned", "set_type": "top_set", "notes": ""}
    pages.post(reverse("set-edit", args=[entry.pk]), typed)
    entry.refresh_from_db()
    assert (entry.status, entry.weight, entry.reps, entry.set_type) == ("planned", 85, 6, "top_set")


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
    assert b"Write the time like 1:30, or in seconds like 90." in answer.content
    entry.refresh_from_db()
    assert (entry.weight, entry.notes, entry.version) == (80, "", 1)


def test_run_carries_time_distance_and_heart_rate(pages: Client, workout: Workout) -> None:
    row = make_exercise(workout, ExerciseFactory(cardio=True))
    pages.post(reverse("set-add", args=[row.pk]), {"distance_m": "5,25", "duration_seconds": "26:15"})
    entry = row.sets.get()
    assert (entry.distance_m, entry.duration_seconds) == (5250, 1575)
    typed = {"distance_m": "5.25", "duration_seconds": "26:15", "status": "completed", "set_type": "normal"}
    pages.post(reverse("set-edit", args=[entry.pk]), typed | {"avg_heart_rate": "148", "calories": "320", "notes": ""})
    entry.refresh_from_db()
    assert (entry.avg_heart_rate, entry.calories, entry.distance_m) == (148, 320, 5250)


def test_set_of_a_planned_workout_is_planned_and_its_first_done_set_starts_it(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    planned = make_workout(lifter, status="planned", started_at=None)
    row = make_exercise(planned, squat)
    assert b"Plan set" in page(pages, planned).content
    pages.post(reverse("set-add", args=[row.pk]), {"weight": "80", "reps": "6", "status": "planned"})
    planned.refresh_from_db()
    assert (row.sets.get().status, planned.status) == ("planned", "planned")
    pages.post(reverse("set-edit", args=[row.sets.get().pk]), {"status": "completed"})
    planned.refresh_from_db()
    assert (row.sets.get().status, planned.status) == ("completed", "in_progress")


def test_set_is_deleted(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row)
    answer = pages.post(reverse("set-delete", args=[entry.pk]))
    assert answer.url == f"{reverse('workout', args=[row.workout_id])}#exercise-{row.pk}"
    assert Set.objects.count() == 0
