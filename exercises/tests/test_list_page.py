"""The list of exercises: found, filtered, marked as favourites, set up."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Alias, Exercise, Preference, SecondaryMuscle
from exercises.tests.factories import ExerciseFactory
from workouts.tests.factories import STARTED, make_exercise, make_workout

pytestmark = pytest.mark.anywhere

LIST = "/exercises/"


def do(user: User, exercise: Exercise, *days: int) -> None:
    """One workout with the exercise on each of these days."""
    for day in days:
        make_exercise(make_workout(user, started_at=STARTED + timedelta(days=day)), exercise)


def names(exercises: list[Exercise]) -> list[str]:
    return [exercise.name for exercise in exercises]


def test_list_without_exercises_says_what_to_do(pages: Client) -> None:
    answer = pages.get(LIST)
    assert b"No exercises yet" in answer.content
    assert reverse("exercise-new").encode() in answer.content


def test_list_shows_what_is_done_lately_and_often_before_all_by_name(
    pages: Client, lifter: User, stranger: User
) -> None:
    lately = ExerciseFactory.create_batch(5)
    often, twice = ExerciseFactory(name="Often"), ExerciseFactory(name="Twice")
    do(lifter, often, 1, 2, 3)
    do(lifter, twice, 4, 5)
    for day, exercise in enumerate(lately, start=10):
        do(lifter, exercise, day)
    do(stranger, ExerciseFactory(name="Another"), 1, 2, 3, 4)
    binned = ExerciseFactory(name="Binned")
    workout = make_workout(lifter, started_at=STARTED + timedelta(days=20))
    make_exercise(workout, binned)
    pages.post(reverse("workout-delete", args=[workout.pk]))
    answer = pages.get(LIST)
    assert answer.context["recent"] == lately[::-1]
    assert [(one.name, one.times) for one in answer.context["frequent"]] == [("Often", 3), ("Twice", 2)]
    assert names(answer.context["page_obj"]) == ["Another", *sorted(names(lately)), "Binned", "Often", "Twice"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=squat", ["Front Squat"]),
        ("q=military+press", ["Overhead Press"]),
        ("muscle=triceps", ["Overhead Press"]),
        ("equipment=dumbbell", ["Overhead Press"]),
        ("category=cardio", ["Running"]),
        ("owner=me", ["Running"]),
        ("owner=catalogue", ["Front Squat", "Overhead Press"]),
        ("owner=archived", ["Old Lift"]),
        ("favourite=on", ["Front Squat"]),
        ("q=press&favourite=on", []),
        ("muscle=heart", ["Front Squat", "Overhead Press", "Running"]),
        ("q=%00", ["Front Squat", "Overhead Press", "Running"]),
        ("page=nonsense", ["Front Squat", "Overhead Press", "Running"]),
    ],
)
def test_list_is_narrowed(pages: Client, lifter: User, stranger: User, query: str, found: list[str]) -> None:
    squat = ExerciseFactory(name="Front Squat")
    press = ExerciseFactory(name="Overhead Press", equipment="dumbbell", primary_muscle="shoulders")
    SecondaryMuscle.objects.create(exercise=press, muscle="triceps", position=0)
    Alias.objects.create(exercise=press, name="Military Press", position=0)
    ExerciseFactory(name="Running", cardio=True, owner=lifter, primary_muscle="calves")
    ExerciseFactory(name="Old Lift", owner=lifter, archived_at=STARTED)
    ExerciseFactory(name="Squat of Bob", owner=stranger)
    Preference.objects.create(user=lifter, exercise=squat, is_favourite=True)
    Preference.objects.create(user=stranger, exercise=press, is_favourite=True)
    answer = pages.get(f"{LIST}?{query}")
    assert (answer.status_code, names(answer.context["page_obj"])) == (200, found)


def test_what_was_done_last_is_found_first(pages: Client, lifter: User) -> None:
    for name in ("A Press", "B Press", "C Press"):
        ExerciseFactory(name=name)
    do(lifter, Exercise.objects.get(name="B Press"), 1)
    do(lifter, Exercise.objects.get(name="C Press"), 2)
    binned = make_workout(lifter, started_at=STARTED + timedelta(days=3))
    make_exercise(binned, Exercise.objects.get(name="A Press"))
    pages.post(reverse("workout-delete", args=[binned.pk]))
    assert names(pages.get(f"{LIST}?q=press").context["page_obj"]) == ["C Press", "B Press", "A Press"]


def test_list_comes_in_pages_of_thirty_and_keeps_the_search(pages: Client) -> None:
    ExerciseFactory.create_batch(31)
    answer = pages.get(f"{LIST}?q=barbell")
    assert len(answer.context["page_obj"]) == 30
    assert b"?q=barbell&amp;page=2" in answer.content
    assert len(pages.get(f"{LIST}?q=barbell&page=2").context["page_obj"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries
) -> None:
    for exercise in ExerciseFactory.create_batch(rows):
        do(lifter, exercise, 1)
    with django_assert_num_queries(5):  # session, user, count, page, what was done
        pages.get(LIST)


def test_star_marks_a_favourite_and_takes_it_back(pages: Client, lifter: User, squat: Exercise) -> None:
    address = reverse("exercise-favourite", args=[squat.pk])
    assert pages.post(address, {"is_favourite": "1", "next": "/exercises/?q=squat"}).url == "/exercises/?q=squat"
    assert b'aria-pressed="true"' in pages.get(LIST).content
    assert pages.post(address, {"is_favourite": "0"}).url == reverse("exercise", args=[squat.pk])
    assert Preference.objects.get().is_favourite is False


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_star_leads_to_no_other_site(pages: Client, squat: Exercise, back: str) -> None:
    answer = pages.post(reverse("exercise-favourite", args=[squat.pk]), {"is_favourite": "1", "next": back})
    assert answer.url == reverse("exercise", args=[squat.pk])


@pytest.mark.parametrize("wrong", ["", "2", "yes"])
def test_star_that_says_neither_changes_nothing(pages: Client, squat: Exercise, wrong: str) -> None:
    assert pages.post(reverse("exercise-favourite", args=[squat.pk]), {"is_favourite": wrong}).status_code == 302
    assert not Preference.objects.exists()


def test_settings_are_saved_and_leave_the_favourite_alone(pages: Client, lifter: User, squat: Exercise) -> None:
    Preference.objects.create(user=lifter, exercise=squat, is_favourite=True)
    answer = pages.post(
        reverse("exercise-settings", args=[squat.pk]), {"weight_unit": "lb", "pinned_note": "Heels down."}
    )
    assert answer.url == reverse("exercise", args=[squat.pk])
    mine = Preference.objects.get()
    assert (mine.weight_unit, mine.pinned_note, mine.is_favourite) == ("lb", "Heels down.", True)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"weight_unit": "stone"}, "weight_unit"), ({"pinned_note": "x" * 1001}, "pinned_note")]
)
def test_settings_that_cannot_be_are_refused_by_their_field(
    pages: Client, squat: Exercise, wrong: dict, field: str
) -> None:
    answer = pages.post(reverse("exercise-settings", args=[squat.pk]), {"weight_unit": "", "pinned_note": ""} | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    "somewhere",
    ["foo", "//evil.example/", "https://evil.example/", "/\\evil.example", "/a\n2026-01-01 ERROR", "/a\x1b[2J", ""],
)
def test_star_leads_nowhere_but_to_a_page_of_this_site(pages: Client, squat: Exercise, somewhere: str) -> None:
    answer = pages.post(reverse("exercise-favourite", args=[squat.pk]), {"next": somewhere})
    assert answer.url == reverse("exercise", args=[squat.pk])
