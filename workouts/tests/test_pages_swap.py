"""The machine is busy: an exercise of a workout is swapped for another one."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise, set_preference
from exercises.tests.factories import ExerciseFactory
from exercises.vocabulary import Category, Muscle
from workouts.logbook.exercises import change_workout_exercise
from workouts.logbook.own_exercises import change_exercise
from workouts.models import WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workouts.tests.shown import shown


@pytest.fixture
def row(lifter: User, squat: Exercise, push_up: Exercise) -> WorkoutExercise:
    """A squat in the midst of a workout, in a superset, with notes and two sets, one of them still to do."""
    workout = make_workout(lifter)
    make_exercise(workout, push_up, superset=1)
    row = make_exercise(workout, squat, superset=1, notes="Slowly.", rest_seconds=90)
    make_exercise(workout, push_up)
    make_set(row, 100, 5)
    make_set(row, 110, 3, status="planned")
    return row


@pytest.fixture
def address(row: WorkoutExercise) -> str:
    return reverse("workout-exercise-swap", args=[row.pk])


def shelves(answer) -> list[list[str]]:
    """The names on each shelf of the page, from the top."""
    return [[one.name for one in answer.context[shelf]] for shelf in ("named", "recent", "favourites", "others")]


def test_suggestions_train_the_same_muscle_and_what_was_done_last_comes_first(
    pages: Client, lifter: User, stranger: User, address: str
) -> None:
    names = ("Hack Squat", "Leg Press", "Front Squat", "Belt Squat", "Leg Extension")
    hack, press, front, belt, extension = (ExerciseFactory(name=name) for name in names)
    ExerciseFactory(name="Bench Press", primary_muscle=Muscle.CHEST)
    ExerciseFactory(name="Running", cardio=True, category=Category.CARDIO)
    ExerciseFactory(name="Squat of Bob", owner=stranger)
    make_exercise(make_workout(lifter, started_at=STARTED - timedelta(days=3)), hack)
    make_exercise(make_workout(lifter, started_at=STARTED - timedelta(days=2)), press)
    make_exercise(make_workout(stranger), belt)
    set_preference(lifter, front, {"is_favourite": True})
    answer = pages.get(address)
    found = [list(answer.context[shelf]) for shelf in ("recent", "favourites", "others")]
    ignored = {"Push Up"}
    assert [[one for one in shelf if one.name not in ignored] for shelf in found] == [
        [press, hack],
        [front],
        [belt, extension],
    ]


def test_search_finds_exercises_for_any_muscle_but_not_the_one_that_stands_there(pages: Client, address: str) -> None:
    for name in ("Barbell Bench Press", "Barbell Close Grip Bench Press"):
        ExerciseFactory(name=name, primary_muscle=Muscle.CHEST)
    assert shelves(pages.get(address, {"q": "barbell"})) == [
        [],
        [],
        [],
        ["Barbell Bench Press", "Barbell Close Grip Bench Press"],
    ]
    itself = pages.get(address, {"q": "Barbell Squat"})
    assert shelves(itself) == [[], [], [], []]
    assert b"Make your own" not in itself.content


def test_swap_keeps_place_superset_sets_notes_and_rest(pages: Client, row: WorkoutExercise, address: str) -> None:
    press = ExerciseFactory(name="Leg Press")
    sets = list(row.sets.values_list("pk", "set_number", "weight", "reps", "status"))
    answer = pages.post(address, {"exercise": str(press.pk)})
    assert answer.url == f"{reverse('workout', args=[row.workout_id])}#exercise-{row.pk}"
    stood = row.order, row.superset, row.notes, row.rest_seconds
    row.refresh_from_db()
    assert (row.exercise, row.exercise_version) == (press, press.version)
    assert (row.order, row.superset, row.notes, row.rest_seconds) == stood
    assert list(row.sets.values_list("pk", "set_number", "weight", "reps", "status")) == sets


def test_swap_says_what_happened_and_one_press_undoes_it(
    pages: Client, row: WorkoutExercise, squat: Exercise, address: str
) -> None:
    press = ExerciseFactory(name="Leg Press")
    page = pages.post(address, {"exercise": str(press.pk)}, follow=True).content.decode()
    assert "Swapped Barbell Squat for Leg Press." in page
    assert f'<form action="{address}" method="post">' in page
    assert f'<input type="hidden" name="exercise" value="{squat.pk}">' in page
    assert "now count as" not in page
    page = pages.post(address, {"exercise": str(squat.pk)}, follow=True).content.decode()
    assert "Swapped Leg Press for Barbell Squat." in page
    row.refresh_from_db()
    assert row.exercise == squat


def test_second_press_of_the_same_button_swaps_nothing_and_says_nothing(
    pages: Client, row: WorkoutExercise, address: str
) -> None:
    press = ExerciseFactory(name="Leg Press")
    pages.post(address, {"exercise": str(press.pk)}, follow=True)
    page = pages.post(address, {"exercise": str(press.pk)}, follow=True)
    assert b"Swapped" not in page.content


def test_undo_of_a_swap_throws_nothing_away_that_another_device_swapped_in(
    pages: Client, row: WorkoutExercise, squat: Exercise, address: str
) -> None:
    press, hack = ExerciseFactory(name="Leg Press"), ExerciseFactory(name="Hack Squat")
    page = pages.post(address, {"exercise": str(press.pk)}, follow=True).content.decode()
    undo = {"exercise": str(squat.pk), "instead_of": str(press.pk)}
    assert re.findall(rf'name="({"|".join(undo)})" value="([^"]+)"', page) == list(undo.items())
    change_workout_exercise(row, {"exercise": hack})
    answer = pages.post(address, undo)
    row.refresh_from_db()
    assert row.exercise == hack
    assert answer.context["form"].faults() == ["Hack Squat stands here now. Nothing was swapped."]
    again = re.findall(r'name="instead_of" value="([^"]+)"', answer.content.decode())
    assert again == [str(hack.pk)]
    pages.post(address, undo | {"instead_of": again[0]})
    row.refresh_from_db()
    assert row.exercise == squat


def test_page_of_a_swap_swaps_nothing_but_what_it_showed_and_makes_nothing(
    pages: Client, lifter: User, row: WorkoutExercise, squat: Exercise, address: str
) -> None:
    hack = ExerciseFactory(name="Hack Squat")
    shown = re.findall(r'name="instead_of" value="([^"]+)"', pages.get(address).content.decode())
    assert shown == [str(squat.pk)]
    change_workout_exercise(row, {"exercise": hack})
    answer = pages.post(address, {"name": "Belt Squat", "instead_of": shown[0]})
    assert answer.context["form"].faults() == ["Hack Squat stands here now. Nothing was swapped."]
    row.refresh_from_db()
    assert (row.exercise, list(Exercise.objects.of(lifter))) == (hack, [])


@pytest.mark.parametrize("chosen", ["exercise", "name"])
def test_same_swap_made_on_two_devices_needs_no_words(
    pages: Client, row: WorkoutExercise, squat: Exercise, address: str, chosen: str
) -> None:
    press = ExerciseFactory(name="Leg Press")
    change_workout_exercise(row, {"exercise": press})
    data = {"exercise": str(press.pk)} if chosen == "exercise" else {"name": "leg press"}
    assert pages.post(address, data | {"instead_of": str(squat.pk)}).status_code == 302
    row.refresh_from_db()
    assert row.exercise == press


def test_swap_and_its_undo_leave_the_version_of_the_exercise_as_it_was(lifter: User) -> None:
    own, press = create_exercise(lifter, {"name": "Mine"}), ExerciseFactory(name="Leg Press")
    row = make_exercise(make_workout(lifter), own)
    changed = change_exercise(own, {"name": "Mine too"})
    change_workout_exercise(row, {"exercise": press})
    back = change_workout_exercise(row, {"exercise": changed})
    assert (changed.version, back.exercise, back.exercise_version) == (2, own, 1)
    assert change_workout_exercise(make_exercise(row.workout, press), {"exercise": changed}).exercise_version == 2


def test_swap_for_what_is_logged_otherwise_says_so_before_and_after_and_loses_no_number(
    pages: Client, row: WorkoutExercise, squat: Exercise, address: str
) -> None:
    plank = ExerciseFactory(name="Wall Sit", tracking="duration", load_mode="none")
    assert "Logged as: Duration" in pages.get(address).content.decode()
    page = pages.post(address, {"exercise": str(plank.pk)}, follow=True).content.decode()
    assert "Its sets keep their numbers, and now count as: Duration." in page
    assert list(row.sets.values_list("weight", "reps")) == [(100, 5), (110, 3)]
    pages.post(address, {"exercise": str(squat.pk)})
    row.refresh_from_db()
    assert (row.reps, row.volume_kg) == (5, 500)


def test_exercise_without_sets_has_no_numbers_to_be_read_otherwise(pages: Client, row: WorkoutExercise) -> None:
    wall_sit = ExerciseFactory(name="Wall Sit", tracking="duration", load_mode="none")
    empty = make_exercise(row.workout, row.exercise)
    address = reverse("workout-exercise-swap", args=[empty.pk])
    assert b"Logged as" not in pages.get(address).content
    page = pages.post(address, {"exercise": str(wall_sit.pk)}, follow=True)
    assert b"now count as" not in page.content


def test_archived_exercise_is_not_offered_back(pages: Client, row: WorkoutExercise, address: str) -> None:
    press = ExerciseFactory(name="Leg Press")
    Exercise.objects.filter(pk=row.exercise_id).update(archived_at=STARTED)
    page = shown(pages.post(address, {"exercise": str(press.pk)}, follow=True))
    assert "Swapped Barbell Squat for Leg Press." in page
    assert f'<form action="{address}"' not in page


def test_exercise_is_made_and_swapped_in_by_its_name_and_only_once(
    pages: Client, lifter: User, row: WorkoutExercise, address: str
) -> None:
    for _ in range(2):
        assert pages.post(address, {"name": "Belt Squat"}).status_code == 302
    row.refresh_from_db()
    assert row.exercise == Exercise.objects.get(owner=lifter)
    assert (row.exercise.name, row.exercise.tracking) == ("Belt Squat", "weight_reps")


@pytest.mark.parametrize("data", [{}, {"exercise": "nonsense"}, {"name": "  "}])
def test_choice_that_is_none_swaps_nothing_and_says_so(
    pages: Client, row: WorkoutExercise, address: str, data: dict
) -> None:
    assert b'role="alert"' in pages.post(address, data).content
    before = row.exercise
    row.refresh_from_db()
    assert row.exercise == before


def test_exercise_of_a_stranger_cannot_be_swapped_in(
    pages: Client, stranger: User, row: WorkoutExercise, squat: Exercise, address: str
) -> None:
    answer = pages.post(address, {"exercise": str(ExerciseFactory(owner=stranger).pk)})
    assert list(answer.context["form"].errors) == ["exercise"]
    row.refresh_from_db()
    assert row.exercise == squat


def test_stranger_can_neither_see_nor_swap_it(
    stranger_pages: Client, row: WorkoutExercise, push_up: Exercise, squat: Exercise, address: str
) -> None:
    assert stranger_pages.get(address).status_code == 404
    assert stranger_pages.post(address, {"exercise": str(push_up.pk)}).status_code == 404
    row.refresh_from_db()
    assert row.exercise == squat


@pytest.mark.parametrize("rows", [1, 3])
def test_swap_page_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, address: str, rows: int, django_assert_num_queries
) -> None:
    ExerciseFactory.create_batch(rows)
    with django_assert_num_queries(6):  # session, user, row, whether it has sets, what was done before, the rest
        pages.get(address)
