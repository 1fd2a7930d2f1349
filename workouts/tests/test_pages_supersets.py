"""Supersets on the workout page: made, left, moved, taken apart."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from workouts.forms.exercises import WorkoutExerciseForm
from workouts.logbook.exercises import change_workout_exercise
from workouts.logbook.supersets import join
from workouts.models import Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout, names_in_order
from workouts.tests.shown import shown


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def rows(workout: Workout) -> list[WorkoutExercise]:
    """a, b and c; none in a superset."""
    return [make_exercise(workout, ExerciseFactory(name=name)) for name in "abc"]


def supersets(workout: Workout) -> list[int | None]:
    return list(workout.exercises.values_list("superset", flat=True))


def cards(pages: Client, workout: Workout) -> list[str]:
    """The cards of the page, each with what stands before the next one."""
    page = shown(pages.get(reverse("workout", args=[workout.pk])))
    return page.split('<section class="exercise"')


def test_menu_offers_the_neighbours_and_one_press_makes_the_superset(
    pages: Client, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    offers = [[name for name in "abc" if f"Superset with {name}<" in card] for card in cards(pages, workout)[1:]]
    assert offers == [["b"], ["a", "c"], ["b"]]
    answer = pages.post(reverse("superset-join", args=[rows[1].pk]), {"with": str(rows[2].pk)})
    assert answer.url == f"{reverse('workout', args=[workout.pk])}#exercise-{rows[1].pk}"
    assert supersets(workout) == [None, 1, 1]
    groups = pages.get(reverse("workout", args=[workout.pk])).context["sheet"].groups
    assert [(letter, len(found)) for letter, found in groups] == [(None, 1), ("A", 2)]


def test_menu_in_a_superset_offers_to_leave_it_and_to_move_within_it(
    pages: Client, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    pages.post(reverse("superset-join", args=[rows[1].pk]), {"with": str(rows[2].pk)})
    words = ("Superset with", "Take out of the superset", "Move up", "Move down")
    _head, _a, b, c = cards(pages, workout)
    assert [word for word in words if word in b] == ["Take out of the superset", "Move down"]
    assert [word for word in words if word in c] == ["Take out of the superset", "Move up"]
    pages.post(reverse("superset-leave", args=[rows[1].pk]))
    assert (names_in_order(workout), supersets(workout)) == (["a", "b", "c"], [None, None, None])


def test_superset_is_moved_and_taken_apart_by_its_own_menu(
    pages: Client, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    pages.post(reverse("superset-join", args=[rows[1].pk]), {"with": str(rows[2].pk)})
    menu = cards(pages, workout)[1].split("More about superset A")[1]
    assert [word for word in ("Move up", "Move down") if word in menu] == ["Move up"]
    pages.post(reverse("superset-move", args=[rows[1].pk]), {"direction": "up"})
    assert (names_in_order(workout), supersets(workout)) == (["b", "c", "a"], [1, 1, None])
    pages.post(reverse("superset-split", args=[rows[1].pk]))
    assert (names_in_order(workout), supersets(workout)) == (["b", "c", "a"], [None, None, None])


def test_superset_made_by_the_form_brings_the_exercise_beside_the_other(
    pages: Client, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    address = reverse("workout-exercise-edit", args=[rows[2].pk])
    pages.post(address, {"superset": str(rows[0].pk)})
    assert (names_in_order(workout), supersets(workout)) == (["a", "c", "b"], [1, 1, None])
    field = pages.get(address).context["form"]["superset"]
    assert field.value() == str(rows[0].pk)
    assert field.field.choices == [("", "None"), (str(rows[0].pk), "A: a"), (str(rows[1].pk), "b")]


@pytest.fixture
def apart(rows: list[WorkoutExercise]) -> list[WorkoutExercise]:
    """a and c are done in turn, b stands between them: the API lets them."""
    return [change_workout_exercise(row, {"superset": 4}) if row in (rows[0], rows[2]) else row for row in rows]


def typed_over(pages: Client, address: str, **typed: str) -> None:
    """Send a page of the form with these fields typed over."""
    fields = pages.get(address).context["form"]
    shown = {f"initial-{field.name}": field.value() or "" for field in fields}
    pages.post(address, {field.name: field.value() or "" for field in fields} | shown | typed)


def test_note_of_an_exercise_leaves_a_superset_alone_that_stands_apart(
    pages: Client, workout: Workout, apart: list[WorkoutExercise]
) -> None:
    address = reverse("workout-exercise-edit", args=[apart[0].pk])
    field = pages.get(address).context["form"]["superset"]
    assert (field.value(), field.field.choices) == (
        str(apart[2].pk),
        [("", "None"), (str(apart[2].pk), "A: c"), (str(apart[1].pk), "b")],
    )
    typed_over(pages, address, notes="Slowly.")
    assert (names_in_order(workout), supersets(workout)) == (["a", "b", "c"], [4, None, 4])
    assert workout.exercises.get(pk=apart[0].pk).notes == "Slowly."


def test_superset_that_stands_apart_is_left_where_none_is_chosen(
    pages: Client, workout: Workout, apart: list[WorkoutExercise]
) -> None:
    typed_over(pages, reverse("workout-exercise-edit", args=[apart[0].pk]), superset="")
    assert (names_in_order(workout), supersets(workout)) == (["a", "b", "c"], [None, None, None])


def test_superset_made_by_another_phone_between_page_and_save_stays(
    lifter: User, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    sent = {"notes": "Slowly.", "rest_seconds": "", "superset": ""}
    shown = {"initial-notes": "", "initial-rest_seconds": "", "initial-superset": ""}
    form = WorkoutExerciseForm(sent | shown, row=WorkoutExercise.objects.get(pk=rows[0].pk))
    assert form.is_valid()
    join(rows[0], rows[1])
    assert form.save(form.describe).notes == "Slowly."
    assert supersets(workout) == [1, 1, None]


@pytest.mark.parametrize("name", ["superset-move", "workout-exercise-move"])
def test_direction_that_is_none_moves_nothing(
    pages: Client, workout: Workout, rows: list[WorkoutExercise], name: str
) -> None:
    for data in ({}, {"direction": "sideways"}):
        pages.post(reverse(name, args=[rows[1].pk]), data)
    assert names_in_order(workout) == ["a", "b", "c"]


def test_partner_that_is_not_in_the_workout_joins_nothing_and_is_said_to_be_gone(
    pages: Client, lifter: User, workout: Workout, rows: list[WorkoutExercise]
) -> None:
    elsewhere = make_exercise(make_workout(lifter), rows[0].exercise)
    for partner in (str(elsewhere.pk), "nonsense", ""):
        page = pages.post(reverse("superset-join", args=[rows[0].pk]), {"with": partner}, follow=True)
        assert b"The other exercise was removed from the workout." in page.content
    assert supersets(workout) == [None, None, None]


def test_exercise_makes_no_superset_with_itself(pages: Client, workout: Workout, rows: list[WorkoutExercise]) -> None:
    pages.post(reverse("superset-join", args=[rows[0].pk]), {"with": str(rows[0].pk)})
    assert supersets(workout) == [None, None, None]


@pytest.mark.parametrize("name", ["superset-join", "superset-leave", "superset-move", "superset-split"])
def test_stranger_changes_nothing(
    pages: Client, stranger_pages: Client, workout: Workout, rows: list[WorkoutExercise], name: str
) -> None:
    pages.post(reverse("superset-join", args=[rows[1].pk]), {"with": str(rows[2].pk)})
    data = {"with": str(rows[0].pk), "direction": "up"}
    assert stranger_pages.post(reverse(name, args=[rows[1].pk]), data).status_code == 404
    assert (names_in_order(workout), supersets(workout)) == (["a", "b", "c"], [None, 1, 1])
