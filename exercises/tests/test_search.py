import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from exercises.catalogue import load
from exercises.models import Exercise
from exercises.own import set_aliases
from exercises.tests.factories import ExerciseFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("push-up", "Push Up"),
        ("pushups", "Push Up"),
        ("pull-up", "Pull Up"),
        ("chinup", "Chin Up"),
        ("db bench", "Dumbbell Bench Press"),
        ("dumbell bench", "Dumbbell Bench Press"),
        ("flyes", "Dumbbell Fly"),
        ("bench press barbell", "Barbell Bench Press"),
        ("one arm row", "Dumbbell Row"),
        ("dead", "Deadlift"),
    ],
)
def test_exercise_is_found_however_it_is_spelt(text: str, expected: str) -> None:
    load()
    assert expected in Exercise.objects.search(text).values_list("name", flat=True)


@pytest.mark.django_db
def test_every_word_has_to_be_there() -> None:
    load()
    found = list(Exercise.objects.search("barbell squat").values_list("name", flat=True))
    assert "Barbell Squat" in found
    assert "Barbell Curl" not in found


def named(*names: str) -> None:
    for name in names:
        ExerciseFactory(name=name)


def best_first(text: str) -> list[str]:
    return list(Exercise.objects.search(text).order_by("fit", "name").values_list("name", flat=True))


@pytest.mark.django_db
def test_name_that_fits_best_comes_first() -> None:
    named("Barbell Split Squat", "Squat Jump With Band", "Squatting Row", "Barbell Squat", "Squat", "Squat Jump")
    assert best_first("squat") == [
        "Squat",
        "Barbell Squat",
        "Squat Jump",
        "Squatting Row",
        "Barbell Split Squat",
        "Squat Jump With Band",
    ]


@pytest.mark.django_db
def test_words_in_the_midst_of_a_name_or_of_another_name_come_last() -> None:
    named("Wide Bench Press Hold", "A Bench Presser", "Machine Bench Press")
    set_aliases(ExerciseFactory(name="A Chest Press"), ["Smith Bench Press"])
    assert best_first("bench press") == [
        "Machine Bench Press",
        "A Bench Presser",
        "A Chest Press",
        "Wide Bench Press Hold",
    ]


@pytest.mark.django_db
def test_another_name_fits_as_a_whole_before_a_part_of_a_name() -> None:
    named("RDL Machine")
    set_aliases(ExerciseFactory(name="Romanian Deadlift"), ["RDL"])
    assert best_first("rdl") == ["Romanian Deadlift", "RDL Machine"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["push-ups", "PUSHUP", " push  up "])
def test_name_fits_however_it_is_spelt(text: str) -> None:
    named("Archer Push Up", "Push Up")
    assert best_first(text) == ["Push Up", "Archer Push Up"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_nothing_to_look_for_fits_all_names_alike(text: str) -> None:
    named("Squat - Low", "Bench - Press")
    assert best_first(text) == ["Bench - Press", "Squat - Low"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=squat", ["Barbell Squat", "Barbell Split Squat", "Squat On A Low Box"]),
        ("q=squat&ordering=name", ["Barbell Split Squat", "Barbell Squat", "Squat On A Low Box"]),
    ],
)
def test_api_lists_the_best_name_first_unless_asked_for_another_order(
    api: APIClient, query: str, found: list[str]
) -> None:
    named("Barbell Split Squat", "Squat On A Low Box", "Barbell Squat")
    answer = api.get(f"/api/v1/exercises?{query}").json()
    assert [exercise["name"] for exercise in answer["data"]] == found


def test_list_page_shows_the_best_name_first(pages: Client) -> None:
    named("Barbell Split Squat", "Barbell Squat")
    answer = pages.get(reverse("exercises"), {"q": "squat"})
    assert [exercise.name for exercise in answer.context["page_obj"]] == ["Barbell Squat", "Barbell Split Squat"]


def test_search_asks_the_database_once(lifter: User, django_assert_num_queries) -> None:
    named("Barbell Split Squat", "Barbell Squat")
    with django_assert_num_queries(1):
        list(Exercise.objects.visible_to(lifter).search("bb squats").order_by("fit", "name"))
