"""Forms that outlived what they show: another phone, another tab or the API changed it meanwhile. They are told."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.forms.exercises import WorkoutExerciseForm
from workouts.logbook.body import delete_measurement
from workouts.logbook.supersets import describe, join
from workouts.logbook.workouts import change_workout
from workouts.models import WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout
from workouts.tests.stale import Case, filled, stale
from workouts.tests.stale_logbook import case_body, case_exercise_of_a_workout, case_workout, case_workout_times
from workouts.tests.stale_settings import (
    case_exercise_settings,
    case_own_exercise,
    case_plates,
    case_profile,
    case_training,
)

pytestmark = pytest.mark.django_db

RACING = [
    case_workout,
    case_workout_times,
    case_exercise_of_a_workout,
    case_profile,
    case_training,
    case_plates,
    case_body,
    case_own_exercise,
]
CASES = [*RACING, case_exercise_settings]


@pytest.fixture(params=CASES, ids=lambda make: make.__name__.removeprefix("case_"))
def case(request: pytest.FixtureRequest, lifter: User, squat: Exercise) -> Case:
    return request.param(lifter)


def test_field_that_was_changed_elsewhere_meanwhile_is_told_and_obeyed_when_sent_again(
    pages: Client, case: Case
) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    answer = pages.post(case.address, sent)
    assert (answer.status_code, stale(answer), case.state()) == (200, case.told, case.states[0])
    again = filled(answer)
    assert {name: again.get(name) for name in case.typed} == case.typed
    assert pages.post(case.address, again).status_code == 302
    assert case.state() == case.states[1]


def test_told_page_is_told_again_where_it_outlived_what_it_told(pages: Client, lifter: User, squat: Exercise) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    again = filled(pages.post(case.address, sent))
    change_workout(case.row, {"title": "Third"})
    assert stale(pages.post(case.address, again)) == [("Title", "Third")]


def test_another_field_that_was_changed_elsewhere_is_kept_without_a_word(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.other
    case.elsewhere()
    assert pages.post(case.address, sent).status_code == 302
    assert case.state() == case.states[2]


def test_same_value_typed_in_both_places_needs_no_words(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.same
    case.elsewhere()
    assert pages.post(case.address, sent).status_code == 302
    assert case.state() == case.states[0]


def test_page_sent_back_untouched_changes_nothing(pages: Client, case: Case) -> None:
    before = case.state()
    assert pages.post(case.address, filled(pages.get(case.address))).status_code == 302
    assert case.state() == before


def test_page_that_does_not_tell_what_it_showed_is_obeyed(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    told = {name: value for name, value in sent.items() if "initial-" not in name and name != "plates-shown"}
    assert pages.post(case.address, told).status_code == 302
    assert case.state() == case.states[1]


@pytest.mark.parametrize(
    "case", [case_workout, case_exercise_of_a_workout, case_body, case_own_exercise], indirect=True
)
def test_stranger_is_told_nothing(stranger_pages: Client, pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    assert stranger_pages.post(case.address, sent).status_code == 404
    assert case.state() == case.states[0]


def test_what_nobody_touched_stands_on_the_told_page_as_it_is_now(pages: Client, lifter: User) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed
    change_workout(case.row, {"title": "Desk", "type": "Strength"})
    again = filled(pages.post(case.address, sent))
    assert (again["type"], again["initial-type"], again["initial-title"]) == ("Strength", "Strength", "Desk")
    pages.post(case.address, again)
    assert case.state() == ("Phone", "Strength", 3630)


def test_page_refused_for_another_reason_tells_as_well(pages: Client, lifter: User) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed | {"duration": "long"}
    case.elsewhere()
    answer = pages.post(case.address, sent)
    assert (list(answer.context["form"].errors), stale(answer)) == (["duration"], case.told)
    assert case.state() == case.states[0]


def test_superset_chosen_elsewhere_meanwhile_is_told(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    first, second, third = (make_exercise(workout, squat) for _ in range(3))
    address = reverse("workout-exercise-edit", args=[first.pk])
    sent = filled(pages.get(address)) | {"superset": str(third.pk)}
    join(first, second)
    answer = pages.post(address, sent)
    assert stale(answer) == [("Superset with", "A: Barbell Squat")]
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.superset == second.superset is not None


def test_superset_chosen_between_the_look_and_the_write_is_told(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    first, second, third = (make_exercise(workout, squat) for _ in range(3))
    sent = filled(pages.get(reverse("workout-exercise-edit", args=[first.pk]))) | {"superset": str(third.pk)}
    form = WorkoutExerciseForm(sent, row=WorkoutExercise.objects.get(pk=first.pk))
    assert form.is_valid()
    join(first, second)
    assert form.save(lambda *row, seen: describe(*row, form.partner(), seen)) is None
    assert [field.stands_in_words() for field in form.stale] == ["A: Barbell Squat"]
    third.refresh_from_db()
    assert third.superset is None


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_change_between_the_look_and_the_write_is_told(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.typed)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb) is None
    told = [(str(field.label), field.stands_in_words()) for field in form.stale]
    assert (told, form.errors, case.state()) == (case.told, {}, case.states[0])


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_change_of_another_field_between_the_look_and_the_write_is_kept(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.other)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb)
    assert case.state() == case.states[2]


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_same_change_between_the_look_and_the_write_needs_no_words(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.same)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb)
    assert case.state() == case.states[0]


def test_row_that_was_deleted_between_the_look_and_the_write_is_told(pages: Client, lifter: User) -> None:
    case = case_body(lifter)
    form = case.opened(filled(pages.get(case.address)) | case.typed)
    assert form.is_valid()
    delete_measurement(case.row)
    assert form.save(case.verb) is None
    assert form.errors == {"date": ["This measurement was deleted."]}
