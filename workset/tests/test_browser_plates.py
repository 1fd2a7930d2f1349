"""The plates to load are those of the set that comes next, without a tap."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import Page, expect

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.workouts import complete
from workouts.models import Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.browser import keep_picture, wcag_violations
from workset.tests.outbox import be_ready, log

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def card(lifter: User, workout: Workout, squat: Exercise) -> WorkoutExercise:
    """A barbell exercise of three sets last time, and one without a bar after it."""
    Exercise.objects.filter(pk=squat.pk).update(equipment="barbell")
    before = make_workout(lifter, started_at=clock.now() - timedelta(days=2))
    done = make_exercise(before, squat)
    for weight in (60, 100, "62.5"):
        make_set(done, weight, 5)
    complete(before)
    lifter.track_rpe = True
    lifter.save()
    return make_exercise(workout, squat)


def test_plates_are_those_of_the_next_set_where_no_field_is_in_use(phone: Page, card: WorkoutExercise) -> None:
    tools, plates = phone.locator(".dock-tools"), phone.locator('[data-dock="plates"]')
    expect(plates).to_have_text("60 kg · Per side: 20")
    expect(tools.get_by_role("button")).to_have_count(0)
    phone.locator("li.set .set-done").first.click()
    expect(plates).to_have_text("100 kg · Per side: 25 + 15")
    expect(phone.get_by_role("button", name="Undo")).to_be_visible()
    expect(phone.locator('[data-dock="rpe"]')).to_be_visible()
    keep_picture(phone, "plates-of-the-next-set")
    assert wcag_violations(phone) == []
    field = phone.locator("li.set input[name=weight]").nth(2)
    field.tap()
    expect(plates).to_have_text("Per side: 20 + 1.25")
    expect(tools.get_by_role("button")).to_have_count(2)
    phone.locator("h1").tap()
    expect(plates).to_have_text("100 kg · Per side: 25 + 15")


def test_plates_follow_what_is_carried_over_and_go_with_the_last_set(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5, "70")
    log(phone, 5, "70")
    plates = phone.locator('[data-dock="plates"]')
    expect(plates).to_have_text("62.5 kg · Per side: 20 + 1.25")
    phone.reload()
    be_ready(phone)
    expect(plates).to_have_text("62.5 kg · Per side: 20 + 1.25")
    log(phone, 5, "62.5")
    expect(phone.locator(".dock-tools")).to_be_hidden()
