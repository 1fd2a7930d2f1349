"""The exercises of a workout: found, added, described, moved, removed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise, set_aliases
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.merge import merge_exercise
from workouts.logbook.own_exercises import delete_exercise
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workouts.tests.shown import shown
from workset.lib.ids import uuid7

NEW_ID = uuid7()


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def add_page(workout: Workout) -> str:
    return reverse("exercise-add", args=[workout.pk])


def order(workout: Workout) -> list[Exercise]:
    return [row.exercise for row in workout.exercises.select_related("exercise")]


def test_add_page_lists_what_was_done_last_before_the_rest(
    pages: Client, lifter: User, stranger: User, add_page: str, squat: Exercise
) -> None:
    bench, deadlift, curl = (ExerciseFactory(name=name) for name in ("Bench Press", "Deadlift", "Curl"))
    make_exercise(make_workout(lifter, started_at=STARTED - timedelta(days=2)), deadlift)
    make_exercise(make_workout(lifter, started_at=STARTED - timedelta(days=1)), squat)
    make_exercise(make_workout(stranger), curl)
    answer = pages.get(add_page)
    assert answer.context["recent"] == [squat, deadlift]
    assert answer.context["others"] == [bench, curl]


def test_add_page_finds_by_words_and_shows_no_stranger_and_no_archived_exercise(
    pages: Client, stranger: User, add_page: str
) -> None:
    bench = ExerciseFactory(name="Barbell Bench Press")
    ExerciseFactory(name="Bench Press of Bob", owner=stranger)
    ExerciseFactory(name="Old Bench Press", archived_at=STARTED)
    ExerciseFactory(name="Overhead Press")
    answer = pages.get(add_page, {"q": "bench press"})
    assert (answer.context["recent"], answer.context["others"]) == ([], [bench])


def test_add_page_shows_fifty_at_most_and_says_that_there_are_more(pages: Client, add_page: str) -> None:
    ExerciseFactory.create_batch(51)
    answer = pages.get(add_page)
    assert len(answer.context["others"]) == 50
    assert b"There are more." in answer.content


def test_exercise_is_added_at_the_end_by_one_press(
    pages: Client, workout: Workout, add_page: str, squat: Exercise, push_up: Exercise
) -> None:
    make_exercise(workout, squat)
    answer = pages.post(add_page, {"exercise": str(push_up.pk)})
    assert order(workout) == [squat, push_up]
    added = workout.exercises.get(exercise=push_up)
    assert answer.url == f"{reverse('workout', args=[workout.pk])}#exercise-{added.pk}"


def test_own_exercise_is_made_where_none_is_found(pages: Client, lifter: User, workout: Workout, add_page: str) -> None:
    assert "Make your own exercise “Zercher Shrug”" in pages.get(add_page, {"q": "Zercher Shrug"}).content.decode()
    pages.post(add_page, {"name": "Zercher Shrug"})
    own = Exercise.objects.get(owner=lifter)
    assert (own.name, own.tracking, own.load_mode) == ("Zercher Shrug", "weight_reps", "external")
    assert order(workout) == [own]


@pytest.mark.parametrize("query", ["zercher shrug", "Shrugs, Zercher", "Trap Hoist"])
def test_exercise_that_is_there_is_offered_in_place_of_a_second_one_of_its_name(
    pages: Client, lifter: User, workout: Workout, add_page: str, query: str
) -> None:
    shrug = ExerciseFactory(name="Zercher Shrug", owner=lifter)
    set_aliases(shrug, ["Trap Hoist"])
    answer = pages.get(add_page, {"q": query})
    assert (answer.context["named"], answer.context["others"]) == ([shrug], [])
    assert b"Make your own" not in answer.content
    pages.post(add_page, {"name": query})
    assert order(workout) == [shrug]
    assert Exercise.objects.count() == 1


@pytest.mark.parametrize("field", ["owner", "archived_at"])
def test_name_of_a_strangers_or_a_retired_exercise_can_be_ones_own(
    pages: Client, lifter: User, stranger: User, workout: Workout, add_page: str, field: str
) -> None:
    ExerciseFactory(name="Zercher Shrug", **{field: {"owner": stranger, "archived_at": STARTED}[field]})
    assert b"Make your own exercise" in pages.get(add_page, {"q": "Zercher Shrug"}).content
    pages.post(add_page, {"name": "Zercher Shrug"})
    assert [(exercise.owner, exercise.archived_at) for exercise in order(workout)] == [(lifter, None)]


def test_own_archived_exercise_comes_back_by_its_name_and_none_is_made(
    pages: Client, stranger_pages: Client, lifter: User, workout: Workout, add_page: str
) -> None:
    shrug = create_exercise(lifter, {"name": "Zercher Shrug"})
    make_exercise(make_workout(lifter), shrug)
    delete_exercise(shrug)
    page = pages.get(add_page, {"q": "zercher shrugs"})
    assert b"Make your own exercise" not in page.content
    button = re.search(r'name="name" value="([^"]+)">(.*?)</button>', page.content.decode(), re.DOTALL)
    assert button is not None
    assert button[2].endswith("Bring back \N{LEFT DOUBLE QUOTATION MARK}Zercher Shrug\N{RIGHT DOUBLE QUOTATION MARK}")
    for _ in range(2):
        assert pages.post(add_page, {"name": button[1], "id": str(NEW_ID)}).status_code == 302
    shrug.refresh_from_db()
    assert (order(workout), shrug.archived_at, list(Exercise.objects.of(lifter))) == ([shrug], None, [shrug])


def test_name_that_a_merge_took_away_means_what_it_was_merged_into(
    pages: Client, lifter: User, workout: Workout, add_page: str
) -> None:
    old, new = (create_exercise(lifter, {"name": name}) for name in ("Zercher Shrug", "Shrug"))
    merge_exercise(old, new)
    delete_exercise(new)
    pages.post(add_page, {"name": "Zercher Shrug"})
    old.refresh_from_db()
    assert (order(workout), old.merged_into) == ([new], new)
    assert list(Exercise.objects.of(lifter).available()) == [new]


@pytest.mark.parametrize("data", [{}, {"exercise": "nonsense"}, {"name": "  "}, {"name": "x" * 201}])
def test_choice_that_is_none_adds_nothing_and_says_so(
    pages: Client, workout: Workout, add_page: str, data: dict
) -> None:
    answer = pages.post(add_page, data)
    assert b'role="alert"' in answer.content
    assert (order(workout), Exercise.objects.count()) == ([], 0)


def test_exercise_of_a_stranger_cannot_be_added(pages: Client, stranger: User, workout: Workout, add_page: str) -> None:
    answer = pages.post(add_page, {"exercise": str(ExerciseFactory(owner=stranger).pk)})
    assert list(answer.context["form"].errors) == ["exercise"]
    assert order(workout) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_add_page_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, add_page: str, rows: int, django_assert_num_queries
) -> None:
    ExerciseFactory.create_batch(rows)
    with django_assert_num_queries(5):  # session, user, workout, what was done lately, the rest
        pages.get(add_page)


def test_notes_rest_and_superset_are_saved_and_shown(
    pages: Client, workout: Workout, squat: Exercise, push_up: Exercise
) -> None:
    other = make_exercise(workout, squat, superset=7)
    row = make_exercise(workout, push_up)
    address = reverse("workout-exercise-edit", args=[row.pk])
    choices = pages.get(address).context["form"].fields["superset"].choices
    assert choices == [("", "None"), (str(other.pk), "Barbell Squat")]
    answer = pages.post(address, {"notes": "Slowly.", "rest_seconds": "1:30", "superset": str(other.pk)})
    assert answer.url == f"{reverse('workout', args=[workout.pk])}#exercise-{row.pk}"
    row.refresh_from_db()
    assert (row.notes, row.rest_seconds, row.superset) == ("Slowly.", 90, 7)
    page = pages.get(reverse("workout", args=[workout.pk]))
    assert [(letter, len(cards)) for letter, cards in page.context["sheet"].groups] == [("A", 2)]


@pytest.mark.parametrize("wrong", [{"rest_seconds": "long"}, {"rest_seconds": "999999"}, {"superset": "99"}])
def test_notes_with_a_wrong_field_are_refused_by_it_and_change_nothing(
    pages: Client, workout: Workout, squat: Exercise, wrong: dict
) -> None:
    row = make_exercise(workout, squat)
    answer = pages.post(reverse("workout-exercise-edit", args=[row.pk]), {"notes": "Slowly."} | wrong)
    assert list(answer.context["form"].errors) == list(wrong)
    assert b"Slowly." in answer.content
    row.refresh_from_db()
    assert (row.notes, row.rest_seconds, row.superset) == ("", None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_notes_page_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, workout: Workout, squat: Exercise, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        row = make_exercise(workout, squat)
    with django_assert_num_queries(4):
        pages.get(reverse("workout-exercise-edit", args=[row.pk]))


@pytest.mark.parametrize(
    ("place", "direction", "after"),
    [
        (1, "up", "bac"),
        (1, "down", "acb"),
        (0, "up", "abc"),
        (2, "down", "abc"),
        (2, "top", "cab"),
        (1, "7", "abc"),
        (1, "", "abc"),
    ],
)
def test_exercise_moves_by_one_place_or_to_the_top_and_stays_at_the_ends(
    pages: Client, workout: Workout, place: int, direction: str, after: str
) -> None:
    rows = [make_exercise(workout, ExerciseFactory(name=name)) for name in "abc"]
    pages.post(reverse("workout-exercise-move", args=[rows[place].pk]), {"direction": direction})
    assert "".join(exercise.name for exercise in order(workout)) == after


def test_menu_offers_only_the_moves_that_there_are(pages: Client, workout: Workout) -> None:
    for name in "abc":
        make_exercise(workout, ExerciseFactory(name=name))
    page = shown(pages.get(reverse("workout", args=[workout.pk])))
    cards = page.split('<section class="exercise"')[1:]
    moves = [[move for move in ("Move up", "Move to the top", "Move down") if move in card] for card in cards]
    assert moves == [["Move down"], ["Move up", "Move down"], ["Move up", "Move to the top"]]


def test_exercise_is_removed_with_its_sets(pages: Client, workout: Workout, squat: Exercise, push_up: Exercise) -> None:
    row = make_exercise(workout, squat)
    make_set(row)
    make_exercise(workout, push_up)
    answer = pages.post(reverse("workout-exercise-remove", args=[row.pk]))
    assert answer.url == reverse("workout", args=[workout.pk])
    assert (order(workout), Set.objects.count()) == ([push_up], 0)
