"""Settings and first steps: what is saved, what is refused and where it says so."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.plates import default_plates
from exercises.models import Exercise
from workouts.models import BodyMeasurement, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout

pytestmark = pytest.mark.django_db

UNITS = {"weight_unit": "lb", "distance_unit": "mi", "week_start": "sunday", "timezone": "Europe/Berlin"}
PROFILE = UNITS | {"name": "Anna", "locale": "de"}
PLATES = [{"weight": "20", "unit": "kg", "pairs": "2"}, {"weight": "1,25", "unit": "kg", "pairs": "1"}]
TRAINING = {
    "bar_weight": "15",
    "weight_increment": "1,25",
    "track_rpe": "on",
    "e1rm_formula": "brzycki",
    "secondary_muscle_factor": "0,25",
    "sex": "female",
    "rest_sound": "on",
}
PAGES = {
    "settings": "get",
    "settings-profile": "get post",
    "settings-training": "get post",
    "welcome": "get post",
    "welcome-equipment": "get post",
    "welcome-begin": "get post",
}


def rows(*plates: dict[str, str], standing: int = 0, **fields: str) -> dict[str, str]:
    """What a browser sends of the table of plates, `standing` of them from before, and of the fields beside it."""
    sent = {"plates-TOTAL_FORMS": f"{len(plates)}", "plates-INITIAL_FORMS": f"{standing}"}
    for number, plate in enumerate(plates):
        sent |= {f"plates-{number}-{name}": value for name, value in plate.items()}
    return sent | fields


@pytest.mark.parametrize(("name", "methods"), PAGES.items())
def test_settings_when_signed_out_lead_to_sign_in(client: Client, name: str, methods: str) -> None:
    for method in methods.split():
        answer = getattr(client, method)(reverse(name))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("sign-in"))


@pytest.mark.parametrize(("name", "methods"), PAGES.items())
def test_settings_with_a_wrong_method_are_refused(pages: Client, name: str, methods: str) -> None:
    for method in {"get", "post", "put", "delete"} - set(methods.split()):
        assert getattr(pages, method)(reverse(name)).status_code == 405


def test_settings_begin_with_the_profile(pages: Client) -> None:
    assert pages.get(reverse("settings")).url == reverse("settings-profile")


def test_profile_is_saved(pages: Client, lifter: User) -> None:
    assert pages.post(reverse("settings-profile"), PROFILE).url == reverse("settings-profile")
    lifter.refresh_from_db()
    assert {name: getattr(lifter, name) for name in PROFILE} == PROFILE
    assert (lifter.bar_weight, lifter.weight_increment) == (45, 5)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Olympus"),
        ("weight_unit", "st"),
        ("week_start", "friday"),
        ("locale", "xx"),
        ("name", "x" * 201),
    ],
)
def test_profile_that_cannot_be_is_refused_by_its_field(pages: Client, lifter: User, field: str, value: str) -> None:
    answer = pages.post(reverse("settings-profile"), PROFILE | {field: value})
    assert list(answer.context["form"].errors) == [field]
    lifter.refresh_from_db()
    assert (lifter.name, lifter.weight_unit) == ("Ann", "kg")


def test_training_is_saved_with_plates_the_heaviest_first(pages: Client, lifter: User) -> None:
    light, heavy = PLATES[1], PLATES[0]
    pounds = {"weight": "45", "unit": "lb", "pairs": "3"}
    answer = pages.post(reverse("settings-training"), TRAINING | rows(light, pounds, heavy))
    assert answer.url == reverse("settings-training")
    lifter.refresh_from_db()
    assert (lifter.bar_weight, lifter.weight_increment) == (Decimal(15), Decimal("1.25"))
    assert (lifter.track_rpe, lifter.rest_sound, lifter.rest_vibration) == (True, True, False)
    assert (lifter.e1rm_formula, lifter.sex) == ("brzycki", "female")
    assert lifter.secondary_muscle_factor == Decimal("0.25")
    assert lifter.plates == [
        {"weight": 45, "unit": "lb", "pairs": 3},
        {"weight": 20, "unit": "kg", "pairs": 2},
        {"weight": 1.25, "unit": "kg", "pairs": 1},
    ]


def test_page_of_the_training_sends_back_what_stands(pages: Client, lifter: User) -> None:
    page = pages.get(reverse("settings-training"))
    forms = page.context["plates"]
    sent = rows(
        *({name: f"{form[name].value()}" for name in ("weight", "unit", "pairs")} for form in forms), standing=7
    )
    pages.post(reverse("settings-training"), TRAINING | sent | {"plates-7-weight": ""})
    lifter.refresh_from_db()
    assert lifter.plates == default_plates()


def test_plate_is_removed_by_its_button(pages: Client, lifter: User) -> None:
    sent = TRAINING | rows(*PLATES, standing=2) | {"plates-0-DELETE": "on"}
    assert pages.post(reverse("settings-training"), sent).url == reverse("settings-training") + "#plates"
    lifter.refresh_from_db()
    assert lifter.plates == [{"weight": 1.25, "unit": "kg", "pairs": 1}]


def test_plate_is_added_by_its_button_which_gives_another_row(pages: Client, lifter: User) -> None:
    answer = pages.post(reverse("settings-training"), TRAINING | rows(*PLATES) | {"add": "1"}, follow=True)
    assert answer.redirect_chain == [(reverse("settings-training") + "#plates", 302)]
    assert [form["weight"].value() for form in answer.context["plates"]] == ["20", "1.25", None]


@pytest.mark.parametrize(
    ("plate", "field"),
    [
        ({"weight": "0"}, "weight"),
        ({"weight": "100.5"}, "weight"),
        ({"weight": "1,000"}, "weight"),
        ({"weight": "heavy"}, "weight"),
        ({"pairs": "51"}, "pairs"),
        ({"pairs": "-1"}, "pairs"),
        ({"unit": "st"}, "unit"),
        ({"weight": "20,0"}, "weight"),
    ],
)
def test_plate_that_cannot_be_is_refused_in_its_row(
    pages: Client, lifter: User, plate: dict[str, str], field: str
) -> None:
    answer = pages.post(reverse("settings-training"), TRAINING | rows(PLATES[0], PLATES[1] | plate))
    assert answer.context["plates"].errors == [{}, {field: answer.context["plates"].errors[1][field]}]
    lifter.refresh_from_db()
    assert (lifter.plates, lifter.bar_weight) == (default_plates(), 20)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bar_weight", ""),
        ("bar_weight", "101"),
        ("weight_increment", "0"),
        ("e1rm_formula", "guess"),
        ("sex", "x"),
        ("secondary_muscle_factor", "1.1"),
    ],
)
def test_training_that_cannot_be_is_refused_by_its_field(pages: Client, lifter: User, field: str, value: str) -> None:
    answer = pages.post(reverse("settings-training"), TRAINING | rows(*PLATES) | {field: value})
    assert list(answer.context["form"].errors) == [field]
    lifter.refresh_from_db()
    assert (lifter.plates, lifter.e1rm_formula) == (default_plates(), "epley")


def test_formula_chosen_on_the_page_recounts_the_estimates(pages: Client, lifter: User, squat: Exercise) -> None:
    row = make_exercise(make_workout(lifter), squat)
    make_set(row, weight=100, reps=5)
    pages.post(reverse("settings-training"), TRAINING | rows(*PLATES))
    row.refresh_from_db()
    assert row.best_e1rm_kg == Decimal("112.500")


def test_settings_of_one_person_are_not_another_ones(pages: Client, stranger: User) -> None:
    pages.post(reverse("settings-profile"), PROFILE)
    stranger.refresh_from_db()
    assert (stranger.name, stranger.weight_unit) == ("Bob", "kg")


def test_first_step_leads_to_the_second(pages: Client, lifter: User) -> None:
    assert pages.post(reverse("welcome"), UNITS).url == reverse("welcome-equipment")
    lifter.refresh_from_db()
    assert {name: getattr(lifter, name) for name in UNITS} == UNITS


@pytest.mark.parametrize(("zone", "kept"), [("Europe/Berlin", "Europe/Berlin"), ("Mars/Olympus", "UTC")])
def test_skipping_the_rest_keeps_what_can_be_kept(pages: Client, lifter: User, zone: str, kept: str) -> None:
    assert pages.post(reverse("welcome"), UNITS | {"timezone": zone, "skip": "1"}).url == "/"
    lifter.refresh_from_db()
    assert lifter.timezone == kept


def test_second_step_leads_to_the_third(pages: Client, lifter: User) -> None:
    sent = {"bar_weight": "15", "weight_increment": "1", "track_rpe": "on"} | rows(*PLATES)
    assert pages.post(reverse("welcome-equipment"), sent).url == reverse("welcome-begin")
    lifter.refresh_from_db()
    assert (lifter.bar_weight, lifter.track_rpe, len(lifter.plates)) == (15, True, 2)


@pytest.mark.parametrize("typed", ["82.5", "82,5"])
def test_third_step_stores_the_bodyweight_and_starts_a_workout(pages: Client, lifter: User, typed: str) -> None:
    answer = pages.post(reverse("welcome-begin"), {"bodyweight": typed, "begin": "start"})
    assert answer.url == reverse("workout", args=[Workout.objects.for_user(lifter).get().pk])
    measured = BodyMeasurement.objects.for_user(lifter).get()
    assert (measured.kind, measured.value, measured.date) == ("bodyweight", Decimal("82.5"), lifter.today())


def test_third_step_needs_no_bodyweight(pages: Client) -> None:
    assert pages.post(reverse("welcome-begin"), {"begin": "workout-past"}).url == reverse("workout-past")
    assert pages.post(reverse("welcome-begin"), {"begin": "today"}).url == "/"
    assert not BodyMeasurement.objects.exists()


@pytest.mark.parametrize(("wrong", "field"), [({"bodyweight": "0"}, "bodyweight"), ({"begin": "admin"}, "begin")])
def test_third_step_that_cannot_be_is_refused_and_begins_nothing(
    pages: Client, wrong: dict[str, Any], field: str
) -> None:
    answer = pages.post(reverse("welcome-begin"), {"bodyweight": "80", "begin": "start"} | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert (Workout.objects.count(), BodyMeasurement.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"settings"}))
def test_settings_ask_the_database_for_the_account_only(
    pages: Client, name: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        pages.get(reverse(name))
