"""Dates and numbers as the account is used to; what is typed is understood in any of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format

from accounts.locales import KNOWN
from accounts.models import User
from exercises.models import Exercise
from workouts.models import Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def german(lifter: User) -> User:
    """The lifter, with dates and numbers as in Germany."""
    User.objects.filter(pk=lifter.pk).update(locale="de")
    lifter.refresh_from_db()
    return lifter


@pytest.fixture
def workout(german: User, squat: Exercise) -> Workout:
    """Of 2 March 2026: 62.5 kg x 8 and 102.5 kg x 6, 1,115 kg in all."""
    workout = make_workout(german, status="completed", duration_seconds=3600)
    row = make_exercise(workout, squat)
    make_set(row, weight=Decimal("62.5"), reps=8)
    make_set(row, weight=Decimal("102.5"), reps=6)
    return workout


def test_history_is_written_as_in_germany(pages: Client, workout: Workout) -> None:
    page = pages.get(reverse("workouts")).content.decode()
    assert '<html lang="en-de" ' in page
    assert "<span>1.115 kg</span>" in page
    assert "02.03.2026" in page


def test_report_is_written_as_in_germany(pages: Client, workout: Workout) -> None:
    page = pages.get(reverse("workout-report", args=[workout.pk])).content.decode()
    assert "Mon 02.03.2026, 18:00" in page
    assert '<td class="number">102,5</td>' in page


def test_last_time_is_written_as_in_germany_and_fields_with_a_dot(
    pages: Client, german: User, workout: Workout, squat: Exercise
) -> None:
    again = make_workout(german, status="planned", started_at=None, planned_on=date(2026, 3, 9))
    make_set(make_exercise(again, squat), weight=Decimal("63.75"), status="planned")
    page = pages.get(reverse("workout", args=[again.pk])).content.decode()
    assert "Last time 02.03.2026" in page
    assert "<span>62,5 kg</span>" in page
    assert 'placeholder="63.75"' in page


@pytest.mark.parametrize("typed", ["62.5", "62,5"])
def test_what_a_page_shows_in_its_fields_can_be_sent_back(
    pages: Client, german: User, squat: Exercise, typed: str
) -> None:
    row = make_exercise(make_workout(german), squat)
    pages.post(reverse("set-add", args=[row.pk]), {"weight": typed, "reps": "8"})
    entry = Set.objects.get()
    page = pages.get(reverse("workout", args=[row.workout_id])).content.decode()
    assert (entry.weight, 'value="62.5"' in page) == (Decimal("62.5"), True)
    pages.post(reverse("set-edit", args=[entry.pk]), {"weight": "62.5", "reps": "8", "status": "completed"})
    entry.refresh_from_db()
    assert entry.weight == Decimal("62.5")


def test_body_is_written_as_in_germany(pages: Client, german: User) -> None:
    weighing = weigh(german, date(2026, 3, 2), Decimal("82.45"))
    page = pages.get(reverse("body")).content.decode()
    assert "82,45\N{NARROW NO-BREAK SPACE}kg" in page
    assert "02.03.2026" in page
    form = pages.get(reverse("measurement", args=[weighing.pk])).content.decode()
    assert 'value="82.45"' in form
    assert 'value="2026-03-02"' in form


def test_text_stays_english_and_a_locale_that_is_not_known_is_english(pages: Client, german: User) -> None:
    answer = pages.post(reverse("settings-profile"), {"locale": "de"})
    assert answer.context["form"].errors["timezone"] == ["This field is required."]
    User.objects.update(locale="tlh")
    assert '<html lang="en" ' in pages.get(reverse("workouts")).content.decode()


def test_locale_of_one_person_is_not_the_next_ones(pages: Client, stranger_pages: Client, german: User) -> None:
    pages.get(reverse("workouts"))
    assert '<html lang="en" ' in stranger_pages.get(reverse("workouts")).content.decode()


@pytest.mark.parametrize(("locale", "label", "language"), KNOWN)
def test_locales_write_what_their_labels_promise(locale: str, label: str, language: str) -> None:
    with translation.override(language):
        day = date_format(date(2026, 11, 20), "DATE_FORMAT")
        number = number_format("1234.5", force_grouping=True)
    shown = f"{day}, {number}".replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert label.partition(": ")[2] == shown
