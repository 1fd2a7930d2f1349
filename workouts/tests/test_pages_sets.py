"""The forms of sets: each logs or changes one."""

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
    assert answer.url == f"{reverse('workout', args=[row.workout_id])}#add-{row.pk}"
    entry = row.sets.get()
    assert (entry.weight, entry.weight_unit, entry.reps, entry.status) == (Decimal("62.5"), "kg", 5, "completed")


def test_set_is_logged_in_the_unit_of_the_exercise(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    Preference.objects.create(user=lifter, exercise=row.exercise, weight_unit="lb")
    pages.post(reverse("set-add", args=[row.pk]), {"weight": "135", "reps": "5"})
    assert (row.sets.get().weight, row.sets.get().weight_kg) == (135, Decimal("61.235"))


def test_warm_up_is_logged_by_its_own_button(pages: Client, row: WorkoutExercise) -> None:
    pages.post(reverse("set-add", args=[row.pk]), {"weight": "40", "reps": "8", "set_type": "warm_up"})
    assert row.sets.get().set_type == "warm_up"


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


@pytest.mark.parametrize("typed", [{"weight": "82,5"}, {"reps": "7"}, {"weight": ""}])
def test_done_set_that_was_typed_over_is_saved_by_its_mark_and_stays_done(
    pages: Client, row: WorkoutExercise, typed: dict
) -> None:
    entry = make_set(row, 80, 6)
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "80", "reps": "6", "status": "planned"} | typed)
    entry.refresh_from_db()
    expected = {"weight": Decimal(80), "reps": 6} | {
        name: Decimal(text.replace(",", ".")) if text else None for name, text in typed.items()
    }
    assert {"weight": entry.weight, "reps": entry.reps} == expected
    assert entry.status == "completed"


def test_done_set_shown_in_another_unit_is_taken_back_by_its_mark(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 225, 5, weight_unit="lb")
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "102.1", "reps": "5", "status": "planned"})
    entry.refresh_from_db()
    assert (entry.status, entry.weight, entry.weight_unit) == ("planned", 225, "lb")


@pytest.mark.parametrize(
    ("below", "status"),
    [
        ({}, "planned"),
        ({"tempo": "3-1-1"}, "completed"),
        ({"notes": "Easy."}, "completed"),
        ({"set_type": "amrap"}, "completed"),
    ],
)
def test_done_set_whose_panel_was_changed_is_saved_by_its_mark(
    pages: Client, row: WorkoutExercise, below: dict, status: str
) -> None:
    entry = make_set(row, 80, 6, notes="One\nTwo")
    shown = {"set_type": "normal", "rest_seconds": "", "tempo": "", "notes": "One\r\nTwo"}
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "80", "reps": "6", "status": "planned"} | shown | below)
    entry.refresh_from_db()
    assert entry.status == status


def test_last_time_beside_a_set_logs_it_but_never_takes_it_back(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6, status="planned")
    label = f'<label class="set-previous" for="done-{entry.pk}">'.encode()
    assert label in page(pages, row.workout).content
    pages.post(reverse("set-edit", args=[entry.pk]), {"status": "completed"})
    assert label not in page(pages, row.workout).content


def test_changed_set_leads_back_to_itself(pages: Client, row: WorkoutExercise) -> None:
    entry = make_set(row, 80, 6, status="planned")
    answer = pages.post(reverse("set-edit", args=[entry.pk]), {"status": "completed"})
    assert answer.url == f"{reverse('workout', args=[row.workout_id])}#set-{entry.pk}"


@pytest.mark.parametrize("typed", [{"weight": "", "reps": "8"}, {"weight": "100", "reps": "0"}])
def test_empty_bar_and_a_failed_try_are_sets(pages: Client, row: WorkoutExercise, typed: dict) -> None:
    pages.post(reverse("set-add", args=[row.pk]), typed)
    assert row.sets.get().status == "completed"


@pytest.mark.parametrize(
    ("facts", "below"),
    [
        ({}, ["set_type", "rest_seconds", "tempo", "notes"]),
        ({"tracking": "duration", "load_mode": "none"}, ["set_type", "rest_seconds", "notes"]),
        ({"cardio": True}, ["set_type", "avg_heart_rate", "max_heart_rate", "calories", "notes"]),
        (
            {"tracking": "duration", "load_mode": "none", "category": "cardio"},
            ["set_type", "avg_heart_rate", "max_heart_rate", "calories", "notes"],
        ),
        ({"tracking": "distance_duration", "load_mode": "none"}, ["set_type", "rest_seconds", "notes"]),
    ],
)
def test_panel_offers_what_fits_the_exercise(pages: Client, workout: Workout, facts: dict, below: list) -> None:
    row = make_exercise(workout, ExerciseFactory(**facts))
    entry = make_set(row, None, None, duration_seconds=60)
    form = card(pages.get(reverse("set-edit", args=[entry.pk]))).rows[0].form
    assert [field.name for field in form.panel()] == below


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
