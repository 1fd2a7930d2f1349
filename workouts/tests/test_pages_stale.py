"""Pages that outlived what they show: restored tabs, rows deleted meanwhile, a sign-in that ran out."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD
from exercises.models import Exercise
from workouts.logbook.bin import empty_bin, move_to_bin
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.sets import delete_set
from workouts.models import Set
from workouts.tests.factories import make_exercise, make_set, make_workout

DELETED = {
    "set": "This set was deleted on another device.",
    "row": "This exercise was removed from the workout on another device.",
    "workout": "This workout was deleted on another device.",
}
POSTED = {
    "set-edit": "set",
    "set-delete": "set",
    "set-add": "row",
    "workout-exercise-edit": "row",
    "workout-exercise-swap": "row",
    "workout-exercise-move": "row",
    "superset-join": "row",
    "superset-leave": "row",
    "superset-move": "row",
    "superset-split": "row",
    "workout-exercise-remove": "row",
    "exercise-add": "workout",
    "workout-edit": "workout",
    "workout-finish": "workout",
    "workout-start-planned": "workout",
    "workout-copy": "workout",
    "workout-delete": "workout",
    "workout-restore": "workout",
}


@pytest.fixture
def entry(lifter: User, squat: Exercise) -> Set:
    return make_set(make_exercise(make_workout(lifter), squat))


def address(name: str, entry: Set) -> str:
    row = entry.workout_exercise
    return reverse(name, args=[{"set": entry.pk, "row": row.pk, "workout": row.workout_id}[POSTED[name]]])


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("set-add", "exercise"),
        ("set-delete", "exercise"),
        ("workout-exercise-move", "exercise"),
        ("superset-join", "exercise"),
        ("superset-leave", "exercise"),
        ("superset-move", "exercise"),
        ("superset-split", "exercise"),
        ("workout-exercise-remove", "exercise"),
        ("workout-finish", "workout"),
        ("workout-start-planned", "workout"),
        ("workout-copy", "workout"),
        ("workout-delete", "workout"),
        ("workout-restore", "workout-bin"),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_address_of_a_form_that_is_opened_leads_to_the_page_of_the_form(
    pages: Client, entry: Set, name: str, leads_to: str, method: str
) -> None:
    workout = reverse("workout", args=[entry.workout_exercise.workout_id])
    pages_of = {
        "workout": workout,
        "exercise": f"{workout}#exercise-{entry.workout_exercise_id}",
        "workout-bin": reverse("workout-bin"),
    }
    answer = getattr(pages, method)(address(name, entry))
    assert (answer.status_code, answer.url) == (302, pages_of[leads_to])
    assert Set.objects.get() == entry


def test_start_that_is_opened_leads_to_today_and_starts_nothing(pages: Client, lifter: User) -> None:
    assert pages.get(reverse("workout-start")).url == reverse("today")
    assert lifter.workouts.count() == 0


@pytest.mark.parametrize("name", ["set-add", "set-delete", "workout-exercise-move", "workout-exercise-remove"])
def test_address_of_a_form_tells_a_stranger_nothing(stranger_pages: Client, entry: Set, name: str) -> None:
    assert stranger_pages.get(address(name, entry)).status_code == 404


def delete_for_good(entry: Set, what: str) -> None:
    workout = entry.workout_exercise.workout
    if what == "set":
        delete_set(entry)
    elif what == "row":
        remove_exercise(entry.workout_exercise)
    else:
        move_to_bin(workout)
        empty_bin(workout.user)


@pytest.mark.parametrize("name", POSTED)
def test_form_of_what_was_deleted_meanwhile_says_so_and_leads_back(
    pages: Client, stranger_pages: Client, entry: Set, name: str
) -> None:
    target, page = address(name, entry), reverse("workout", args=[entry.workout_exercise.workout_id])
    delete_for_good(entry, POSTED[name])
    answer = pages.post(
        target, {"weight": "60", "reps": "5"}, headers={"referer": f"http://testserver{page}"}, follow=True
    )
    back = reverse("today") if POSTED[name] == "workout" else page
    assert answer.redirect_chain == [(back, 302)]
    assert DELETED[POSTED[name]].encode() in answer.content
    assert stranger_pages.post(target).status_code == 404


@pytest.mark.parametrize(
    "referer", ["", "http://testserver/nothing/", "http://testserver/workouts/", "nonsense", "http://["]
)
def test_form_of_what_was_deleted_leads_to_today_where_the_workout_is_not_known(
    pages: Client, entry: Set, referer: str
) -> None:
    delete_set(entry)
    answer = pages.post(reverse("set-edit", args=[entry.pk]), headers={"referer": referer})
    assert answer.url == reverse("today")


def test_form_sent_after_the_session_ended_says_that_nothing_was_saved(client: Client, entry: Set) -> None:
    page = reverse("workout", args=[entry.workout_exercise.workout_id])
    answer = client.post(
        address("set-add", entry), {"weight": "60"}, headers={"referer": f"http://testserver{page}"}, follow=True
    )
    lost = b"You were signed out. What you sent then was not saved: send it again once you are signed in."
    assert lost in answer.content
    sign_in, given = answer.redirect_chain[-1][0], {"username": entry.workout_exercise.user.email, "password": PASSWORD}
    assert lost in client.post(sign_in, given | {"password": "wrong"}).content
    answer = client.post(sign_in, given, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert lost in answer.content
    assert lost not in client.get(page).content
    assert Set.objects.count() == 1


def test_page_opened_after_the_session_ended_leads_to_sign_in_without_a_warning(client: Client, entry: Set) -> None:
    answer = client.get(reverse("workout", args=[entry.workout_exercise.workout_id]), follow=True)
    assert b"You were signed out." not in answer.content


def test_method_that_an_address_does_not_take_gets_a_page_that_names_the_others(pages: Client) -> None:
    answer = pages.post(reverse("workouts"))
    assert (answer.status_code, answer["Allow"], "405.html" in [one.name for one in answer.templates]) == (
        405,
        "GET, HEAD",
        True,
    )


def test_method_that_the_api_does_not_take_gets_json(client: Client) -> None:
    answer = client.post("/api/ping")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/json")
    assert answer.json()["code"] == "method_not_allowed"
