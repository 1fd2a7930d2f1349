"""The end of a workout says beforehand what becomes of the sets that were not done."""

import pytest
from playwright.sync_api import Page, expect

from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_set
from workset.tests.outbox import be_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_sets_that_were_not_done_are_marked_as_skipped_as_was_said(phone: Page, card: WorkoutExercise) -> None:
    for _number in range(2):
        make_set(card, 80, 5, status="planned")
    phone.reload()
    be_ready(phone)
    phone.get_by_role("button", name="Finish").click()
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_contain_text("Planned and not done: 2. They will be marked as skipped")
    dialog.get_by_role("button", name="Finish").click()
    phone.wait_for_url("**/report/")
    assert list(Set.objects.values_list("status", flat=True)) == ["skipped", "skipped"]
