"""The body's pages: recorded, changed, deleted and brought back, each kind in the reader's unit."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.body import record_measurement
from workouts.models import BodyMeasurement, Workout
from workouts.templatetags.measurements import change, measured
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
BODY = reverse("body")
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def waist(lifter: User) -> BodyMeasurement:
    """A waist of 84.5 cm."""
    return record_measurement(lifter, "waist", DAY, Decimal("84.5"))


def stored() -> list[tuple]:
    return list(BodyMeasurement.objects.order_by("date", "kind").values_list("kind", "date", "value", "unit"))


@pytest.mark.parametrize("typed", ["82.5", "82,5"])
def test_bodyweight_is_recorded_in_the_unit_of_the_account(pages: Client, typed: str) -> None:
    User.objects.update(weight_unit="lb")
    answer = pages.post(BODY, {"kind": "bodyweight", "date": "2026-03-02", "value": typed})
    assert answer.url == f"{BODY}?kind=bodyweight"
    assert stored() == [("bodyweight", DAY, Decimal("82.5"), "lb")]
    assert BodyMeasurement.objects.get().metric_value == Decimal("37.421")


@pytest.mark.parametrize(
    ("kind", "distance_unit", "unit", "metric"),
    [("waist", "km", "cm", "33"), ("calf", "mi", "in", "83.820"), ("body_fat", "mi", "%", "33")],
)
def test_girths_are_recorded_in_the_unit_of_the_account(
    pages: Client, kind: str, distance_unit: str, unit: str, metric: str
) -> None:
    User.objects.update(distance_unit=distance_unit)
    pages.post(BODY, {"kind": kind, "date": "2026-03-02", "value": "33"})
    assert stored() == [(kind, DAY, Decimal(33), unit)]
    assert BodyMeasurement.objects.get().metric_value == Decimal(metric)


def test_last_word_of_a_day_counts(pages: Client) -> None:
    for value in ("82", "83"):
        pages.post(BODY, {"kind": "bodyweight", "date": "2026-03-02", "value": value})
    assert stored() == [("bodyweight", DAY, Decimal(83), "kg")]


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"value": ""}, "value", "This field is required."),
        ({"value": "heavy"}, "value", "Write a number like 8 or 8.5."),
        ({"value": "0.5"}, "value", "Give a value from 1 to 700 kg."),
        ({"value": "701"}, "value", "Give a value from 1 to 700 kg."),
        ({"kind": "waist", "value": "501"}, "value", "Give a value from 1 to 500 cm."),
        ({"kind": "body_fat", "value": "101"}, "value", "Give a value from 1 to 100 %."),
        ({"date": "1899-12-31"}, "date", "Give a date between 1900 and tomorrow."),
        ({"date": "2999-01-01"}, "date", "Give a date between 1900 and tomorrow."),
        ({"date": "yesterday"}, "date", "Enter a valid date."),
    ],
)
def test_measurement_that_cannot_be_is_refused_by_its_field(
    pages: Client, wrong: dict[str, str], field: str, message: str
) -> None:
    answer = pages.post(BODY, {"kind": "bodyweight", "date": "2026-03-02", "value": "82"} | wrong)
    assert answer.context["form"].errors == {field: [message]}
    assert stored() == []


def test_limits_are_told_in_the_unit_that_is_typed(pages: Client) -> None:
    User.objects.update(weight_unit="lb")
    answer = pages.post(BODY, {"kind": "bodyweight", "date": "2026-03-02", "value": "2"})
    assert answer.context["form"].errors == {"value": ["Give a value from 2.2 to 1543.2 lb."]}


def test_list_shows_one_kind_with_its_changes_and_the_last_of_the_others(
    pages: Client, lifter: User, waist: BodyMeasurement
) -> None:
    for days, kg in ((0, "82"), (7, "81.5"), (14, "81.75")):
        weigh(lifter, DAY + timedelta(days=days), Decimal(kg))
    page = pages.get(BODY).context
    assert [(one.value, change(one, lifter)) for one in page["page_obj"]] == [
        (Decimal("81.75"), f"+0.25{NARROW_SPACE}kg"),
        (Decimal("81.5"), f"\N{MINUS SIGN}0.5{NARROW_SPACE}kg"),
        (Decimal(82), ""),
    ]
    assert (page["last"].value, page["others"]) == (Decimal("81.75"), [waist])
    assert list(pages.get(BODY, {"kind": "waist"}).context["page_obj"]) == [waist]


def test_change_is_told_across_units_and_pages(pages: Client, lifter: User) -> None:
    for days in range(21):
        weigh(lifter, DAY + timedelta(days=days), Decimal(80 + days))
    weigh(lifter, DAY + timedelta(days=21), Decimal(220), "lb")
    first, second = (pages.get(BODY, {"page": page}).context["page_obj"].object_list for page in (1, 2))
    assert (measured(first[0], lifter), change(first[0], lifter)) == (
        f"99.8{NARROW_SPACE}kg",
        f"\N{MINUS SIGN}0.21{NARROW_SPACE}kg",
    )
    assert (len(first), change(first[19], lifter)) == (20, f"+1{NARROW_SPACE}kg")
    assert [change(one, lifter) for one in second] == [f"+1{NARROW_SPACE}kg", ""]


def test_unknown_kind_shows_the_bodyweight(pages: Client) -> None:
    assert pages.get(BODY, {"kind": "nose"}).context["kind"] == BodyMeasurement.Kind.BODYWEIGHT


def test_measurement_is_changed_and_moved(pages: Client, waist: BodyMeasurement) -> None:
    answer = pages.post(reverse("measurement", args=[waist.pk]), {"date": "2026-03-01", "value": "83,5"})
    assert answer.url == f"{BODY}?kind=waist"
    assert stored() == [("waist", date(2026, 3, 1), Decimal("83.5"), "cm")]


def test_change_of_the_date_leaves_a_value_typed_in_another_unit_alone(pages: Client, lifter: User) -> None:
    weighing = weigh(lifter, DAY, Decimal(180), "lb")
    page = pages.get(reverse("measurement", args=[weighing.pk]))
    assert b'value="81.6"' in page.content
    pages.post(reverse("measurement", args=[weighing.pk]), {"date": "2026-03-01", "value": "81.6"})
    assert stored() == [("bodyweight", date(2026, 3, 1), Decimal(180), "lb")]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"date": "2026-03-09"}, "date"), ({"date": ""}, "date"), ({"value": "0"}, "value")]
)
def test_change_that_cannot_be_is_refused_by_its_field(
    pages: Client, lifter: User, waist: BodyMeasurement, wrong: dict[str, str], field: str
) -> None:
    record_measurement(lifter, "waist", date(2026, 3, 9), Decimal(84))
    before = stored()
    answer = pages.post(reverse("measurement", args=[waist.pk]), {"date": "2026-03-02", "value": "83"} | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert stored() == before


def test_deleted_measurement_comes_back_by_the_button_in_the_message(
    pages: Client, lifter: User, push_up: Exercise
) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=None, reps=10)
    weighing = weigh(lifter, DAY, Decimal("180.5"), "lb")
    before, volume = stored(), Workout.objects.get().volume_kg
    User.objects.update(locale="de")
    page = pages.post(reverse("measurement-delete", args=[weighing.pk]), follow=True).content.decode()
    assert (stored(), Workout.objects.get().volume_kg) == ([], 0)
    undo = page[page.index('class="messages"') : page.index("Undo")]
    sent = dict(re.findall(r'name="(kind|date|value|unit)" value="([^"]*)"', undo))
    assert pages.post(BODY, sent).status_code == 302
    assert (stored(), Workout.objects.get().volume_kg) == (before, volume)


def test_moved_bodyweight_weighs_from_its_new_day_on(pages: Client, lifter: User, push_up: Exercise) -> None:
    workouts = [make_workout(lifter, started_at=STARTED + timedelta(days=n)) for n in (0, 7)]
    for workout in workouts:
        make_set(make_exercise(workout, push_up), weight=None, reps=10)
    weighing = weigh(lifter, DAY, Decimal(80))
    pages.post(reverse("measurement", args=[weighing.pk]), {"date": "2026-03-05", "value": "80"})
    for workout in workouts:
        workout.refresh_from_db()
    assert [workout.volume_kg for workout in workouts] == [0, 512]


def test_girth_weighs_nothing(pages: Client, lifter: User, push_up: Exercise, waist: BodyMeasurement) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, push_up), weight=None, reps=10)
    workout.refresh_from_db()
    assert workout.volume_kg == 0


@pytest.mark.parametrize("name", ["measurement", "measurement-delete"])
def test_measurement_of_another_person_is_not_found(
    stranger_pages: Client, pages: Client, waist: BodyMeasurement, name: str
) -> None:
    before = stored()
    sent = {"date": "2026-03-01", "value": "1"}
    assert stranger_pages.post(reverse(name, args=[waist.pk]), sent).status_code == 404
    assert pages.post(reverse(name, args=[uuid4()]), sent).status_code == 404
    assert list(stranger_pages.get(BODY, {"kind": "waist"}).context["page_obj"]) == []
    assert stored() == before


def test_body_when_signed_out_leads_to_sign_in(client: Client, waist: BodyMeasurement) -> None:
    addresses = [BODY, reverse("measurement", args=[waist.pk]), reverse("measurement-delete", args=[waist.pk])]
    before = stored()
    answers = [client.post(address, {"kind": "waist", "date": "2026-03-01", "value": "1"}) for address in addresses]
    assert {answer.url.partition("?")[0] for answer in answers} == {reverse("sign-in")}
    assert stored() == before


def test_body_with_a_wrong_method_is_refused(pages: Client, waist: BodyMeasurement) -> None:
    assert pages.put(BODY).status_code == 405
    assert pages.delete(reverse("measurement", args=[waist.pk])).status_code == 405
    assert pages.put(reverse("measurement-delete", args=[waist.pk])).status_code == 405
    assert len(stored()) == 1


def test_address_of_the_delete_button_leads_to_its_page(pages: Client, waist: BodyMeasurement) -> None:
    address = reverse("measurement-delete", args=[waist.pk])
    assert pages.get(address).url == reverse("measurement", args=[waist.pk])
    assert len(stored()) == 1


def test_measurement_that_was_deleted_says_so(pages: Client, waist: BodyMeasurement) -> None:
    address = reverse("measurement", args=[waist.pk])
    pages.post(reverse("measurement-delete", args=[waist.pk]))
    page = pages.get(address, follow=True)
    assert page.redirect_chain == [(reverse("body"), 302)]
    assert [f"{one}" for one in page.context["messages"]][-1] == "This measurement was deleted on another device."


@pytest.mark.parametrize("rows", [1, 3])
def test_body_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries: Any
) -> None:
    for days in range(rows):
        weigh(lifter, DAY + timedelta(days=days), Decimal(80))
        record_measurement(lifter, "waist", DAY + timedelta(days=days), Decimal(80))
    with django_assert_num_queries(6):
        pages.get(BODY)
