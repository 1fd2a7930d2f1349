"""Who may open what, and how: each address of the logbook, one by one."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout

OWN = {  # addresses of one person's rows: the row in them, and the methods
    "workout": ("workout", "get"),
    "workout-edit": ("workout", "get post"),
    "workout-start-planned": ("workout", "post"),
    "workout-finish": ("workout", "post"),
    "workout-copy": ("workout", "post"),
    "workout-delete": ("workout", "post"),
    "workout-restore": ("workout", "post"),
    "exercise-add": ("workout", "get post"),
    "workout-exercise-edit": ("row", "get post"),
    "workout-exercise-swap": ("row", "get post"),
    "workout-exercise-move": ("row", "post"),
    "superset-join": ("row", "post"),
    "superset-leave": ("row", "post"),
    "superset-move": ("row", "post"),
    "superset-split": ("row", "post"),
    "workout-exercise-remove": ("row", "post"),
    "set-add": ("row", "post"),
    "set-edit": ("set", "get post"),
    "set-delete": ("set", "post"),
}
SHARED = {
    "today": "get",
    "workouts": "get",
    "workout-past": "get post",
    "workout-start": "post",
    "workout-bin": "get post",
    "import": "get post",
}


@pytest.fixture
def addresses(lifter: User, squat: Exercise) -> dict[str, str]:
    """Every address, those with an id about the lifter's one set."""
    entry = make_set(make_exercise(make_workout(lifter), squat))
    row = entry.workout_exercise
    ids = {"workout": row.workout_id, "row": row.pk, "set": entry.pk}
    return {name: reverse(name) for name in SHARED} | {name: reverse(name, args=[ids[OWN[name][0]]]) for name in OWN}


def rows() -> tuple:
    """All that a forbidden request could have changed."""
    workouts = Workout.objects.order_by("pk").values_list("pk", "version", "status", "deleted_at")
    return list(workouts), list(WorkoutExercise.objects.values_list("pk")), list(Set.objects.values_list("pk"))


@pytest.mark.parametrize(("name", "methods"), [(name, OWN[name][1]) for name in OWN] + list(SHARED.items()))
def test_page_when_signed_out_leads_to_sign_in(client: Client, addresses: dict, name: str, methods: str) -> None:
    before = rows()
    for method in methods.split():
        answer = getattr(client, method)(addresses[name])
        if name == "today":
            assert "front.html" in [template.name for template in answer.templates]
        else:
            back = addresses[name] if method == "get" else "/"
            assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={back}")
    assert rows() == before


def test_form_sent_when_signed_out_leads_back_to_its_page(client: Client, addresses: dict) -> None:
    answer = client.post(addresses["workout-finish"], headers={"referer": f"http://testserver{addresses['workout']}"})
    assert answer.url == f"/sign-in/?next={addresses['workout']}"


@pytest.mark.parametrize("name", OWN)
def test_page_of_another_person_is_not_found(stranger_pages: Client, addresses: dict, name: str) -> None:
    before = rows()
    for method in OWN[name][1].split():
        assert getattr(stranger_pages, method)(addresses[name]).status_code == 404
    assert rows() == before


@pytest.mark.parametrize("name", OWN)
def test_page_of_nothing_is_not_found(pages: Client, name: str) -> None:
    for method in OWN[name][1].split():
        assert getattr(pages, method)(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", sorted(set(OWN) - {"workout-restore"}))
def test_page_of_a_workout_in_the_bin_is_not_found(pages: Client, addresses: dict, name: str) -> None:
    pages.post(addresses["workout-delete"])
    before = rows()
    for method in OWN[name][1].split():
        assert getattr(pages, method)(addresses[name]).status_code == 404
    assert rows() == before


@pytest.mark.parametrize(("name", "methods"), [(name, OWN[name][1]) for name in OWN] + list(SHARED.items()))
def test_page_with_a_wrong_method_is_refused(pages: Client, addresses: dict, name: str, methods: str) -> None:
    before = rows()
    wrong = {"post", "put", "delete"} - set(methods.split())
    assert {getattr(pages, method)(addresses[name]).status_code for method in wrong} == {405}
    assert rows() == before
